/**
 * Builds what the browser loads into frontend/built/: two style sheets, three script bundles, the service worker, one
 * sprite of icons, the app's own pictures and its manifest. Does nothing when no source has changed since the last build.
 *
 * Names stay plain here; the server's static files storage adds hashes. So no built file may name another one,
 * except the manifest, which names the pictures beside it by their plain names.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { appIcon } from "./art/app-icon.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const BUILT = join(HERE, "built");
const STAMP = join(BUILT, ".stamp"); // collectstatic leaves dotfiles behind
const BROWSERS = ["chrome111", "firefox115", "safari16.4"];
const APP_ICON_SIZES = [180, 192, 512];

/** One hash over every file that the build reads. */
function hashOfSources() {
  const patterns = ["scripts/**/*.mjs", "worker/**/*.mjs", "styles/**/*.scss", "art/**/*", "icons.json", "build.mjs"];
  const files = patterns.flatMap((pattern) => globSync(join(HERE, pattern))).filter((file) => basename(file).includes("."));
  files.push(join(ROOT, "package-lock.json"));
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(relative(ROOT, file)).update(readFileSync(file));
  return hash.digest("hex");
}

/** @returns {string[]} the icons the sprite holds */
function wantedIcons() {
  return JSON.parse(readFileSync(join(HERE, "icons.json"), "utf8"));
}

/** Stops the build when a template names an icon that the sprite lacks: it would be drawn as nothing. */
function checkTemplates() {
  const wanted = new Set(wantedIcons());
  const missing = [];
  for (const file of globSync(join(ROOT, "templates/**/*.html"))) {
    for (const [, name] of readFileSync(file, "utf8").matchAll(/\{% icon "([^"]+)"/g)) {
      if (!wanted.has(name)) missing.push(`${relative(ROOT, file)}: ${name}`);
    }
  }
  if (missing.length) throw new Error(`Add to frontend/icons.json:\n  ${missing.join("\n  ")}`);
}

/** One file with a <symbol> for each icon, to be drawn with <use href="icons.svg#name">. */
function buildSprite() {
  const symbols = wantedIcons().map((name) => {
    const file = join(ROOT, "node_modules/bootstrap-icons/icons", `${name}.svg`);
    if (!existsSync(file)) throw new Error(`frontend/icons.json: there is no icon named ${name}`);
    const drawing = readFileSync(file, "utf8").replace(/^[^]*?<svg[^>]*>|<\/svg>\s*$|\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 16 16">${drawing}</symbol>`;
  });
  writeFileSync(join(BUILT, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
}

async function buildStyles() {
  const sass = await import("sass");
  for (const name of ["main", "admin"]) {
    const { css } = sass.compile(join(HERE, "styles", `${name}.scss`), {
      style: "compressed",
      loadPaths: [join(ROOT, "node_modules")],
      quietDeps: true,
      silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"], // Bootstrap 5 still needs them
    });
    writeFileSync(join(BUILT, `${name}.css`), css);
  }
}

async function buildScripts() {
  const esbuild = await import("esbuild");
  const common = { bundle: true, minify: true, target: BROWSERS, legalComments: "none", logLevel: "warning" };
  await esbuild.build({
    ...common,
    entryPoints: ["main", "charts", "editor"].map((name) => join(HERE, "scripts", `${name}.mjs`)),
    outdir: BUILT,
    format: "esm",
  });
  await esbuild.build({
    ...common,
    entryPoints: [join(HERE, "worker/service-worker.mjs")],
    outfile: join(BUILT, "service-worker.js"),
    format: "iife", // Firefox takes no module for a service worker
  });
}

function buildPictures() {
  writeFileSync(join(BUILT, "app-icon.svg"), readFileSync(join(HERE, "art/app-icon.svg")));
  for (const size of APP_ICON_SIZES) writeFileSync(join(BUILT, `app-icon-${size}.png`), appIcon(size));
  writeFileSync(join(BUILT, "site.webmanifest"), readFileSync(join(HERE, "art/site.webmanifest")));
}

checkTemplates();
const hash = hashOfSources();
if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash) {
  console.log("The front end is up to date.");
} else {
  const started = performance.now();
  rmSync(STAMP, { force: true });
  mkdirSync(BUILT, { recursive: true });
  buildSprite();
  buildPictures();
  await Promise.all([buildStyles(), buildScripts()]);
  writeFileSync(STAMP, hash);
  console.log(`Built the front end in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

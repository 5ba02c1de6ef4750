/**
 * The app's icon as a PNG, for the devices that cannot show the SVG: a drop with a tick on a green ground.
 * Drawn from distances, in the 64 × 64 units of app-icon.svg; full-bleed, because devices cut their own corners.
 */
import { crc32, deflateSync } from "node:zlib";

const GROUND = [0x0f, 0x76, 0x6e];
const DROP = [0xfb, 0xf9, 0xf6];
const SAMPLES = 3; // each pixel is the mean of SAMPLES × SAMPLES points
const TICK = [[25, 37.5], [30.5, 43], [40, 32.5]];

/** The drop: a disc below, two sides that close in a tip above. */
function inDrop(x, y) {
  if (y >= 37) return Math.hypot(x - 32, y - 37) <= 15;
  if (y < 10) return false;
  const height = (37 - y) / 27; // 0 at the disc, 1 at the tip
  return Math.abs(x - 32) <= 15 * (1 - height) ** 0.75 * (1 + 0.15 * height);
}

function distanceToSegment(x, y, [fromX, fromY], [toX, toY]) {
  const [deltaX, deltaY] = [toX - fromX, toY - fromY];
  const along = ((x - fromX) * deltaX + (y - fromY) * deltaY) / (deltaX ** 2 + deltaY ** 2);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - fromX - share * deltaX, y - fromY - share * deltaY);
}

function colourAt(x, y) {
  const onTick = Math.min(distanceToSegment(x, y, TICK[0], TICK[1]), distanceToSegment(x, y, TICK[1], TICK[2])) <= 2.25;
  return inDrop(x, y) && !onTick ? DROP : GROUND;
}

function pixel(column, row, size) {
  const sum = [0, 0, 0];
  for (let sample = 0; sample < SAMPLES ** 2; sample += 1) {
    const x = column + ((sample % SAMPLES) + 0.5) / SAMPLES;
    const y = row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
    colourAt((x * 64) / size, (y * 64) / size).forEach((value, channel) => (sum[channel] += value));
  }
  return sum.map((value) => Math.round(value / SAMPLES ** 2));
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** @param {number} size width and height in pixels @returns {Buffer} a PNG, eight bits of red, green and blue */
export function appIcon(size) {
  const rows = Buffer.alloc(size * (1 + size * 3)); // each row begins with its filter, 0: none
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      rows.set(pixel(column, row, size), row * (1 + size * 3) + 1 + column * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

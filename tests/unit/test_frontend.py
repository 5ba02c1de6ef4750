"""Colours can be read, icons exist, and no page asks for more than the content policy allows."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
MAIL = ROOT / "templates" / "mail"
"""No pages: mail programs have no policy of ours, and read styles only at the elements."""
TEMPLATES = sorted(set((ROOT / "templates").rglob("*.html")) - set(MAIL.rglob("*.html")))
PALETTE = (FRONTEND / "styles" / "_palette.scss").read_text()

TEXT, CONTROL = 4.5, 3.0
"""The least contrast of WCAG 2.2 AA: for text, and for the border of a control."""

TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "muted", "accent") for ground in ("paper", "surface")],
    *[("ink", f"{level}-soft") for level in ("accent", "caution", "warning", "praise")],
    *[(level, f"{level}-soft") for level in ("accent", "caution", "warning", "praise")],
    *[(level, "surface") for level in ("caution", "warning", "praise")],
    ("muted", "accent-soft"),
    ("muted", "face-skin"),
    ("on-accent", "accent"),
    ("paper", "ink"),
]
CONTROL_PAIRS = [("control", "paper"), ("control", "surface"), ("accent", "accent-soft")]


def palette(mode: str) -> dict[str, str]:
    """The colours of a mode, `#rrggbb` by token."""
    found = re.search(rf"^\${mode}: \((.*?)^\);", PALETTE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return dict(re.findall(r'"([a-z-]+)": (#[0-9a-f]{6})', found[1]))


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2, 0 for black to 1 for white."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def without_template_language(source: str) -> str:
    """The page's own words: what stands between template tags would confuse a reader of HTML."""
    source = re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", source, flags=re.DOTALL)
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)


class Refusals(HTMLParser):
    """Collects what a strict content policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        if tag == "style" or (tag == "script" and not names & {"src", "type"}):
            self.found.append(f"<{tag}> inline")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"<{tag} {name}>")
            if name == "hx-vals" and (value or "").startswith("js:"):
                self.found.append(f"<{tag} {name}=js:>")


def test_contrast_published_examples() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_tokens_are_readable(mode: str) -> None:
    colours = palette(mode)
    wanted = [(*pair, TEXT) for pair in TEXT_PAIRS] + [(*pair, CONTROL) for pair in CONTROL_PAIRS]
    too_faint = {
        f"{front} on {ground}": round(contrast(colours[front], colours[ground]), 2)
        for front, ground, least in wanted
        if contrast(colours[front], colours[ground]) < least
    }
    assert too_faint == {}


def test_tokens_of_both_modes_are_the_same() -> None:
    assert palette("light").keys() == palette("dark").keys()


def test_theme_colours_are_the_papers() -> None:
    shell = (ROOT / "templates" / "skeleton.html").read_text()
    assert re.findall(r'name="theme-color" content="(#\w+)"', shell) == [
        palette("light")["paper"],
        palette("dark")["paper"],
    ]


def test_styles_name_no_colour_of_their_own() -> None:
    """Dark mode holds only as long as rules go through custom properties, or say why not."""
    own = [
        f"{sheet.name}: {line.strip()}"
        for sheet in sorted((FRONTEND / "styles").glob("*.scss"))
        for line in sheet.read_text().splitlines()
        if re.search(r":.*#[0-9a-fA-F]{3,8}\b(?!\{)", line.split("//")[0])
        and not re.match(r"\s*(--|\"[a-z-]+\": )", line)
        and "//" not in line
    ]
    assert own == []


def test_icons_of_templates_are_in_the_sprite() -> None:
    sprite = set(json.loads((FRONTEND / "icons.json").read_text()))
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'\{% icon "([^"]+)"|picture="([^"]+)"', template.read_text())
        for name in name
        if name
    }
    assert named - sprite == set()


def test_icons_are_listed_once_and_in_order() -> None:
    names = json.loads((FRONTEND / "icons.json").read_text())
    assert names == sorted(set(names))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_keeps_to_the_content_policy(template: Path) -> None:
    source = template.read_text()
    refusals = Refusals()
    refusals.feed(without_template_language(source))
    assert refusals.found == []
    assert re.findall(r"(?:src|href|action|hx-\w+)=\"(?:https?:)?//[^\"]*", source) == []
    assert re.findall(r"\|\s*safe\b|autoescape off", source) == []

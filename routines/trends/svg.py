"""Pictures as values, and the text they become. What a person wrote is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Element:
    """An element of a picture: its name, its attributes, and the elements and words in it."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    inside: tuple[Element | str, ...] = ()

    def __str__(self) -> str:
        attributes = "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes)
        if not self.inside:
            return f"<{self.name}{attributes}/>"
        inside = "".join(
            str(part) if isinstance(part, Element) else escape(part) for part in self.inside
        )
        return f"<{self.name}{attributes}>{inside}</{self.name}>"


class Markup(str):
    """Text that is markup already: templates show it as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def write(elements: Iterable[Element]) -> Markup:
    """Return the elements, one after the other, as a page can show them."""
    return Markup("".join(map(str, elements)))


def element(name: str, *inside: Element | str, **attributes: str | float) -> Element:
    """Return an element; `class_` is its class, `text_anchor` its text-anchor."""
    named = tuple(
        (key.strip("_").replace("_", "-"), short(value) if isinstance(value, float) else str(value))
        for key, value in attributes.items()
    )
    return Element(name, named, inside)


def group(class_: str, *inside: Element) -> Element:
    return element("g", *inside, class_=class_)


def short(value: float) -> str:
    """Write a length with two decimals at most, and without a trailing zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Write a length in hundredths of the picture's own."""
    return f"{short(value)}%"

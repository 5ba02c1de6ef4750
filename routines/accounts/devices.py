"""A browser's long name made short enough to recognise."""

from __future__ import annotations

# In the order of asking: most browsers also claim to be the ones below them.
BROWSERS = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def _first(user_agent: str, signs: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in signs if sign in user_agent), "")


def describe_device(user_agent: str) -> str:
    """Return "Firefox on Linux"; "Unknown browser" where nothing is recognised."""
    browser = _first(user_agent, BROWSERS) or "Unknown browser"
    system = _first(user_agent, SYSTEMS)
    return f"{browser} on {system}" if system else browser

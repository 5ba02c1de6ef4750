"""What a file seems to be, by its first bytes: to name it where it can't be read."""

from __future__ import annotations

from typing import Final

HEAD: Final = 4096
"""Bytes that are enough to tell."""

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
SQLITE: Final = b"SQLite format 3\x00"

_FIRST_BYTES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (XLS or DOC)"),
    (b"{\\rtf", "an RTF text"),
    (b"PAR1", "a Parquet file"),
    (b"ANDROID BACKUP", "a backup of an Android phone"),
    (b"bplist00", "a property list of Apple"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def other_kind(head: bytes) -> str:
    """Return what it seems to be, with its article, or "" where it may be text, JSON or a zip."""
    for first, name in _FIRST_BYTES:
        if head.startswith(first):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a picture (WebP)"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return "a picture (HEIC)"
    return _markup(head) or _other_database(head)


def _markup(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page (HTML)"
    if start.startswith(b"<svg"):
        return "a picture (SVG)"
    return "an XML file" if start.startswith((b"<?xml", b"<!doctype", b"<!entity")) else ""


def _other_database(head: bytes) -> str:
    if head[4:19] == b"Standard Jet DB" or head[4:19] == b"Standard ACE DB":
        return "a database of Access"
    return "an SQL dump" if head.startswith((b"-- MySQL", b"-- PostgreSQL", b"--\n-- Po")) else ""


def office_kind(names: frozenset[str]) -> str:
    """Return what a zip file seems to be by the names in it, or ""."""
    if "[Content_Types].xml" in names:
        kinds = {"xl/": "an Excel file (XLSX)", "word/": "a Word file (DOCX)"}
        found = (kind for path, kind in kinds.items() if any(n.startswith(path) for n in names))
        return next(found, "an Office file")
    if "mimetype" in names and "content.xml" in names:
        return "an OpenDocument file (ODS or ODT)"
    if "AndroidManifest.xml" in names or "META-INF/MANIFEST.MF" in names:
        return "a program (APK or JAR)"
    return ""

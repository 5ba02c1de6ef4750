"""Archives within bounds, and the ones that are refused."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.portability.bounds import sizes
from routines.portability.bounds.zips import open_archive
from routines.portability.foreign import RefusedFile
from tests.unit.portability.archives import (
    GIGABYTE,
    lying,
    many_names,
    packed_zeros,
    stating_zip64,
    with_flag,
    zipped,
    zipped_entries,
)


def contents(data: bytes) -> dict[str, bytes]:
    with open_archive(io.BytesIO(data)) as archive:
        read = {}
        for name in archive.names:
            with archive.open(name) as member:
                read[name] = member.read()
        return read


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        contents(data)
    return str(refused.value)


def entry(name: str, *, mode: int = 0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


def test_members_are_read_by_name_and_what_computers_add_is_not() -> None:
    data = zipped(
        {
            "a/": b"",
            "a/Übung 🌞.csv": b"1,2\n",
            "b.txt": b"x" * 300_000,
            "__MACOSX/a/._b": b"?",
            "a/.DS_Store": b"?",
        }
    )
    assert contents(data) == {"a/Übung 🌞.csv": b"1,2\n", "b.txt": b"x" * 300_000}


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/../../a.csv", "/etc/a.csv", "C:\\a.csv", "a\\..\\..\\a.csv"]
)
def test_name_that_leads_out_is_refused(name: str) -> None:
    assert refusal(zipped({name: b"x"})) == (
        f"The name “{name}” in this zip file leads out of its folder."
    )


def test_long_name_is_refused() -> None:
    assert refusal(zipped({"a" * 501: b""})) == (
        f"The name “{'a' * 80} …” in this zip file is too long."
    )


def test_name_that_is_there_twice_is_refused() -> None:
    data = zipped_entries((entry("a.csv"), b"1"), (entry("b.csv"), b"2")).replace(
        b"b.csv", b"a.csv"
    )
    assert refusal(data) == "“a.csv” is in this zip file twice."


def test_link_is_refused() -> None:
    data = zipped_entries((entry("a.csv", mode=stat.S_IFLNK | 0o777), b"/etc/passwd"))
    assert refusal(data) == "“a.csv” is a link, not a file."


@pytest.mark.parametrize("flag", [0x1, 0x40])
def test_locked_member_is_refused(flag: int) -> None:
    assert refusal(with_flag(zipped({"a.csv": b"1"}), flag)) == (
        "“a.csv” is locked with a password. Send a zip file without one."
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_the_library_unpacks_unbounded_is_refused(method: int) -> None:
    assert refusal(zipped({"a.csv": bytes(10**6)}, method)) == (
        "“a.csv” is packed in a way that is not read here."
    )


def test_member_that_grows_too_much_is_refused() -> None:
    assert refusal(zipped({"a.csv": bytes(20 * 1024**2)})) == (
        "“a.csv” grows too much when it is unpacked."
    )


def test_member_that_is_too_large_is_refused() -> None:
    data = lying(b"a.csv", bytes(10), stated=sizes.LARGEST_MEMBER + 1)
    assert refusal(data) == "“a.csv” is larger than 128 MB."


def test_size_beyond_32_bits_is_refused() -> None:
    assert refusal(stating_zip64(10 * GIGABYTE)) == "“a” is larger than 128 MB."


def test_member_that_states_less_than_it_holds_is_refused() -> None:
    data = lying(b"a.csv", packed_zeros(GIGABYTE), stated=1024)
    assert refusal(data) == "“a.csv” in this zip file is damaged."


def test_members_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "LARGEST_TOTAL", 2 * 1024**2)
    assert refusal(zipped(dict.fromkeys(("a", "b", "c"), b"1" * 10**6))) == (
        "The files in this zip file are larger than 2 MB together."
    )


def test_members_on_top_of_each_other_are_refused() -> None:
    data = lying(b"a.csv", b"\x03\x00", stated=0)
    at = data.index(b"PK\x01\x02")
    twice = bytearray(data[:at] + data[at : data.index(b"PK\x05\x06")] * 2 + data[-22:])
    second = twice.rindex(b"a.csv")
    twice[second : second + 5] = b"b.csv"
    for field in (-14, -12):
        twice[field] = 2
    twice[-10:-6] = (2 * (len(data) - at - 22)).to_bytes(4, "little")
    for listed in (at, at + len(data) - at - 22):
        twice[listed + 20 : listed + 24] = (len(twice) // 2 + 1).to_bytes(4, "little")
    assert refusal(bytes(twice)) == "This zip file is damaged and can't be read."


def test_too_many_members_are_refused() -> None:
    assert refusal(many_names(sizes.MOST_MEMBERS + 1)) == (
        "There are more than 5000 files in this zip file."
    )


def test_list_of_members_that_is_too_long_is_not_read() -> None:
    assert refusal(many_names(400_000)) == "There are too many files in this zip file."


def test_empty_archive_is_refused() -> None:
    assert refusal(zipped({})) == "This zip file is empty."


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("[Content_Types].xml", "xl/workbook.xml"), "an Excel file (XLSX)"),
        (("[Content_Types].xml", "word/document.xml"), "a Word file (DOCX)"),
        (("mimetype", "content.xml"), "an OpenDocument file (ODS or ODT)"),
        (("META-INF/MANIFEST.MF", "a.class"), "a program (APK or JAR)"),
    ],
)
def test_other_files_that_are_zip_files_too_are_named(names: tuple[str, ...], kind: str) -> None:
    assert refusal(zipped(dict.fromkeys(names, b"x"))) == (
        f"This seems to be {kind}. Save the sheet as CSV (UTF-8) and send that."
    )


def test_zip_file_in_a_zip_file_is_a_member_like_others() -> None:
    inner = zipped({"bomb": bytes(10**6)})
    assert contents(zipped({"a.zip": inner})) == {"a.zip": inner}


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"PK\x03\x04" + data))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert refusal(data) == "This zip file is damaged and can't be read."


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_broken_archive_is_refused_or_read(at: int, byte: int) -> None:
    data = bytearray(zipped({"a.csv": b"1,2\n" * 50, "b/c.csv": b""}))
    data[at % len(data)] = byte
    try:
        read = contents(bytes(data))
    except RefusedFile:
        return
    assert b"1,2\n" * 50 in read.values()


@given(st.integers(0, 400))
def test_archive_that_was_cut_off_is_refused(length: int) -> None:
    data = zipped({"a.csv": b"1,2\n" * 50})
    assert refusal(data[: length % len(data)])

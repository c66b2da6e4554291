"""Packed documents: compressed ones, and archives of several."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import pytest
from backports import zstd

from broadsheet.article import ParsedDocument
from broadsheet.errors import DamagedArchiveError, DocumentTooLargeError, InvalidDocumentError, NoEntriesError
from broadsheet.parsing import parse
from tests.builders import feed_file, raw_document

COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "Zstandard": zstd.compress,
}
FILES = {
    "tides/1.md": feed_file(url="https://news.example/1"),
    "tides/2.md": feed_file(url="https://news.example/2"),
}


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def read(content: bytes, key: str = "articles/harbour/1") -> ParsedDocument:
    return parse(raw_document(content, key=key))


def urls(document: ParsedDocument) -> list[str | None]:
    return [entry.raw_url for entry in document.entries]


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_compressed_document_is_the_document(compression: str) -> None:
    assert read(COMPRESSIONS[compression](feed_file())) == read(feed_file())


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_document_in_two_streams_is_read_whole(compression: str) -> None:
    pack = COMPRESSIONS[compression]
    half = len(feed_file()) // 2
    assert read(pack(feed_file()[:half]) + pack(feed_file()[half:])) == read(feed_file())


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: gzip.compress(tarred(files))])
def test_an_archive_is_one_document_of_all_its_files(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    found = read(pack(FILES | {"__MACOSX/._1.md": b"x", "tides/.DS_Store": b"\0"}))
    assert urls(found) == ["https://news.example/1", "https://news.example/2"]
    assert {entry.source for entry in found.entries} == {"harbour"}
    assert found.rejected == ()


def test_files_of_an_archive_without_a_folder_have_the_sources_of_their_own() -> None:
    assert {entry.source for entry in read(zipped(FILES), "all.zip").entries} == {"tides"}


def test_an_archive_may_hold_other_packed_files() -> None:
    inner = {"a.zip": zipped(FILES), "b.md.xz": lzma.compress(feed_file(url="https://news.example/3"))}
    assert urls(read(zipped(inner)))[-1] == "https://news.example/3"
    assert len(read(zipped(inner)).entries) == 3


def test_a_file_that_can_be_no_article_is_named_and_loses_no_other() -> None:
    found = read(zipped({"0.md": b"Dear reader,", "1.gz": b"\x1f\x8bxx", **FILES, "3.png": b"\x89PNG"}))
    assert len(found.entries) == 2
    assert [(one.number, one.code) for one in found.rejected] == [
        (1, "no_header"),
        (2, "damaged_archive"),
        (5, "binary_file"),
    ]
    assert "0.md" in found.rejected[0].message


def test_an_archive_of_nothing_else_is_refused_by_its_first_file() -> None:
    with pytest.raises(InvalidDocumentError, match=r"0\.md: of no known shape"):
        read(zipped({"0.md": b"Dear reader,"}))


def test_an_empty_archive_is_refused_as_such() -> None:
    with pytest.raises(NoEntriesError, match="without any file"):
        read(zipped({".hidden": b""}))


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_compressed_document_that_is_cut_off_is_refused(compression: str) -> None:
    with pytest.raises(DamagedArchiveError, match="articles/harbour/1"):
        read(COMPRESSIONS[compression](feed_file())[:-20])


@pytest.mark.parametrize(
    "damaged",
    [zipped(FILES)[:-30], b"PK\x03\x04" + b"x" * 99, b"\x28\xb5\x2f\xfd" + b"x" * 99, b"BZh9" + b"x" * 99,
     b"\xfd7zXZ" + b"x" * 99, b"x" * 257 + b"ustar" + b"x" * 300],
)  # fmt: skip
def test_a_damaged_archive_is_refused_as_such(damaged: bytes) -> None:
    with pytest.raises(InvalidDocumentError, match="articles/harbour/1"):
        read(damaged)


def test_a_file_of_an_office_program_is_refused_with_a_way_out() -> None:
    with pytest.raises(DamagedArchiveError, match="export it"):
        read(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))


BOMB = b" " * (21 * 1024 * 1024)


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_bomb_is_refused_before_it_goes_off(compression: str) -> None:
    with pytest.raises(DocumentTooLargeError):
        read(COMPRESSIONS[compression](BOMB))


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_bomb_in_a_bomb_is_refused_too(compression: str) -> None:
    pack = COMPRESSIONS[compression]
    with pytest.raises(DocumentTooLargeError):
        read(pack(pack(BOMB)))


def test_an_archive_of_many_bombs_is_refused_as_a_whole() -> None:
    with pytest.raises(DocumentTooLargeError, match="in all"):
        read(zipped({f"{number}.md": b" " * (19 * 1024 * 1024) for number in range(6)}))


def test_a_link_in_a_tar_leads_nowhere() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        info = tarfile.TarInfo("1.md")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    with pytest.raises(NoEntriesError):
        read(packed.getvalue())

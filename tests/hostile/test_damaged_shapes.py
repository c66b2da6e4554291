"""Every shape's golden document, damaged: what is left of it is entries, or a rejection by name."""

import gzip
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from broadsheet.errors import InvalidDocumentError
from broadsheet.parsing import parse
from fuzz.laws import check_parse
from tests.builders import raw_document
from tests.golden.test_shapes import DOCUMENTS

KEY = "articles/harbour/1"
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing of": lambda content: content,
    "UTF-16 of": lambda content: content.decode().encode("utf-16"),
    "Windows line ends in": lambda content: content.replace(b"\n", b"\r\n"),
    "control characters in": lambda content: content.replace(b" ", b" \x00\x0b", 20),
    "halves of characters in": lambda content: content.replace(b" ", b" \xed\xa0\x80", 20),
    "two of": lambda content: content + content,
    "a compressed": gzip.compress,
    "the reverse of": lambda content: content[::-1],
    "open brackets in": lambda content: content.replace(b">", b"", 5),
    "open quotes in": lambda content: content.replace(b'"', b"", 5),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_damaged_document_keeps_the_laws_of_parsing(path: Path, damage: str) -> None:
    assert check_parse(DAMAGES[damage](path.read_bytes()), KEY) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_that_is_cut_off_anywhere_is_entries_or_a_rejection(path: Path) -> None:
    content = path.read_bytes()
    for end in range(0, len(content), max(1, len(content) // 60)):
        with suppress(InvalidDocumentError):
            assert parse(raw_document(content[:end], key=KEY)).entries

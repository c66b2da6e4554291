"""Whoever dropped a document that was rejected reads what would have to change."""

import gzip
import io
import json
import re
import zipfile

import pytest

from broadsheet.errors import InvalidDocumentError
from broadsheet.ingestion.reading import read
from tests.builders import feed_file, raw_document

ADVICE = re.compile(
    r"\b(?:drop|give|write|save|put|make|fetch|pack|unpack|leave|shorten|close|expected|export|needs)\b"
)


def packed(files: dict[str, bytes]) -> bytes:
    """Return an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return content.getvalue()


REJECTED = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "noise": bytes(range(256)) * 40,
    "no header": b"Only words.",
    "no address": feed_file(url="ftp://n.example/1"),
    "a page of nobody": b"<html><body><p>Text.</p></body></html>",
    "a feed without entries": b"<rss version='2.0'><channel><title>x</title></channel></rss>",
    "an empty entry": b"<rss version='2.0'><channel><item></item></channel></rss>",
    "no objects": json.dumps({"version": "https://jsonfeed.org/version/1", "items": [1]}).encode(),
    "deep JSON": b'{"items": ' + b"[" * 200_000,
    "an empty archive": packed({}),
    "an office file": packed({"word/document.xml": b"x"}),
    "half an archive": gzip.compress(b"x" * 10_000)[:20],
    "entities": b"<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>]><rss><channel><item/></channel></rss>",
    "a long tag": b"<rss><channel><item a='" + b"x" * 200_000 + b"'/></channel></rss>",
    "many attributes": b"<rss><channel><item" + b" a='1'" * 200 + b"/></channel></rss>",
    "deep XML": b"<rss>" + b"<a>" * 1_000,
    "many topics": b"<rss><channel><item>" + b"<category/>" * 300 + b"</item></channel></rss>",
    "many characters": feed_file(body="x" * 2_000_001),
    "many tags": feed_file(body="<br>" * 18_001),
    "many elements": feed_file(body="<p>" * 10_001),
    "many references": feed_file(body="&amp;" * 100_001),
    "deep HTML": feed_file(body="<div>" * 600),
    "attributes": feed_file(body="<p" + "".join(f" a{number}" for number in range(2_001)) + ">"),
    "links left open": feed_file(body=f"<a href='https://n.example/{'y' * 7_000}'>" + "<p>x" * 4_000),
}


@pytest.mark.parametrize("content", REJECTED.values(), ids=REJECTED)
def test_a_rejection_says_what_would_have_to_change(content: bytes) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        read(raw_document(content, key="articles/harbour/1.md"))
    assert ADVICE.search(caught.value.reason), caught.value.reason

"""Hostile raw files end as articles that are safe to show, or as rejections; none comes back to the queue."""

import re
from html import escape

import pytest

from broadsheet.article import Outcome, RawLocation, StoredArticle
from broadsheet.ingestion.ingest import ingest
from broadsheet.presenting.article_json import article_json
from fuzz.cleanliness import faults_of, is_safe
from tests.aws import RAW_BUCKET, Aws
from tests.builders import NOON, feed_file
from tests.hostile.inputs import ADDRESSES, BYTES, HEAVY, TRICKS, headed, of_body

# What is no part of an article in any encoding: what stands in the files of the machine that reads them.
SECRETS = re.compile(r"root:.:0:0|lollollol")


def ingested(content: bytes, aws: Aws, key: str = "hostile.md") -> StoredArticle | None:
    """Ingest a file into the table, and return its article, None if it was rejected."""
    place = RawLocation(bucket=RAW_BUCKET, key=key, version_id=aws.put_raw(key, content))
    receipt = ingest(place, raw_store=aws.raw_store, article_store=aws.article_store, now=NOON)
    if receipt.outcome is Outcome.REJECTED:
        assert receipt.message.startswith(key) or receipt.code == "too_complex"
        return None
    (article_id,) = receipt.article_ids
    return aws.catalogue.article(article_id)


def assert_safe(stored: StoredArticle | None) -> None:
    """Fail if an article could do anything but be read; a rejection cannot."""
    if stored:
        assert faults_of(stored.article.content) == []
        assert is_safe(stored.article.url or "")
        assert not SECRETS.search(str(article_json(stored.article, stored)))
        str(article_json(stored.article, stored)).encode()


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_file_is_an_article_or_a_rejection(name: str, aws: Aws) -> None:
    assert_safe(ingested(HEAVY[name](), aws))


@pytest.mark.parametrize("name", BYTES)
def test_bytes_of_any_kind_are_an_article_or_a_rejection(name: str, aws: Aws) -> None:
    assert_safe(ingested(BYTES[name], aws))


@pytest.mark.parametrize(
    "name", ["GB18030", "GB18030 that says it is UTF-8", "UTF-16", "UTF-16 without a mark"]
)
def test_simplified_chinese_in_another_encoding_is_read(name: str, aws: Aws) -> None:
    stored = ingested(BYTES[name], aws)
    assert stored
    assert "灯塔今天重新开放" in stored.article.content.text


def test_traditional_chinese_in_big5_is_read(aws: Aws) -> None:
    stored = ingested(BYTES["Big5"], aws)
    assert stored
    assert "燈塔今天重新開放" in stored.article.content.text


def test_no_address_in_a_header_is_unsafe_or_stops_the_queue(aws: Aws) -> None:
    for number, address in enumerate(ADDRESSES):
        assert_safe(ingested(headed(url=address), aws, f"{number}.md"))


@pytest.mark.parametrize(
    "wrap", ["{}", "<p>{}</p>", "<table><tr><td>{}</td></tr></table>", "<ul><li>{}</li></ul>"]
)
def test_no_trick_in_a_body_survives(wrap: str, aws: Aws) -> None:
    unsafe = {}
    for number, trick in enumerate(TRICKS):
        stored = ingested(
            feed_file(url=f"https://news.example/{number}", body=wrap.format(trick) + "<p>The end.</p>"),
            aws,
            f"{number}.md",
        )
        if stored and (faults := faults_of(stored.article.content)):
            unsafe[trick] = faults
    assert unsafe == {}


def test_no_trick_in_title_byline_caption_or_front_matter_survives(aws: Aws) -> None:
    unsafe = {}
    for number, trick in enumerate(TRICKS):
        line = " ".join(trick.split())
        body = (
            f"<p>作者：{line}</p><p class=byline-name>{line}</p>"
            f'<figure><img src="https://img.example/1.jpg" alt="{escape(line)}">'
            f"<figcaption>{line}</figcaption></figure><p>The end.</p>"
        )
        front_matter = f'---\ntitle: "{line}"\nauthor: {line}\ntags: [ {line} ]\n---\n\n'.encode()
        content = feed_file(title=line, url=f"https://news.example/{number}", body=body)
        stored = ingested(front_matter + content, aws, f"{number}.md")
        assert stored, "a trick is no reason to reject an article"
        if faults := faults_of(stored.article.content):
            unsafe[trick] = faults
    assert unsafe == {}


def test_what_is_only_odd_is_not_lost(aws: Aws) -> None:
    stored = ingested(
        of_body("<p>First.<p>a\0b <b>bold<i>both</b> &notanentity; 5 &lt; 6 &amp; 7<p>Last."), aws
    )
    assert stored
    text = stored.article.content.text
    assert text.startswith("First.")
    assert "5 < 6 & 7" in text
    assert text.endswith("Last.")

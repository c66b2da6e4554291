"""A field of an article is forgotten nowhere: each place that must name it is compared with the classes."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from broadsheet.article import Article, Content, StoredArticle
from broadsheet.identity import content_hash
from broadsheet.presenting.article_json import article_json, summary_json
from broadsheet.retrieval.queries import ArticleSummary
from functions.api.app import OPENAPI
from tests.builders import NOON, article, content, stored

PAGE = (Path(__file__).parents[2] / "docs" / "article.md").read_text("utf-8")

NOT_SHOWN = {"content", "put_at", "sequencer", "rules"}
"""Fields of an `Article` that say how it was made, not what it is."""

CHANGES = {"title", "authors", "published_at", "html", "media"}
"""Fields of a `Content` that a reader would call a change: another value is another revision."""

NO_CHANGES = {
    "language",
    "published_at_from",
    "standfirst",  # these four are in the HTML
    "text",
    "markdown",
    "images",
    "lead_image",
    "links",
    "word_count",
    "reading_minutes",
    "copyright",
    "warnings",
    "removed",
}
"""Fields that follow from the others, or say how the article was read."""


def names_of(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def shown() -> set[str]:
    made = article()
    return set(article_json(made, stored(made)))


def summary() -> ArticleSummary:
    values = {name: getattr(content(), name) for name in names_of(ArticleSummary) & names_of(Content)}
    return ArticleSummary(
        id="a",
        url=None,
        source="harbour",
        revision=1,
        content_hash="",
        first_seen_at=NOON,
        content_changed_at=NOON,
        **values,
    )


def test_the_article_is_served_with_every_field() -> None:
    of_the_store = names_of(StoredArticle) - {"article", "outcome", "withdrawal"}
    assert shown() == names_of(Content) | (names_of(Article) - NOT_SHOWN) | of_the_store


def test_a_summary_is_served_with_every_field() -> None:
    assert set(summary_json(summary())) == names_of(ArticleSummary)


def test_the_page_on_the_article_tells_every_field() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == shown()


def test_the_page_on_the_article_tells_what_summaries_have() -> None:
    told = re.search(r"^Listings hold the same fields without the body: ([^.]+)\.", PAGE, re.MULTILINE)
    assert told
    assert set(re.findall(r"`(\w+)`", told[1])) == names_of(ArticleSummary)


def test_the_description_of_the_api_has_every_field() -> None:
    described = json.loads(OPENAPI.read_text("utf-8"))["components"]["schemas"]
    for schema, names in {
        "Article": shown(),
        "Summary": names_of(ArticleSummary),
        "SummaryWithText": names_of(ArticleSummary) | {"text"},
    }.items():
        assert set(described[schema]["properties"]) == set(described[schema]["required"]) == names, schema


def test_the_builder_of_contents_has_something_in_every_field() -> None:
    empty = [name for name in names_of(Content) if not getattr(content(), name)]
    assert empty == [], "else no test that stores a content would miss the field"


def test_of_every_field_it_is_decided_whether_it_is_a_change() -> None:
    assert names_of(Content) == CHANGES | NO_CHANGES, "decide, in identity/content.py, and say so here"


@pytest.mark.parametrize("name", sorted(CHANGES | NO_CHANGES))
def test_another_value_is_another_hash_only_if_it_is_a_change(name: str) -> None:
    other = content(**{name: None if name == "published_at" else ()})
    assert (content_hash(other) != content_hash(content())) is (name in CHANGES)

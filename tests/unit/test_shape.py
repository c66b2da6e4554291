"""What is stored: every field has its place, and items that lack any attribute are read for ever."""

from dataclasses import fields

import pytest

from broadsheet.adapters.dynamodb.shape import FIELDS, Place, content_body, content_summary, to_content
from broadsheet.article import Content, Outcome
from broadsheet.ingestion.store import store_article
from broadsheet.retrieval.queries import ArticleSummary, ListingQuery
from tests.aws import TABLE, Aws
from tests.builders import NOON, article, content, later

NAMES = [
    "shape", "writes", "latest_put", "raw", "put_at", "reading", "parser_version", "outcome", "processed_at",
    "identity_version", "text", "body", "summary", "listing", "source_listing", "listed_at",
    "change_listing",
    "source_change_listing", "changed_at",
]  # fmt: skip
KEYS = {"subject", "record"}


def test_every_field_of_a_content_has_one_place() -> None:
    assert sorted(field.name for field in FIELDS) == sorted(field.name for field in fields(Content))


def test_what_listings_show_of_a_content_is_its_summary() -> None:
    shown = {field.name for field in FIELDS if field.place is Place.SUMMARY}
    assert shown <= {field.name for field in fields(ArticleSummary)}


def test_a_content_reads_back_equal_and_one_without_a_part_has_what_its_fields_say() -> None:
    whole = content()
    assert to_content(content_summary(whole), whole.text, content_body(whole)) == whole
    bare = to_content({}, "", b"")
    assert (bare.title, bare.images, bare.lead_image, bare.word_count) == ("", (), None, 0)


def test_a_body_that_is_no_body_is_an_error_by_name() -> None:
    with pytest.raises(ValueError, match="unpacked"):
        to_content({}, "", b"junk")


def test_an_item_that_lacks_any_one_attribute_is_read_listed_replayed_and_revised(aws: Aws) -> None:
    first = article("One.")
    store_article(first, aws.article_store, NOON)
    key = {"subject": {"S": f"article#{first.id}"}, "record": {"S": "current"}}
    whole = aws.dynamodb.get_item(TableName=TABLE, Key=key)["Item"]
    assert set(whole) - KEYS == set(NAMES)
    for name in NAMES:
        aws.dynamodb.put_item(TableName=TABLE, Item={n: v for n, v in whole.items() if n != name})
        assert aws.catalogue.article(first.id).article.id == first.id
        aws.catalogue.articles(ListingQuery(order="changed"))
        store_article(article("One.", parser_version=2), aws.article_store, later())
        replayed = aws.catalogue.article(first.id)
        assert (replayed.article.content.text, replayed.article.parser_version) == ("One.", 2), name
        assert len(aws.catalogue.articles(ListingQuery()).articles) == 1
        revision = article("Two.", published_at=later(), key=f"articles/{name}.md")
        assert store_article(revision, aws.article_store, later(2)) is Outcome.REVISED, name
        assert aws.catalogue.article(first.id).article.content.text == "Two."
        clear(aws)


def clear(aws: Aws) -> None:
    for item in aws.dynamodb.scan(TableName=TABLE)["Items"]:
        aws.dynamodb.delete_item(TableName=TABLE, Key={name: item[name] for name in KEYS})

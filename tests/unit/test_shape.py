"""What is stored: every field has its place, and items that lack any attribute are read for ever."""

from dataclasses import fields, replace
from typing import Any

import pytest

from broadsheet.adapters.dynamodb.attributes import to_attributes
from broadsheet.adapters.dynamodb.receipts import receipt_item, rejection_item
from broadsheet.adapters.dynamodb.shape import FIELDS, Place, content_body, content_summary, to_content
from broadsheet.article import Content, Outcome
from broadsheet.ingestion.receipts import store_receipt, store_rejection
from broadsheet.ingestion.store import store_article
from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import ORDERS, ArticleSummary, ListingQuery, RejectionQuery, RevisionQuery
from tests.aws import TABLE, Aws
from tests.builders import NOON, URL, article, content, later, receipt
from tests.fakes import FakeRawStore

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


DOCUMENTS = tuple(
    replace(
        article(text, published_at=later(min(n, 1)), put_at=later(n), key=f"articles/harbour/{n}.md"),
        sequencer=f"0{n}",
        raw_title=f"{n}",
        raw_url=f"{URL}?utm_source={n}",
    )
    for n, text in enumerate(("One.", "Two.", "Two."))
)
ID = DOCUMENTS[0].id


def test_items_that_lack_any_one_key_are_read_listed_replayed_and_revised(aws: Aws) -> None:
    for document in DOCUMENTS:
        store_article(document, aws.article_store, NOON)
    whole = aws.dynamodb.scan(TableName=TABLE)["Items"]
    one_of_each = {item["record"]["S"].partition("#")[0]: item for item in whole}
    assert set(one_of_each) == {"current", "edition", "content", "harbour"}
    lacking = [(item, path) for item in one_of_each.values() for path in paths_in(item)]
    assert len(lacking) > 70
    for item, path in lacking:
        clear(aws)
        for each in whole:
            aws.dynamodb.put_item(TableName=TABLE, Item=without(each, path) if each is item else each)
        is_read_listed_replayed_and_revised(aws, f"{item['record']['S'][:20]} without {'.'.join(path)}")


def is_read_listed_replayed_and_revised(aws: Aws, what: str) -> None:
    store, catalogue = aws.article_store, aws.catalogue
    assert catalogue.article(ID).article.id == ID, what
    assert len(catalogue.revisions(ID, RevisionQuery()).revisions) >= 1, what
    for order in ORDERS:
        catalogue.articles(ListingQuery(order=order))
    for document in DOCUMENTS:
        store_article(replace(document, parser_version=2), store, later())
    replayed = catalogue.article(ID)
    assert (replayed.article.content.text, replayed.revision) == ("Two.", 2), what
    assert replayed.article.parser_version == 2, what
    assert catalogue.article(ID, 1).article.content.text == "One.", what
    for order in ORDERS:
        (listed,) = catalogue.articles(ListingQuery(order=order, sources=("harbour",))).articles
        assert isinstance(listed, ArticleSummary), what
        assert (listed.title, listed.revision) == ("The lighthouse reopens", 2), what
    new = article("New.", published_at=later(9), put_at=later(9), key="articles/harbour/9.md")
    assert store_article(new, store, later(9)) is Outcome.REVISED, what
    revised = catalogue.article(ID)
    assert (revised.article.content.text, revised.revision) == ("New.", 3), what


def paths_in(item: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the ways to all keys of an item but its own, those within its maps too."""
    found: list[tuple[str, ...]] = []
    for name, value in item.items():
        if name not in KEYS:
            found.append((name,))
            found += [(name, inner) for inner in value.get("M", {})]
    return found


def without(item: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """Return an item without the key at the end of a way."""
    if len(path) == 1:
        return {name: value for name, value in item.items() if name != path[0]}
    return {**item, path[0]: {"M": without(item[path[0]]["M"], path[1:])}}


@pytest.mark.parametrize(
    "kept",
    [
        receipt(),
        replace(receipt(Outcome.REJECTED), article_ids=(), code="no_header", message="no", dismissed=True),
        replace(receipt(), given_up=True),
    ],
)
def test_a_receipt_or_rejection_that_lacks_any_one_key_is_read_listed_and_written_over(
    kept: Receipt, aws: Aws
) -> None:
    store = aws.article_store
    for item in map(to_attributes, (receipt_item(kept), rejection_item(kept))):
        for path in paths_in(item):
            clear(aws)
            aws.dynamodb.put_item(TableName=TABLE, Item=without(item, path))
            aws.catalogue.rejections(RejectionQuery())
            assert isinstance(store.look(kept.location.key, []).rejection, Receipt | None)
            seen = store.rejection(kept.location.key)
            if seen:
                store_rejection(replace(kept, outcome=Outcome.CREATED), seen, store, FakeRawStore())
            store_receipt(replace(kept, parser_version=2), store)
            found = store.receipt(kept.location)
            assert found is None or found.parser_version == 2, path


def clear(aws: Aws) -> None:
    for item in aws.dynamodb.scan(TableName=TABLE)["Items"]:
        aws.dynamodb.delete_item(TableName=TABLE, Key={name: item[name] for name in KEYS})

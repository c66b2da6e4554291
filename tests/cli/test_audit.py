"""`broadsheet audit`: what it finds, what it repairs and what it removes, on moto."""

from dataclasses import replace

import pytest

from broadsheet.adapters.dynamodb.table import LISTING_ATTRIBUTES
from broadsheet.identity import article_id
from broadsheet.ingestion.changes import Change
from broadsheet.retrieval.queries import ListingQuery
from tests.aws import CONTENT_BUCKET, RAW_BUCKET, TABLE
from tests.builders import URL, content, feed_file, later
from tests.cli.deployed import GOOD, OTHER, Deployed
from tests.cli.spoiling import change_head, head_key, revised


def test_an_audit_of_a_whole_store_finds_nothing(archive: Deployed) -> None:
    archive.drop(GOOD, feed_file(body="<p>" + "灯塔" * 100_000 + "</p>"))
    archive.ingest()
    result = archive.run("audit")
    assert result.exit_code == 0, result.output


def test_an_audit_finds_what_is_missing_and_repairs_it(archive: Deployed) -> None:
    lost_id = article_id("https://news.example/2")
    archive.aws.put_raw("articles/harbour/unnotified.md", feed_file(url="https://news.example/5"))
    archive.aws.dynamodb.delete_item(
        TableName=TABLE, Key={"subject": {"S": f"article#{lost_id}"}, "record": {"S": "current"}}
    )
    result = archive.run("audit", "--repair")
    assert result.exit_code == 1
    assert "1 documents without a receipt" in result.output
    assert "1 receipts whose article is missing" in result.output
    archive.ingest()
    assert archive.run("audit").exit_code == 0
    assert archive.aws.catalogue.article(lost_id).article.raw.key == OTHER


def test_an_audit_finds_an_edition_that_is_lost(archive: Deployed) -> None:
    archive.drop(GOOD, feed_file(body="<p>Later words.</p>", published_at=later(1)))
    archive.ingest()
    items = archive.aws.dynamodb.scan(TableName=TABLE)["Items"]
    (past,) = [item for item in items if item["record"]["S"].startswith("edition#")]
    key = {name: past[name] for name in ("subject", "record")}
    archive.aws.dynamodb.delete_item(TableName=TABLE, Key=key)

    result = archive.run("audit")

    assert result.exit_code == 1
    assert "1 receipts whose article is missing" in result.output


def test_an_audit_tells_of_articles_whose_raw_document_is_gone_but_keeps_them(archive: Deployed) -> None:
    (version,) = archive.aws.s3.list_object_versions(Bucket=RAW_BUCKET, Prefix=GOOD)["Versions"]
    archive.aws.s3.delete_object(Bucket=RAW_BUCKET, Key=GOOD, VersionId=version["VersionId"])
    result = archive.run("audit")
    assert "1 articles whose raw document is gone" in result.output
    assert archive.aws.catalogue.article(article_id(URL)).article.raw.key == GOOD


def test_a_raw_document_that_is_gone_on_purpose_can_be_accepted(archive: Deployed) -> None:
    (version,) = archive.aws.s3.list_object_versions(Bucket=RAW_BUCKET, Prefix=GOOD)["Versions"]
    archive.aws.s3.delete_object(Bucket=RAW_BUCKET, Key=GOOD, VersionId=version["VersionId"])
    assert "0 raw documents are gone" in archive.run("audit", "--accept-missing", "articles/other/").output
    assert "1 raw documents are gone" in archive.run("audit", "--accept-missing", "articles/harbour/").output
    result = archive.run("audit")
    assert (result.exit_code, "1 raw documents that are gone on purpose" in result.output) == (0, True)


def test_an_article_whose_listing_attributes_are_lost_or_wrong_is_found_and_listed_again(
    archive: Deployed,
) -> None:
    for name in LISTING_ATTRIBUTES:
        whole = change_head(archive, **{name: None if name.endswith("listing") else {"S": "2001"}})
        result = archive.run("audit", "--repair")
        assert "1 articles that listings do not show as they are" in result.output, name
        assert "1 articles written anew" in result.output
        assert archive.run("audit").exit_code == 0
        mended = archive.aws.dynamodb.get_item(TableName=TABLE, Key=head_key())["Item"]
        assert {**mended, "writes": None} == {**whole, "writes": None}
        assert len(archive.aws.catalogue.articles(ListingQuery()).articles) == 2


@pytest.mark.parametrize("name", ["revision", "content_hash", "title", "source", "content_changed_at"])
def test_an_article_whose_summary_has_lost_a_word_is_found_and_mended(name: str, archive: Deployed) -> None:
    whole = archive.aws.dynamodb.get_item(TableName=TABLE, Key=head_key())["Item"]
    shown = {other: value for other, value in whole["summary"]["M"].items() if other != name}
    change_head(archive, summary={"M": shown})
    assert archive.run("audit", "--repair").exit_code == 1
    archive.ingest()
    archive.run("audit", "--repair")
    archive.ingest()
    assert archive.run("audit").exit_code == 0
    assert archive.aws.catalogue.article(article_id(URL)).article.content.title == "The lighthouse reopens"


def test_a_wrong_revision_number_is_found_and_mended(archive: Deployed) -> None:
    revised(archive)
    whole = archive.aws.dynamodb.get_item(TableName=TABLE, Key=head_key())["Item"]
    change_head(archive, summary={"M": {**whole["summary"]["M"], "revision": {"N": "7"}}})
    result = archive.run("audit", "--repair")
    assert "1 articles with a wrong current edition or revision" in result.output
    assert archive.run("audit").exit_code == 0
    assert archive.aws.catalogue.article(article_id(URL)).revision == 2


def test_a_wrong_current_edition_is_found_and_mended(archive: Deployed) -> None:
    store, id_ = archive.aws.article_store, article_id(URL)
    revised(archive)
    head, (past,) = store.head(id_), store.other_editions(id_)
    assert head
    assert head.edition
    change = Change(current=replace(head, edition=past), editions=(head.edition,), promoted=past)
    assert store.change(change, observed=head)
    assert archive.aws.catalogue.article(id_).article.content.text != "Later words."
    result = archive.run("audit", "--repair")
    assert "1 articles with a wrong current edition or revision" in result.output
    assert archive.run("audit").exit_code == 0
    assert archive.aws.catalogue.article(id_).article.content.text == "Later words."


def test_what_is_left_of_an_erased_article_is_found_and_removed(archive: Deployed) -> None:
    id_, store = article_id(URL), archive.aws.article_store
    head = store.head(id_)
    assert head
    assert head.edition
    assert archive.run("erase", "--reason", "by law", "--yes", URL).exit_code == 0
    store.put_edition(head.edition, content(text="".join(map(chr, range(0x4E00, 0x9FFF))) * 12))
    result = archive.run("audit", "--repair")
    assert "1 erased articles of which something is left" in result.output
    assert archive.run("audit").exit_code == 0
    assert "Versions" not in archive.aws.s3.list_object_versions(Bucket=CONTENT_BUCKET)


def test_a_bucket_whose_versioning_is_suspended_is_found(archive: Deployed) -> None:
    archive.aws.s3.put_bucket_versioning(Bucket=RAW_BUCKET, VersioningConfiguration={"Status": "Suspended"})
    result = archive.run("audit")
    assert (result.exit_code, "1 buckets that keep no versions" in result.output) == (1, True)

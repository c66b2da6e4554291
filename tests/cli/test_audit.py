"""`broadsheet audit`: what it finds, what it repairs and what it removes, on moto."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from broadsheet.adapters.dynamodb.table import LISTING_ATTRIBUTES
from broadsheet.identity import article_id
from broadsheet.ingestion.changes import Change
from broadsheet.retrieval.queries import ListingQuery
from broadsheet_cli.consistency import Findings
from tests.aws import CONTENT_BUCKET, RAW_BUCKET, TABLE
from tests.builders import URL, content, feed_file, later
from tests.cli.deployed import GOOD, OTHER, Deployed

#: Too large for an item even when compressed: it goes to the content bucket.
LARGE_BODY = "<p>" + "".join(map(chr, range(0x4E00, 0x9FFF))) * 12 + "</p>"


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


def test_an_audit_finds_bodies_that_are_gone_or_belong_to_nobody(archive: Deployed) -> None:
    archive.drop(GOOD, feed_file(body=LARGE_BODY))
    archive.ingest()
    bodies = archive.aws.s3.list_objects_v2(Bucket=CONTENT_BUCKET)["Contents"]
    assert len(bodies) == 1
    archive.aws.s3.delete_object(Bucket=CONTENT_BUCKET, Key=bodies[0]["Key"])
    archive.aws.s3.put_object(Bucket=CONTENT_BUCKET, Key="bodies/nobody", Body=b"")
    result = archive.run("audit")
    assert "1 articles whose body is gone or cannot be read" in result.output
    assert "bodies/nobody" in result.output


def test_an_audit_removes_a_body_that_belongs_to_nobody_when_no_worker_can_be_writing_it(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.drop(GOOD, feed_file(body=LARGE_BODY))
    archive.ingest()
    archive.aws.s3.put_object(Bucket=CONTENT_BUCKET, Key="bodies/nobody", Body=b"")
    assert "removed" not in archive.run("audit", "--repair").output

    monkeypatch.setattr("broadsheet_cli.consistency.LEFT_FOR_GOOD", timedelta(0))

    assert "1 bodies removed" in archive.run("audit", "--repair").output
    assert archive.run("audit").exit_code == 0


def test_a_body_that_an_edition_names_which_the_audit_has_missed_is_not_removed(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet_cli.consistency.LEFT_FOR_GOOD", timedelta(0))
    archive.drop(GOOD, feed_file(body=LARGE_BODY))
    archive.ingest()
    (body,) = archive.aws.s3.list_objects_v2(Bucket=CONTENT_BUCKET)["Contents"]
    missed = Findings(
        by_kind={"bodies that belong to no article": [body["Key"]]},
        removable=(body["Key"],),
    )
    monkeypatch.setattr("broadsheet_cli.commands.audit.audit_stores", lambda *_, **__: missed)

    archive.run("audit", "--repair")
    assert archive.aws.s3.list_objects_v2(Bucket=CONTENT_BUCKET)["KeyCount"] == 1


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


def test_a_body_that_a_replayed_document_may_be_about_to_name_is_not_removed(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet_cli.consistency.LEFT_FOR_GOOD", timedelta(0))
    archive.aws.put_raw("articles/harbour/unnotified.md", feed_file(url="https://news.example/5"))
    archive.aws.s3.put_object(Bucket=CONTENT_BUCKET, Key="bodies/about-to-be-named", Body=b"")

    output = archive.run("audit", "--repair").output

    assert "1 documents replayed" in output
    assert "removed" not in output


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


def head_key(url: str = URL) -> dict[str, Any]:
    return {"subject": {"S": f"article#{article_id(url)}"}, "record": {"S": "current"}}


def change_head(archive: Deployed, **attributes: Any) -> dict[str, Any]:
    """Change attributes of the head as a hand would that knows no better, None to take one out."""
    whole = archive.aws.dynamodb.get_item(TableName=TABLE, Key=head_key())["Item"]
    item = {name: value for name, value in {**whole, **attributes}.items() if value is not None}
    archive.aws.dynamodb.put_item(TableName=TABLE, Item=item)
    return whole


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


def revised(archive: Deployed) -> None:
    """Give the article a second revision, from another document."""
    archive.drop("articles/harbour/2.md", feed_file(body="<p>Later words.</p>", published_at=later(1)))
    archive.ingest()


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


JUNK = {"B": b"junk"}


@pytest.mark.parametrize(
    "changes", [{"body": None}, {"body": JUNK}, {"text": None}, {"text": {"S": "Other words."}}]
)
def test_a_body_in_the_table_that_is_gone_or_junk_is_found_and_read_anew(
    changes: dict[str, Any], archive: Deployed
) -> None:
    before = archive.aws.catalogue.article(article_id(URL)).article
    change_head(archive, **changes)
    result = archive.run("audit", "--repair")
    assert "1 articles whose body is gone or cannot be read" in result.output
    archive.ingest()
    assert archive.run("audit").exit_code == 0
    assert archive.aws.catalogue.article(article_id(URL)).article == before


@pytest.mark.parametrize("is_past", [False, True])
@pytest.mark.parametrize("body", [None, b"", b"junk"])
def test_a_body_in_the_bucket_that_is_gone_or_junk_is_found_and_read_anew(
    is_past: bool, body: bytes | None, archive: Deployed
) -> None:
    archive.drop(GOOD, feed_file(body=LARGE_BODY))
    archive.ingest()
    if is_past:
        revised(archive)
    (stored,) = archive.aws.s3.list_objects_v2(Bucket=CONTENT_BUCKET)["Contents"]
    if body is None:
        archive.aws.s3.delete_object(Bucket=CONTENT_BUCKET, Key=stored["Key"])
    else:
        archive.aws.s3.put_object(Bucket=CONTENT_BUCKET, Key=stored["Key"], Body=body)
    result = archive.run("audit", "--repair")
    assert "1 articles whose body is gone or cannot be read" in result.output
    archive.ingest()
    assert archive.run("audit").exit_code == 0
    revision = archive.aws.catalogue.article(article_id(URL), 2)
    assert len(revision.article.content.text) > 200_000


def test_a_past_body_in_the_table_that_is_gone_is_found_and_read_anew(archive: Deployed) -> None:
    revised(archive)
    items = archive.aws.dynamodb.scan(TableName=TABLE)["Items"]
    (apart,) = [item for item in items if item["record"]["S"].startswith("content#")]
    archive.aws.dynamodb.delete_item(
        TableName=TABLE, Key={name: apart[name] for name in ("subject", "record")}
    )
    assert "1 articles whose body is gone or cannot be read" in archive.run("audit", "--repair").output
    archive.ingest()
    assert archive.run("audit").exit_code == 0
    assert "lighthouse" in archive.aws.catalogue.article(article_id(URL), 1).article.content.text


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

"""`broadsheet audit`: what it finds, what it repairs and what it removes, on moto."""

from datetime import timedelta

import pytest

from broadsheet.identity import article_id
from broadsheet_cli.auditing import Findings
from tests.aws import CONTENT_BUCKET, RAW_BUCKET, TABLE
from tests.builders import URL, feed_file, later
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
    assert "1 articles whose body is gone" in result.output
    assert "bodies/nobody" in result.output


def test_an_audit_removes_a_body_that_belongs_to_nobody_when_no_worker_can_be_writing_it(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.drop(GOOD, feed_file(body=LARGE_BODY))
    archive.ingest()
    archive.aws.s3.put_object(Bucket=CONTENT_BUCKET, Key="bodies/nobody", Body=b"")
    assert "removed" not in archive.run("audit", "--repair").output

    monkeypatch.setattr("broadsheet_cli.auditing.LEFT_FOR_GOOD", timedelta(0))

    assert "1 bodies removed" in archive.run("audit", "--repair").output
    assert archive.run("audit").exit_code == 0


def test_a_body_that_an_edition_names_which_the_audit_has_missed_is_not_removed(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet_cli.auditing.LEFT_FOR_GOOD", timedelta(0))
    archive.drop(GOOD, feed_file(body=LARGE_BODY))
    archive.ingest()
    (body,) = archive.aws.s3.list_objects_v2(Bucket=CONTENT_BUCKET)["Contents"]
    missed = Findings(
        by_kind={"bodies that belong to no article": [body["Key"]]}, repairable=[], removable=[body["Key"]]
    )
    monkeypatch.setattr("broadsheet_cli.audit.audit_stores", lambda *_, **__: missed)

    assert "0 bodies removed" in archive.run("audit", "--repair").output


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
    monkeypatch.setattr("broadsheet_cli.auditing.LEFT_FOR_GOOD", timedelta(0))
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

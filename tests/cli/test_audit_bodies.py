"""`broadsheet audit` and bodies, in the table and in the content bucket, on moto."""

from datetime import timedelta
from typing import Any

import pytest

from broadsheet.identity import article_id
from broadsheet_cli.consistency import Findings
from tests.aws import CONTENT_BUCKET, TABLE
from tests.builders import URL, feed_file
from tests.cli.deployed import GOOD, Deployed
from tests.cli.spoiling import change_head, revised

#: Too large for an item even when compressed: it goes to the content bucket.
LARGE_BODY = "<p>" + "".join(map(chr, range(0x4E00, 0x9FFF))) * 12 + "</p>"


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


def test_a_body_that_a_replayed_document_may_be_about_to_name_is_not_removed(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet_cli.consistency.LEFT_FOR_GOOD", timedelta(0))
    archive.aws.put_raw("articles/harbour/unnotified.md", feed_file(url="https://news.example/5"))
    archive.aws.s3.put_object(Bucket=CONTENT_BUCKET, Key="bodies/about-to-be-named", Body=b"")

    output = archive.run("audit", "--repair").output

    assert "1 documents replayed" in output
    assert "removed" not in output


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

"""Uploading a folder and waiting for its receipts, on moto."""

from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from broadsheet.article import Outcome, RawLocation
from broadsheet.ingestion import ingest
from broadsheet_cli.stack import StackNotFoundError, describe_stack
from broadsheet_cli.uploading import tally, upload_folder, wait_for_receipts
from tests.aws import RAW_BUCKET, Aws, read_template
from tests.builders import NOON, feed_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {
        "articles/港口/灯塔 + 50%.md": feed_file(),
        "articles/harbour/bad.md": b"Dear reader,",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return tmp_path


def uploaded(folder: Path, aws: Aws) -> list[RawLocation]:
    return list(upload_folder(folder, aws.s3, RAW_BUCKET, lambda _: None))


def test_every_file_is_put_under_its_path(folder: Path, aws: Aws) -> None:
    locations = uploaded(folder, aws)
    assert [location.key for location in locations] == [
        "articles/harbour/bad.md",
        "articles/港口/灯塔 + 50%.md",
    ]
    for location in locations:
        document = aws.raw_store.fetch(location)
        assert document.content == (folder / location.key).read_bytes()


def test_a_file_that_is_there_already_is_not_put_again_but_a_changed_one_is(folder: Path, aws: Aws) -> None:
    before = uploaded(folder, aws)
    (folder / "articles/harbour/bad.md").write_bytes(b"Dear readers,")
    changed, same = uploaded(folder, aws)
    assert (same.key, same.version_id) == (before[1].key, before[1].version_id)
    assert changed.version_id != before[0].version_id


def test_receipts_are_waited_for_and_counted(folder: Path, aws: Aws) -> None:
    locations = uploaded(folder, aws)
    for location in locations:
        ingest(location, raw_store=aws.raw_store, article_store=aws.article_store, now=NOON)
    seen: list[int] = []
    found = wait_for_receipts(locations, aws.receipts, seen.append, patience=0)
    assert [receipt and receipt.outcome for receipt in found.values()] == [Outcome.REJECTED, Outcome.CREATED]
    assert sum(seen) == 2
    assert tally(found.values()) == {"created": 1, "rejected": 1}


def test_a_document_without_a_receipt_is_told_apart_when_patience_ends(folder: Path, aws: Aws) -> None:
    locations = uploaded(folder, aws)
    ingest(locations[0], raw_store=aws.raw_store, article_store=aws.article_store, now=NOON)
    found = wait_for_receipts(locations, aws.receipts, lambda _: None, patience=0)
    assert found[locations[1]] is None
    assert tally(found.values()) == {"rejected": 1, "no receipt": 1}


def stack_description(outputs: dict[str, str]) -> dict[str, Any]:
    listed = [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()]
    stack = {"StackName": "b", "CreationTime": NOON, "StackStatus": "CREATE_COMPLETE", "Outputs": listed}
    return {"Stacks": [stack]}


def test_a_stack_that_is_not_there_is_an_error_that_says_what_to_do(aws: Aws) -> None:
    client = boto3.client("cloudformation")
    with Stubber(client) as stub:
        stub.add_client_error("describe_stacks", "ValidationError", "Stack with id b does not exist")
        with pytest.raises(StackNotFoundError, match="--stack"):
            describe_stack(client, "b")


def test_a_stack_of_something_else_is_an_error_that_names_what_it_lacks(aws: Aws) -> None:
    client = boto3.client("cloudformation")
    with Stubber(client) as stub:
        stub.add_response("describe_stacks", stack_description({"TableName": "t"}))
        with pytest.raises(StackNotFoundError, match="RawBucketName"):
            describe_stack(client, "b")


def test_every_output_that_the_command_needs_is_in_the_template(aws: Aws) -> None:
    client = boto3.client("cloudformation")
    with Stubber(client) as stub:
        stub.add_response(
            "describe_stacks", stack_description(dict.fromkeys(read_template()["Outputs"], "x"))
        )
        assert describe_stack(client, "b").table == "x"

"""Uploading a folder and waiting for its receipts, on moto."""

import os
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from click.testing import CliRunner

from broadsheet.article import Outcome, RawLocation
from broadsheet.ingestion.ingest import ingest
from broadsheet_cli.main import main
from broadsheet_cli.stack import StackNotFoundError, describe_stack
from broadsheet_cli.uploads import tally, upload_folder, wait_for_receipts
from tests.aws import RAW_BUCKET, Aws, read_template
from tests.builders import NOON, feed_file
from tests.cli.deployed import Deployed


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


def test_a_link_is_put_as_the_file_that_it_leads_to(folder: Path, aws: Aws) -> None:
    (folder / "articles/harbour/link.md").symlink_to(folder / "articles/harbour/bad.md")
    (folder / "articles/港口/link.md").symlink_to(folder / "articles/harbour/bad.md")
    locations = uploaded(folder / "articles/港口", aws)
    assert [location.key for location in locations] == ["link.md", "灯塔 + 50%.md"]
    assert aws.raw_store.fetch(locations[0]).content == b"Dear reader,"


def test_a_name_that_is_not_utf_8_is_named_before_anything_is_put(folder: Path, deployed: Deployed) -> None:
    (folder / os.fsdecode(b"z caf\xe9.md")).write_bytes(feed_file())
    result = deployed.run("upload", str(folder))
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: z caf\ufffd.md: ")
    assert "Versions" not in deployed.aws.s3.list_object_versions(Bucket=RAW_BUCKET)


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


def test_a_name_of_a_stack_that_aws_cannot_be_told_is_an_error_and_no_stack_trace(aws: Aws) -> None:
    result = CliRunner().invoke(main, ["rejections", "--stack", os.fsdecode(b"caf\xe9")])
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert result.stderr.startswith("Error: ")


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

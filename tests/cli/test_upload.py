"""Uploading a folder and waiting for its receipts, on moto."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from click.testing import CliRunner

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.article import RawLocation
from broadsheet.ingestion.ingest import ingest
from broadsheet_cli.main import main
from broadsheet_cli.stack import StackNotFoundError, describe_stack
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


def test_a_name_that_is_not_utf_8_is_named_before_anything_is_put(folder: Path, deployed: Deployed) -> None:
    (folder / os.fsdecode(b"z caf\xe9.md")).write_bytes(feed_file())
    result = deployed.run("upload", str(folder))
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: z caf\ufffd.md: ")
    assert "Versions" not in deployed.aws.s3.list_object_versions(Bucket=RAW_BUCKET)


def ingested_meanwhile(deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each document ingested as soon as its receipt is asked for."""
    find = DynamoDbReceipts.find

    def find_ingested(self: DynamoDbReceipts, locations: Iterable[RawLocation]) -> Any:
        asked = list(locations)
        for location in asked:
            if location not in find(self, [location]):
                stores = {"raw_store": deployed.aws.raw_store, "article_store": deployed.aws.article_store}
                ingest(location, now=NOON, **stores)  # type: ignore[arg-type]
        return find(self, asked)

    monkeypatch.setattr(DynamoDbReceipts, "find", find_ingested)


def test_an_upload_tells_what_became_of_each_file(
    folder: Path, deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested_meanwhile(deployed, monkeypatch)

    result = deployed.run("upload", str(folder))

    assert result.exit_code == 0
    assert "1 created" in result.stdout
    assert "1 rejected" in result.stdout
    assert "no_header: articles/harbour/bad.md" in result.stdout


def test_a_second_upload_says_that_nothing_was_new(
    folder: Path, deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested_meanwhile(deployed, monkeypatch)
    deployed.run("upload", str(folder))
    monkeypatch.undo()

    result = deployed.run("upload", str(folder))

    assert "2 were there already" in result.stdout
    assert "created" not in result.stdout


def test_a_strict_upload_fails_when_a_file_is_rejected(
    folder: Path, deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested_meanwhile(deployed, monkeypatch)

    assert deployed.run("upload", "--strict", str(folder)).exit_code == 1
    (folder / "articles/harbour/bad.md").unlink()
    assert deployed.run("upload", "--strict", str(folder)).exit_code == 0


def test_an_upload_of_nothing_says_so(tmp_path: Path, deployed: Deployed) -> None:
    result = deployed.run("upload", str(tmp_path))

    assert (result.exit_code, "no file" in result.stdout) == (0, True)
    assert deployed.run("upload", "--strict", str(tmp_path)).exit_code == 1


def test_documents_without_a_receipt_are_named_when_patience_ends(folder: Path, deployed: Deployed) -> None:
    result = deployed.run("upload", "--patience", "0", str(folder))

    assert result.exit_code == 1
    assert "2 without a receipt" in result.stdout
    assert "articles/harbour/bad.md" in result.stdout


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

"""The table and the buckets on moto, as the template describes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import yaml
from moto import mock_aws

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.adapters.s3 import S3BodyStore, S3RawStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

TEMPLATE = Path(__file__).parent.parent / "template.yaml"
TABLE, RAW_BUCKET, CONTENT_BUCKET = "articles", "raw", "content"
LARGEST_DOCUMENT = 20 * 1024 * 1024  # bytes; the template's default


@dataclass(frozen=True, kw_only=True)
class Aws:
    """Clients of a mocked account in which the table and the buckets stand empty."""

    dynamodb: "DynamoDBClient"
    s3: "S3Client"
    sqs: "SQSClient"

    @property
    def raw_store(self) -> S3RawStore:
        return S3RawStore(self.s3, limit=LARGEST_DOCUMENT)

    @property
    def bodies(self) -> S3BodyStore:
        return S3BodyStore(self.s3, CONTENT_BUCKET)

    @property
    def article_store(self) -> DynamoDbArticleStore:
        return DynamoDbArticleStore(self.dynamodb, TABLE, self.bodies)

    @property
    def catalogue(self) -> DynamoDbCatalogue:
        return DynamoDbCatalogue(self.dynamodb, TABLE, self.bodies)

    @property
    def receipts(self) -> DynamoDbReceipts:
        return DynamoDbReceipts(self.dynamodb, TABLE)

    def put_raw(self, key: str, content: bytes) -> str:
        """Drop a raw document, and return its version id."""
        return self.s3.put_object(Bucket=RAW_BUCKET, Key=key, Body=content)["VersionId"]


@pytest.fixture
def aws() -> Iterator[Aws]:
    with aws_account() as account:
        yield account


@contextmanager
def aws_account() -> Iterator[Aws]:
    """Mock an account for as long as the context lasts."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "eu-west-1",
        }.items():
            monkeypatch.setenv(name, value)
        for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE"):
            monkeypatch.delenv(name, raising=False)
        with mock_aws():
            s3 = boto3.client("s3")
            for bucket in (RAW_BUCKET, CONTENT_BUCKET):
                s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
                s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
            dynamodb = boto3.client("dynamodb")
            dynamodb.create_table(TableName=TABLE, **table_in_template())
            yield Aws(dynamodb=dynamodb, s3=s3, sqs=boto3.client("sqs"))


def table_in_template() -> dict[str, Any]:
    """Return the keys and indexes that the template gives the table."""
    properties = read_template()["Resources"]["ArticleTable"]["Properties"]
    names = (
        "AttributeDefinitions",
        "KeySchema",
        "LocalSecondaryIndexes",
        "GlobalSecondaryIndexes",
        "BillingMode",
    )
    return {name: properties[name] for name in names}


def stream_in_template() -> dict[str, Any]:
    """Return the stream that the template gives the table.

    Only who reads it has it: moto keeps all that was ever written in it, and copies that in each transaction.
    """
    properties = read_template()["Resources"]["ArticleTable"]["Properties"]
    return {**properties["StreamSpecification"], "StreamEnabled": True}  # which CloudFormation implies


@cache
def read_template() -> dict[str, Any]:
    """Return the template, CloudFormation's own tags left unresolved."""
    return dict(yaml.load(TEMPLATE.read_text("utf-8"), _TemplateLoader))  # noqa: S506  # a safe loader


class _TemplateLoader(yaml.SafeLoader):
    """Reads `!Ref X` and its kin as {"!Ref": X}."""


def _intrinsic(loader: yaml.SafeLoader, tag: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {f"!{tag}": loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {f"!{tag}": loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)
    return {f"!{tag}": loader.construct_mapping(node, deep=True)}


_TemplateLoader.add_multi_constructor("!", _intrinsic)

"""The ingest function on moto, and what it leaves of a document."""

import pytest

from broadsheet.article import RawLocation
from broadsheet.receipt import Receipt
from functions.ingest.app import IngestFunction
from tests.aws import RAW_BUCKET, Aws
from tests.builders import NOON
from tests.fakes import FakeRetries

HARBOUR = "articles/harbour/1048574.md"
NOTHING_FAILED: dict[str, list[str]] = {"batchItemFailures": []}


@pytest.fixture
def function(aws: Aws) -> IngestFunction:
    return IngestFunction(aws.raw_store, aws.article_store, FakeRetries(), clock=lambda: NOON)


def receipt_of(aws: Aws, key: str, version_id: str) -> Receipt | None:
    location = RawLocation(bucket=RAW_BUCKET, key=key, version_id=version_id)
    return aws.receipts.find([location]).get(location)

"""The ingest function with clocks as machines have them."""

from broadsheet.retrieval.queries import RejectionQuery
from functions.ingest.app import IngestFunction
from tests.aws import Aws
from tests.builders import NOON
from tests.events import lambda_context, read_event
from tests.fakes import FakeRetries


def test_a_clock_finer_than_what_is_stored_lets_no_document_conflict_with_itself(aws: Aws) -> None:
    function = IngestFunction(
        aws.raw_store, aws.article_store, FakeRetries(), clock=lambda: NOON.replace(microsecond=1)
    )
    aws.put_raw("articles/harbour/1048574.md", b"no article")
    assert function.handle(read_event("sqs-s3-put"), lambda_context()) == {"batchItemFailures": []}
    (rejection,) = aws.catalogue.rejections(RejectionQuery()).receipts
    assert rejection.processed_at == NOON

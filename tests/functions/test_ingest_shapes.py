"""One event with a document of every shape, given to the ingest function on moto."""

from broadsheet.article import Outcome, RawLocation
from broadsheet.parsing import SHAPES, parse
from functions.ingest.app import IngestFunction
from sam_local.documents import NAMED_BY_EVENTS, SHOWN_IN_THE_INBOX
from tests.aws import RAW_BUCKET, Aws
from tests.builders import NOON, raw_document
from tests.events import lambda_context, read_event
from tests.fakes import FakeRetries


def test_documents_of_every_shape_end_with_a_receipt_each(aws: Aws) -> None:
    function = IngestFunction(aws.raw_store, aws.article_store, FakeRetries(), clock=lambda: NOON)
    documents = {key: NAMED_BY_EVENTS[key] for key in SHOWN_IN_THE_INBOX}
    put = [
        RawLocation(bucket=RAW_BUCKET, key=key, version_id=aws.put_raw(key, content))
        for key, content in documents.items()
    ]

    failures = function.handle(read_event("sqs-every-shape"), lambda_context())

    assert failures == {"batchItemFailures": []}
    receipts = aws.receipts.find(put)
    assert [receipts[location].outcome for location in put] == [Outcome.CREATED] * len(put)
    assert len({parse(raw_document(content)).shape for content in documents.values()}) == len(SHAPES)

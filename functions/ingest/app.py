"""The ingest function: S3 notifications in, by way of the queue or straight from S3; receipts stored."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, unquote_plus

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from broadsheet.adapters.clients import dynamodb_client, s3_client, sqs_client
from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.powertools import PowertoolsObserver
from broadsheet.adapters.s3 import S3BodyStore, S3RawStore
from broadsheet.adapters.sqs import SqsRetries
from broadsheet.adapters.xray import XRay
from broadsheet.article import Outcome, RawLocation, RejectedEntry
from broadsheet.cleaning import DEFAULT_RULES, Rules, load_rules
from broadsheet.ingestion.ingest import SILENT, ingest
from broadsheet.ingestion.progress import Place, UnfinishedError
from broadsheet.moments import from_rfc3339, to_rfc3339
from broadsheet.settings import IngestSettings, is_in_lambda, metrics_namespace, trace_header

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from broadsheet.ports import ArticleStore, Observer, RawStore, Retries

logger = Logger(service="ingest")
metrics = Metrics(namespace=metrics_namespace(os.environ), service="ingest")

TIME_TO_FINISH = 20_000  # milliseconds: for the entries that are cleaned at once, and the receipt


class IngestFunction:
    """Takes events apart, and has each document ingested."""

    def __init__(
        self,
        raw_store: "RawStore",
        article_store: "ArticleStore",
        retries: "Retries",
        *,
        observer: "Observer" = SILENT,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        rules: Rules = DEFAULT_RULES,
    ) -> None:
        self._raw_store = raw_store
        self._article_store = article_store
        self._retries = retries
        self._observer = observer
        self._clock = clock
        self._rules = rules

    def handle(self, event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
        """Ingest the documents of an event.

        For SQS messages, each with an S3 notification as its body, return which of them must be
        delivered again. For a bare S3 notification, let an error through: Lambda tries again.
        """
        records = event.get("Records", [])
        if any(record.get("eventSource") == "aws:sqs" for record in records):
            processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
            handler = partial(self._handle_message, context=context)
            return dict(process_partial_response(event, handler, processor, context))
        for location in locations_in(event):
            self._ingest(location, place_in(event), context)
        return {"batchItemFailures": []}

    def _handle_message(self, record: "SQSRecord", context: "LambdaContext") -> None:
        location: RawLocation | None = None
        with logger.append_context_keys(correlation_id=record.message_id):
            try:
                notification = json.loads(record.body)
                for location in locations_in(notification):
                    self._ingest(location, place_in(notification), context)
            except Exception:
                key = location.key if location else None
                logger.exception("message failed; the queue delivers it again", key=key)
                metrics.add_metric("DocumentsFailed", MetricUnit.Count, 1)
                self._postpone(record)
                raise

    def _postpone(self, record: "SQSRecord") -> None:
        """Put off the next try. Should that fail too, the queue's own time-out is as good."""
        try:
            self._retries.postpone(record.receipt_handle, int(record.attributes.approximate_receive_count))
        except Exception:
            logger.exception("message not put off")

    def _ingest(self, location: RawLocation, place: Place, context: "LambdaContext") -> None:
        """Ingest a document; what is not done in time goes behind the others in the queue."""
        try:
            ingest(
                location,
                raw_store=self._raw_store,
                article_store=self._article_store,
                now=self._clock(),
                rules=self._rules,
                observer=self._observer,
                place=place,
                has_time=lambda: context.get_remaining_time_in_millis() > TIME_TO_FINISH,
            )
        except UnfinishedError as unfinished:
            self._retries.follow(json.dumps(rest_of(unfinished), ensure_ascii=False))


def locations_in(notification: dict[str, Any]) -> Iterator[RawLocation]:
    """Yield where the documents lie that an S3 notification reports as created.

    Keys are form-encoded in notifications, so they are decoded here. The test message that S3
    sends when a notification is configured has no records.
    """
    for record in notification.get("Records", []):
        if not record["eventName"].removeprefix("s3:").startswith("ObjectCreated:"):
            continue
        s3_object = record["s3"]["object"]
        yield RawLocation(
            bucket=record["s3"]["bucket"]["name"],
            key=unquote_plus(s3_object["key"]),
            version_id=s3_object.get("versionId", ""),
            sequencer=s3_object.get("sequencer", ""),
            put_at=from_rfc3339(record.get("eventTime")),
        )


def rest_of(unfinished: UnfinishedError) -> dict[str, Any]:
    """Return the notification of what is left of a document: as S3 sends it, with the place to go on at.

    The place is read by `place_in`.
    """
    location, place = unfinished.location, unfinished.place
    s3_object = {
        "key": quote_plus(location.key, safe="/"),
        "versionId": location.version_id,
        "sequencer": location.sequencer,
    }
    record = {
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "eventTime": to_rfc3339(location.put_at),
        "s3": {"bucket": {"name": location.bucket}, "object": s3_object},
    }
    return {"Records": [record], "place": asdict(place)}


def place_in(notification: dict[str, Any]) -> Place:
    """Return where to go on with a document: at its beginning, if a notification is S3's own."""
    place = notification.get("place")
    if place is None:
        return Place()
    return Place(
        entry=int(place["entry"]),
        outcome=Outcome(place["outcome"]) if place["outcome"] else None,
        rejected=tuple(RejectedEntry(**entry) for entry in place["rejected"]),
    )


@cache
def _function() -> IngestFunction:
    settings = IngestSettings.read(os.environ)
    s3 = s3_client()
    bodies = S3BodyStore(s3, settings.content_bucket)
    return IngestFunction(
        raw_store=S3RawStore(s3, limit=settings.largest_document),
        article_store=DynamoDbArticleStore(dynamodb_client(), settings.table, bodies),
        observer=PowertoolsObserver(
            logger, metrics, XRay(settings.xray_daemon, lambda: trace_header(os.environ))
        ),
        retries=SqsRetries(sqs_client(), settings.queue_url),
        rules=load_rules(Path(settings.rules_file).read_text("utf-8"))
        if settings.rules_file
        else DEFAULT_RULES,
    )


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Handle one event of Lambda's. See `IngestFunction.handle`."""
    return _function().handle(event, context)


if is_in_lambda(os.environ):  # which gives a start more of the processor than the first event
    _function()

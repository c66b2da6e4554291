"""The ingest function: notifications of S3 in, whatever brings them; receipts stored."""

import gc
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from broadsheet.adapters.clients import dynamodb_client, s3_client, sqs_client
from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.notifications import Notified, notified_by, notified_in, place_in, rest_of
from broadsheet.adapters.powertools import PowertoolsObserver
from broadsheet.adapters.s3 import S3BodyStore, S3RawStore
from broadsheet.adapters.sqs import SqsRetries
from broadsheet.adapters.xray import XRay
from broadsheet.cleaning import DEFAULT_RULES, Rules, load_rules
from broadsheet.errors import NoTimeLeftError
from broadsheet.identity import DEFAULT_SITES, Sites, load_sites
from broadsheet.ingestion.ingest import SILENT, ingest
from broadsheet.ingestion.progress import Place, UnfinishedError
from broadsheet.parsing.clutter import is_clutter
from broadsheet.settings import IngestSettings, is_in_lambda, metrics_namespace, trace_header

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from broadsheet.ports import ArticleStore, Observer, RawStore, Retries

logger = Logger(service="ingest")
metrics = Metrics(namespace=metrics_namespace(os.environ), service="ingest")

# Milliseconds that must be left for a message to be tried. A call that is never answered is given up after
# three tries of 1 s and 3 s with pauses of up to 1 s and 2 s, which are 15 s: one such call of the document's
# and one that puts off the next try.
LEAST_TIME = 30_000
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
        sites: Sites = DEFAULT_SITES,
    ) -> None:
        self._raw_store = raw_store
        self._article_store = article_store
        self._retries = retries
        self._observer = observer
        self._clock = clock
        self._rules = rules
        self._sites = sites

    def handle(self, event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
        """Ingest the documents of an event.

        For SQS messages, each with a notification as its body, return which of them must be delivered again,
        in time: what the time may not be enough for goes back untried. For a bare notification of S3, SNS or
        EventBridge, let an error through: Lambda tries again.

        Raises
        ------
        UnknownNotificationError
            The event is neither.
        """
        records = event.get("Records") or []
        if not any(record.get("eventSource") == "aws:sqs" for record in records):
            for notified in notified_in(event):
                self._take(notified, place_in(event), context)
            return {"batchItemFailures": []}
        processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
        answer: dict[str, Any] = dict(
            process_partial_response(event, self._handle_message, processor, context)
        )
        self._postpone(records, {failure["itemIdentifier"] for failure in answer["batchItemFailures"]})
        return answer

    def _handle_message(self, record: "SQSRecord", lambda_context: "LambdaContext") -> None:
        """Ingest the documents that one message tells of, if the time that is left may be enough for it."""
        with logger.append_context_keys(correlation_id=record.message_id):
            left = lambda_context.get_remaining_time_in_millis()
            if left < LEAST_TIME:
                logger.warning("no time left for this message; the queue delivers it again")
                metrics.add_metric("DocumentsUntried", MetricUnit.Count, 1)
                raise NoTimeLeftError(f"{left} ms are left, a message may take {LEAST_TIME}")
            key: str | None = None
            try:
                for notified in notified_by(record.body):
                    key = notified.location.key
                    self._take(notified, place_in(json.loads(record.body)), lambda_context)
            except Exception:
                logger.exception("message failed; the queue delivers it again", key=key)
                metrics.add_metric("DocumentsFailed", MetricUnit.Count, 1)
                raise

    def _postpone(self, records: list[dict[str, Any]], failed: set[str]) -> None:
        """Put off the next try of what failed. Should that fail too, the queue's own time-out is as good."""
        tries = {
            record["receiptHandle"]: int(record["attributes"]["ApproximateReceiveCount"])
            for record in records
            if record["messageId"] in failed
        }
        if not tries:
            return
        try:
            self._retries.postpone(tries)
        except Exception:
            logger.exception("messages not put off")

    def _take(self, notified: Notified, place: Place, context: "LambdaContext") -> None:
        """Ingest a document; what is not done in time goes behind the others in the queue."""
        if is_clutter(notified.location.key, notified.size):
            logger.info("no document, passed over", key=notified.location.key)
            metrics.add_metric("ObjectsPassedOver", MetricUnit.Count, 1)
            return
        try:
            ingest(
                notified.location,
                raw_store=self._raw_store,
                article_store=self._article_store,
                now=self._clock(),
                rules=self._rules,
                sites=self._sites,
                observer=self._observer,
                place=place,
                has_time=lambda: context.get_remaining_time_in_millis() > TIME_TO_FINISH,
            )
        except UnfinishedError as unfinished:
            self._retries.follow(json.dumps(rest_of(unfinished), ensure_ascii=False))


@cache
def _function() -> IngestFunction:
    settings = IngestSettings.read(os.environ)
    own_rules = Path(settings.rules_file).read_text("utf-8") if settings.rules_file else ""
    s3 = s3_client()
    bodies = S3BodyStore(s3, settings.content_bucket)
    return IngestFunction(
        raw_store=S3RawStore(s3, limit=settings.largest_document),
        article_store=DynamoDbArticleStore(dynamodb_client(), settings.table, bodies),
        observer=PowertoolsObserver(
            logger, metrics, XRay(settings.xray_daemon, lambda: trace_header(os.environ))
        ),
        retries=SqsRetries(sqs_client(), settings.queue_url),
        rules=load_rules(own_rules),
        sites=load_sites(own_rules),
    )


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Handle one event of Lambda's. See `IngestFunction.handle`."""
    return _function().handle(event, context)


if is_in_lambda(os.environ):  # which gives a start more of the processor than the first event
    _function()
    gc.freeze()  # what is loaded once, no collection need look through again

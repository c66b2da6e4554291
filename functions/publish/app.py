"""The publish function: records of the table's stream in, domain events and totals out."""

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from broadsheet.adapters.clients import dynamodb_client, events_client, sqs_client
from broadsheet.adapters.dynamodb.stream import UnreadableRecordError, to_change
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.adapters.eventbridge import EventBridgeBus
from broadsheet.adapters.sqs import SqsParking
from broadsheet.publishing.events import event_of
from broadsheet.settings import PublishSettings, is_in_lambda

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from broadsheet.ports import EventBus, Parking, Totals
    from broadsheet.publishing.changes import ArticleChange

logger = Logger(service="publish")


class PublishFunction:
    """Counts changes, then tells of them: both can be done twice, so a batch that fails is tried whole."""

    def __init__(self, totals: "Totals", bus: "EventBus", parking: "Parking") -> None:
        self._totals = totals
        self._bus = bus
        self._parking = parking

    def handle(self, event: dict[str, Any]) -> None:
        """Publish one batch of records. What cannot be read is parked, so that it holds up nothing."""
        changes = [change for record in event["Records"] if (change := self._read(record))]
        self._totals.count(changes)
        events = [told for change in changes if (told := event_of(change))]
        self._bus.put(events)
        logger.info("changes published", changes=len(changes), events=len(events))

    def _read(self, record: dict[str, Any]) -> "ArticleChange | None":
        try:
            return to_change(record)
        except UnreadableRecordError as error:
            logger.exception("change parked", record=record.get("eventID"))
            self._parking.park(record, str(error))
            return None


@cache
def _function() -> PublishFunction:
    settings = PublishSettings.read(os.environ)
    return PublishFunction(
        DynamoDbTotals(dynamodb_client(), settings.table),
        EventBridgeBus(events_client(), settings.event_bus),
        SqsParking(sqs_client(), settings.parking_queue_url),
    )


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> None:
    """Handle one event of Lambda's. See `PublishFunction`."""
    del context
    _function().handle(event)


if is_in_lambda(os.environ):  # which gives a start more of the processor than the first event
    _function()

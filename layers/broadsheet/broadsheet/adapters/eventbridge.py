"""Events, put on a bus of EventBridge."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.publishing.events import EVENT_SOURCE, Event

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

AT_ONCE = 10  # the most that PutEvents takes


class EventsRefusedError(BroadsheetError):
    """The bus did not take all events, though it may take them later."""

    code = "events_refused"
    retry_after = 1


class EventBridgeBus:
    """A bus of this stack's own."""

    def __init__(self, client: "EventBridgeClient", bus: str) -> None:
        self._client = client
        self._bus = bus

    def put(self, events: Sequence[Event]) -> None:
        """Put events on the bus.

        Raises
        ------
        EventsRefusedError
            Some were not taken; which of the others were is not said.
        """
        for start in range(0, len(events), AT_ONCE):
            answer = self._client.put_events(
                Entries=[
                    {
                        "EventBusName": self._bus,
                        "Source": EVENT_SOURCE,
                        "DetailType": event.name,
                        "Detail": json.dumps(event.detail),
                    }
                    for event in events[start : start + AT_ONCE]
                ]
            )
            if answer["FailedEntryCount"]:
                codes = sorted({entry.get("ErrorCode", "") for entry in answer["Entries"]} - {""})
                raise EventsRefusedError(f"{answer['FailedEntryCount']} events: {', '.join(codes)}")

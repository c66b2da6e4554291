"""What publishing needs: totals, a bus, and a place for what cannot be read."""

from collections.abc import Sequence
from typing import Any, Protocol

from broadsheet.publishing.changes import ArticleChange
from broadsheet.publishing.events import Event


class Totals(Protocol):
    """How many articles there are, by group."""

    def count(self, changes: Sequence[ArticleChange]) -> None:
        """Count some changes, whichever of them were counted before.

        Parameters
        ----------
        changes
            What became of articles, in any order.
        """
        ...


class EventBus(Protocol):
    """Where events go that others listen to."""

    def put(self, events: Sequence[Event]) -> None:
        """Put events on the bus, all of them or with an error.

        Parameters
        ----------
        events
            In the order in which they happened.
        """
        ...


class Parking(Protocol):
    """Where a change goes that cannot be published."""

    def park(self, record: dict[str, Any], reason: str) -> None:
        """Put a record aside for a person.

        Parameters
        ----------
        record
            The stream's record, as it came.
        reason
            What is wrong with it.
        """
        ...

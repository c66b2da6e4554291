"""Watching the inbox: what is dropped is delivered, and what becomes of it is told as it comes."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from broadsheet.adapters.ingest_log import IngestLog
from broadsheet.article import Outcome
from broadsheet.errors import UnreadableLogError
from broadsheet.operating.log_lines import Failure
from broadsheet_cli.delivery import Delivered, Delivery
from broadsheet_cli.local.inbox import Inbox
from broadsheet_cli.raw_puts import RawFile

LARGEST_HANDFUL = 30  # files that each get a line of their own
SECONDS_BETWEEN_LOOKS = 0.5  # into the inbox; more where a look takes long
LOOKING = 0.1  # of the time, at most
SECONDS_UNTIL_OVERDUE = 5.0  # a warm function takes two to four from the drop to the receipt
SECONDS_UNTIL_LATE = 90.0  # a worker that is killed or timed out logs no failure of its documents
SECONDS_BETWEEN_QUESTIONS = 3.0  # to the log
MARGIN = timedelta(minutes=1)  # between the log's clock and ours


class Listener(Protocol):
    """Who is told."""

    def delivered(self, document: Delivered) -> None:
        """Hear of one document that has its receipt."""
        ...

    def fails(self, failure: Failure) -> None:
        """Hear, once for each, that a document fails, and why."""
        ...

    def late(self, key: str) -> None:
        """Hear, once for each, that a document has no receipt after a long while, and no failure is known."""
        ...

    def going(self, tally: "Tally", delivery: Delivery) -> None:
        """Hear how far a large number of files has come."""
        ...

    def tallied(self, tally: "Tally") -> None:
        """Hear what became of a large number of files."""
        ...


@dataclass(kw_only=True)
class Tally:
    """What became of many files since a moment of the clock, counted instead of told one by one."""

    since: float
    expected: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)


class Watch:
    """Delivers what is dropped into an inbox, a step at a time; nothing waits for anything else.

    A handful of files is told of one by one and goes before any larger number, which is tallied.

    Parameters
    ----------
    log
        Where the ingest function tells why a document failed.
    clock
        Seconds that only grow.
    """

    def __init__(
        self,
        inbox: Inbox,
        delivery: Delivery,
        listener: Listener,
        log: IngestLog,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._inbox, self._delivery, self._listener = inbox, delivery, listener
        self._log = log
        self._clock = clock
        self._next_look = self._next_question = clock()
        self._counted: set[RawFile] = set()
        self._tally: Tally | None = None
        self._told: set[str] = set()

    def step(self) -> None:
        """Do what there is to do at this moment."""
        self._look()
        for document in self._delivery.step():
            self._hear(document)
        if self._tally and not (self._delivery.backlog or self._counted_waiting()):
            self._listener.tallied(self._tally)
            self._tally = None
            self._counted.clear()
        elif self._tally:
            self._listener.going(self._tally, self._delivery)
        self._ask_what_fails()

    def _look(self) -> None:
        started = self._clock()
        if started < self._next_look:
            return
        self._take(self._inbox.arrivals())
        ended = self._clock()
        self._next_look = ended + max(SECONDS_BETWEEN_LOOKS, (ended - started) / LOOKING)

    def _take(self, arrivals: list[RawFile]) -> None:
        if len(arrivals) > LARGEST_HANDFUL:
            self._tally = self._tally or Tally(since=self._clock())
            self._tally.expected += len(arrivals)
            self._counted.update(arrivals)
        self._delivery.offer(arrivals, first=len(arrivals) <= LARGEST_HANDFUL)

    def _hear(self, document: Delivered) -> None:
        if self._tally and document.file in self._counted:
            self._tally.outcomes[document.receipt.outcome] += 1
            if document.receipt.outcome is not Outcome.REJECTED:
                return
        self._listener.delivered(document)

    def _counted_waiting(self) -> bool:
        """Whether any counted document is on its way that may come soon: one that fails may take hours."""
        latest = self._clock() - SECONDS_UNTIL_OVERDUE
        return any(
            waiting.file in self._counted and (waiting.since > latest or location.key not in self._told)
            for location, waiting in self._delivery.waiting.items()
        )

    def _ask_what_fails(self) -> None:
        now = self._clock()
        waited = [now - waiting.since for waiting in self._delivery.waiting.values()]
        if now < self._next_question or max(waited, default=0) < SECONDS_UNTIL_OVERDUE:
            return
        # The log is searched the less often the longer it said nothing: the local engine reads all of it.
        self._next_question = now + max(SECONDS_BETWEEN_QUESTIONS, max(waited) / 10)
        since = datetime.now(UTC) - timedelta(seconds=max(waited)) - MARGIN
        with suppress(UnreadableLogError):  # of an engine at work; it is asked again
            self._tell(self._log.failures(since))
        for location, waiting in self._delivery.waiting.items():
            if now - waiting.since > SECONDS_UNTIL_LATE and location.key not in self._told:
                self._told.add(location.key)
                self._listener.late(location.key)

    def _tell(self, failures: Iterable[Failure]) -> None:
        overdue = {location.key for location in self._delivery.waiting}
        for failure in failures:
            if failure.key in overdue - self._told:
                self._told.add(failure.key)
                self._delivery.excuse(failure.key)
                self._listener.fails(failure)

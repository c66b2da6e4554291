"""Delivering files: into the raw bucket, and back with what became of each."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self

from broadsheet.article import Outcome, RawLocation
from broadsheet.receipt import Receipt
from broadsheet_cli.raw_puts import RawFile, RawPuts

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts

SECONDS_BETWEEN_LOOKS = 0.25  # for receipts: one read for a hundred documents
LOOKED_FOR_AT_ONCE = 200  # receipts
# When no receipt has come for so long, what waits keeps no other file from being put.
SECONDS_OF_A_PLACE = 15.0


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """A document that has its receipt.

    `file` is None for a document that was not delivered from here; `was_there` tells whether it had
    been ingested before.
    """

    location: RawLocation
    receipt: Receipt
    file: RawFile | None
    was_there: bool


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A document without a receipt, since a moment of the delivery's clock."""

    file: RawFile | None
    since: float
    was_put: bool


class Delivery:
    """Delivers files to the raw bucket, a limited number ahead of their receipts.

    Since no more is in the queue than `ahead`, a file that is offered first is soon ingested, however
    many were offered before. Nothing here waits: `step` does what can be done at the moment.

    Parameters
    ----------
    bucket
        The raw bucket. What it has already is not put again.
    ahead
        How many documents may be without a receipt before the next file is put.
    awaits_present
        Whether the receipts of files that the bucket has already are asked for, too.
    clock
        Seconds that only grow.
    """

    def __init__(
        self,
        s3: "S3Client",
        bucket: str,
        receipts: "DynamoDbReceipts",
        *,
        ahead: int,
        awaits_present: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._receipts = receipts
        self._ahead = ahead
        self._awaits_present = awaits_present
        self._clock = clock
        self._to_put: deque[RawFile] = deque()
        self._puts = RawPuts(s3, bucket)
        self._waiting: dict[RawLocation, Waiting] = {}
        self._excused: set[RawLocation] = set()
        self._last_news = clock()
        self.found = 0
        self.put = 0
        self.there = 0
        self.outcomes: Counter[Outcome] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._puts.close()

    @property
    def is_done(self) -> bool:
        """Whether every file that was offered has its receipt, or was left out."""
        return not (self._to_put or self._puts or self._waiting)

    @property
    def backlog(self) -> int:
        """How many files are still to be put."""
        return len(self._to_put) + len(self._puts)

    @property
    def waiting(self) -> dict[RawLocation, Waiting]:
        """The documents without a receipt."""
        return dict(self._waiting)

    def offer(self, files: Iterable[RawFile], *, first: bool = False) -> None:
        """Have files put, in their order; `first` before all that were offered earlier."""
        files = list(files)
        self.found += len(files)
        if first:
            self._to_put.extendleft(reversed(files))
        else:
            self._to_put.extend(files)

    def expect(self, locations: Iterable[RawLocation]) -> None:
        """Ask for the receipts of documents that are on their way without having been put here."""
        now = self._clock()
        self._waiting.update({at: Waiting(file=None, since=now, was_put=True) for at in locations})

    def excuse(self, key: str) -> None:
        """Give the place of a document that fails to another; it is waited for all the same."""
        self._excused.update(location for location in self._waiting if location.key == key)

    def step(self) -> list[Delivered]:
        """Put what may be put now, and return the documents that have a receipt since the last step."""
        self._begin_puts()
        self._end_puts()
        return self._collect_receipts()

    def _begin_puts(self) -> None:
        if not self._to_put:
            return
        self._puts.list_present()  # which takes its time, the first time, so before the clock is read
        stuck_since = self._clock() - SECONDS_OF_A_PLACE if self._is_stuck else float("-inf")
        in_the_way = sum(
            waiting.since > stuck_since and location not in self._excused
            for location, waiting in self._waiting.items()
        )
        for _ in range(self._ahead - in_the_way - len(self._puts)):
            if not self._to_put:
                return
            self._puts.begin(self._to_put.popleft())

    @property
    def _is_stuck(self) -> bool:
        return self._clock() - self._last_news >= SECONDS_OF_A_PLACE

    def _end_puts(self) -> None:
        if not self._puts:
            return
        now = self._clock()
        for put in self._puts.ended():
            if put.location is None:
                self.found -= 1
                continue
            self.put += put.was_put
            if put.was_put or self._awaits_present:
                self._waiting[put.location] = Waiting(file=put.file, since=now, was_put=put.was_put)
            else:
                self.there += 1

    def _collect_receipts(self) -> list[Delivered]:
        """Ask for receipts, of those first that were not asked for the longest."""
        asked = list(islice(self._waiting, LOOKED_FOR_AT_ONCE))
        found = self._receipts.find(asked)
        news = []
        for location in asked:
            waiting = self._waiting.pop(location)
            if receipt := found.get(location):
                self._last_news = self._clock()
                self._excused.discard(location)
                # What was there and has its receipt at the first look was ingested before.
                self.there += not waiting.was_put
                if waiting.was_put:
                    self.outcomes[receipt.outcome] += 1
                news.append(
                    Delivered(
                        location=location, receipt=receipt, file=waiting.file, was_there=not waiting.was_put
                    )
                )
            else:
                self._waiting[location] = Waiting(file=waiting.file, since=waiting.since, was_put=True)
        return news


def until_done(
    delivery: Delivery, patience: float, *, clock: Callable[[], float] = time.monotonic
) -> Iterator[list[Delivered]]:
    """Yield a delivery's steps until it is done, or until nothing was new for `patience` seconds.

    Parameters
    ----------
    delivery
        Has what it is to deliver.
    patience
        Seconds without any news after which to give up.
    clock
        Seconds since some moment.

    Yields
    ------
    list of Delivered
        What has got its receipt since the last step, which may be nothing.
    """
    last_news = clock()
    before = (-1, -1)
    while not delivery.is_done:
        news = delivery.step()
        yield news
        now = (delivery.put + delivery.there, delivery.backlog)
        if news or now != before:
            last_news, before = clock(), now
        elif clock() - last_news > patience:
            return
        if not delivery.is_done:  # asking without a pause would take from the local engine what it works with
            time.sleep(SECONDS_BETWEEN_LOOKS)

"""Delivering files: into the raw bucket, and back with what became of each."""

import hashlib
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from broadsheet.article import Outcome, RawLocation, Receipt
from broadsheet_cli.folders import tell
from broadsheet_cli.raw_versions import RawVersion, raw_versions

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts

PUTS_AT_ONCE = 8  # threads; each waits for S3 most of the time
SECONDS_BETWEEN_LOOKS = 0.25  # for receipts: one read for a hundred documents
LOOKED_FOR_AT_ONCE = 200  # receipts
# When no receipt has come for so long, what waits keeps no other file from being put.
SECONDS_OF_A_PLACE = 15.0


@dataclass(frozen=True, kw_only=True)
class RawFile:
    """A file of this machine, and the key that it has in the raw bucket."""

    path: Path
    key: str


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
        self._s3 = s3
        self._bucket = bucket
        self._receipts = receipts
        self._ahead = ahead
        self._awaits_present = awaits_present
        self._clock = clock
        self._present: dict[str, RawVersion] | None = None
        self._pool = ThreadPoolExecutor(PUTS_AT_ONCE)
        self._to_put: deque[RawFile] = deque()
        self._puts: dict[Future[RawVersion | None], RawFile] = {}
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
        self._pool.shutdown(cancel_futures=True)

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
        if self._present is None:
            versions = raw_versions(self._s3, self._bucket)
            self._present = {v.location.key: v for v in versions if v.is_current}
        stuck_since = self._clock() - SECONDS_OF_A_PLACE if self._is_stuck else float("-inf")
        in_the_way = sum(
            waiting.since > stuck_since and location not in self._excused
            for location, waiting in self._waiting.items()
        )
        for _ in range(self._ahead - in_the_way - len(self._puts)):
            if not self._to_put:
                return
            file = self._to_put.popleft()
            self._puts[self._pool.submit(self._put, file)] = file

    @property
    def _is_stuck(self) -> bool:
        return self._clock() - self._last_news >= SECONDS_OF_A_PLACE

    def _put(self, file: RawFile) -> RawVersion | None:
        """Put a file unless its bytes are there; return its version, None if it cannot be read."""
        try:
            content = file.path.read_bytes()
        except FileNotFoundError:  # taken away again
            return None
        except OSError as problem:
            tell(problem)
            return None
        etag = hashlib.md5(content, usedforsecurity=False).hexdigest()
        there = self._present.get(file.key) if self._present is not None else None
        if there and there.etag == etag:
            return there
        answer = self._s3.put_object(Bucket=self._bucket, Key=file.key, Body=content)
        location = RawLocation(bucket=self._bucket, key=file.key, version_id=answer["VersionId"])
        return RawVersion(location=location, etag=etag, is_current=True)

    def _end_puts(self) -> None:
        now = self._clock()
        for put in [put for put in self._puts if put.done()]:
            file = self._puts.pop(put)
            version = put.result()
            if version is None or self._present is None:
                self.found -= 1
                continue
            was_put = self._present.get(file.key) is not version
            self._present[file.key] = version
            self.put += was_put
            if was_put or self._awaits_present:
                self._waiting[version.location] = Waiting(file=file, since=now, was_put=was_put)
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

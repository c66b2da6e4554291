"""What operators ask about, without AWS."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from broadsheet.errors import UnreadableLogError
from broadsheet.operating.log_lines import Failure, Ingested


@dataclass(kw_only=True)
class Operated:
    """What waits, what was given up, and what the log tells."""

    queued: int = 0
    dead: int = 0
    failed: list[Failure] = field(default_factory=list)
    last: Ingested | None = None
    log_error: str = ""

    def waiting(self) -> int:
        """Return how many documents wait."""
        return self.queued

    def given_up(self) -> int:
        """Return how many dead letters there are."""
        return self.dead

    def failures(self, since: datetime) -> Iterator[Failure]:
        """Yield the failures since a moment."""
        self._refuse()
        return (failure for failure in self.failed if failure.at >= since)

    def last_ingest(self, now: datetime) -> Ingested | None:
        """Return the last ingest."""
        self._refuse()
        return self.last

    def _refuse(self) -> None:
        if self.log_error:
            raise UnreadableLogError(self.log_error)


def nothing_operated() -> tuple[Operated, Operated]:
    """Return a queue and a log in which there is nothing."""
    return Operated(), Operated()

"""How far a document of many entries has come, when its worker's time runs out before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass

from broadsheet.article import Outcome, RawLocation, RejectedEntry
from broadsheet.errors import BroadsheetError

# What a document of several articles did, is the first of these that any of them says.
WEIGHTIEST_FIRST = (Outcome.CREATED, Outcome.REVISED, Outcome.SUPERSEDED, Outcome.UNCHANGED)
MOST_REJECTED = 1_000  # that are remembered from one worker to the next: a message has 256 KB


@dataclass(frozen=True, kw_only=True)
class Place:
    """The entry to go on with, counted from 0, and what those before it did."""

    entry: int = 0
    outcome: Outcome | None = None
    rejected: tuple[RejectedEntry, ...] = ()

    def after(self, entry: int, outcomes: Iterable[Outcome], rejected: Iterable[RejectedEntry]) -> "Place":
        """Return the place behind more entries, up to `entry`."""
        seen = {self.outcome, *outcomes}
        return Place(
            entry=entry,
            outcome=next((outcome for outcome in WEIGHTIEST_FIRST if outcome in seen), None),
            rejected=(*self.rejected, *rejected)[:MOST_REJECTED],
        )


class UnfinishedError(BroadsheetError):
    """Time ran out before a document was done; all entries before the place are stored.

    Parameters
    ----------
    location
        Which version of which document.
    place
        Where to go on.
    """

    code = "unfinished"

    def __init__(self, location: RawLocation, place: Place) -> None:
        super().__init__(f"time ran out before entry {place.entry + 1}", key=location.key)
        self.location = location
        self.place = place

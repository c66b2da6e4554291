"""What the terminal of `broadsheet local` says of the inbox."""

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.text import Text

from broadsheet.article import Outcome
from broadsheet.errors import BroadsheetError
from broadsheet.operating.log_lines import Failure
from broadsheet.ports import ArticleCatalogue
from broadsheet_cli.delivery import Delivered, Delivery
from broadsheet_cli.local.watching import Tally

if TYPE_CHECKING:
    from rich.status import Status

COLOURS = {
    Outcome.CREATED: "green",
    Outcome.REVISED: "cyan",
    Outcome.UNCHANGED: "dim",
    Outcome.SUPERSEDED: "dim",
    Outcome.REJECTED: "red",
}
UNTITLED = "Without a title"  # as the pages say it
SECONDS_BETWEEN_LINES = 10.0  # about a large number of files, where nothing can be written over


class InboxReport:
    """Prints a line about each document, or counts them while there are many. See `watching.Listener`.

    `address` is where the pages are, without a slash at the end.
    """

    def __init__(self, catalogue: ArticleCatalogue, address: str, console: Console) -> None:
        self._catalogue = catalogue
        self._address = address
        self._console = console
        self._status: Status | None = None
        self._next_line = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_status()

    def delivered(self, document: Delivered) -> None:
        """Print the outcome, and the title of each of its articles with the page where it is read."""
        receipt = document.receipt
        outcome = Text(f"{receipt.outcome:<10}  ", style=COLOURS[receipt.outcome])
        if receipt.outcome is Outcome.REJECTED:
            self._console.print(outcome + Text(f"{document.location.key}  {receipt.code}: {receipt.message}"))
        for article_id in receipt.article_ids:
            address = Text(f"{self._address}/read/{article_id}", style="dim")
            self._console.print(outcome + Text(f"{self._title(article_id)}  ") + address)

    def fails(self, failure: Failure) -> None:
        """Print why a document fails."""
        again = "it is tried again; what is given up, `broadsheet dead-letters` shows"
        self._console.print(
            Text("failing     ", style="red") + Text(f"{failure.key}  {failure.reason}; {again}")
        )

    def late(self, key: str) -> None:
        """Print that a document keeps waiting."""
        why = "no receipt yet; a worker that died or took too long has it tried again within six minutes"
        self._console.print(Text("waiting     ", style="yellow") + Text(f"{key}  {why}"))

    def going(self, tally: Tally, delivery: Delivery) -> None:
        """Show how far it has come: in place of what was shown before, or, in a log, now and then."""
        line = progress_line(tally, delivery, time.monotonic())
        if not self._console.is_terminal:
            if time.monotonic() >= self._next_line:
                self._next_line = time.monotonic() + SECONDS_BETWEEN_LINES
                self._console.print(f"… {line}", style="dim")
        elif self._status is None:
            self._status = self._console.status(line)
            self._status.start()
        else:
            self._status.update(line)

    def tallied(self, tally: Tally) -> None:
        """Print what became of them."""
        self._end_status()
        if not tally.outcomes.total():  # as at a second start
            self._console.print(f"{tally.expected:,} files, nothing new")
            return
        seconds = time.monotonic() - tally.since
        outcomes = ", ".join(f"{tally.outcomes[o]:,} {o}" for o in Outcome if tally.outcomes[o])
        self._console.print(f"{tally.outcomes.total():,} documents in {seconds:,.0f} s: {outcomes}")

    def _end_status(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None

    def _title(self, article_id: str) -> str:
        """Return an article's title, else its address; of one that is not served (it was withdrawn), why."""
        try:
            article = self._catalogue.article(article_id).article
        except BroadsheetError as error:
            return str(error)
        return article.content.title or article.url or UNTITLED


def progress_line(tally: Tally, delivery: Delivery, now: float) -> str:
    """Return how far a large number of files has come, how fast, and how long the rest will take."""
    done = tally.outcomes.total()
    rate = done / max(now - tally.since, 1.0)
    left = delivery.backlog + len(delivery.waiting)
    remaining = f" · {left / rate:,.0f} s left" if rate else ""
    return (
        f"{tally.expected:,} found · {delivery.there:,} there already · {done:,} ingested · "
        f"{tally.outcomes[Outcome.REJECTED]:,} rejected · {left:,} waiting · {rate:,.0f}/s{remaining}"
    )

"""The reader function without AWS, on articles in memory."""

from datetime import UTC, datetime

from broadsheet.answering.operating import TotalsReader
from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.passes import Pass, Role, to_pass
from broadsheet_pages.access import COOKIES, Access, Openness
from functions.reader.app import ReaderSite, pages
from tests.functions.asking import KEY, NoFeedKeys, NoTotals
from tests.functions.operated import Operated

PASS_KEY = b"a key that signs passes"


class OneKey:
    """A key that signs all passes."""

    def find(self, name: str) -> bytes | None:
        """Return the key, whatever the name."""
        return PASS_KEY


def pages_of(
    catalogue: ArticleCatalogue,
    operated: Operated | None = None,
    openness: Openness = Openness.PUBLIC,
    totals: TotalsReader | None = None,
) -> ReaderSite:
    """Return the reader function on a catalogue, without feeds; without totals, unless these are given."""
    behind = operated or Operated()
    access = Access(openness=openness, keys=OneKey())
    handlers = pages(catalogue, NoFeedKeys(), totals or NoTotals(), lambda: (behind, behind), access, KEY)
    return ReaderSite(handlers, access)


def operators_cookie() -> str:
    """Return what an operator's browser sends."""
    held = Pass(name="operators", role=Role.OPERATOR, ends_at=datetime(2999, 1, 1, tzinfo=UTC))
    return f"{COOKIES[Role.OPERATOR]}={to_pass(held, PASS_KEY)}"

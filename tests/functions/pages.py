"""The reader function without AWS, and visits to it."""

import base64
import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from broadsheet.answering.operating import TotalsReader
from broadsheet.operating.log_lines import Failure, Ingested
from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.passes import Pass, Role, to_pass
from broadsheet_pages.access import COOKIES, Access, Openness
from functions.reader.app import ReaderSite, pages
from tests.events import lambda_context
from tests.functions.asking import KEY, NoFeedKeys, NoTotals, request

PASS_KEY = b"a key that signs passes"


@dataclass(kw_only=True)
class Operated:
    """What waits, what was given up, and what the log tells."""

    queued: int = 0
    dead: int = 0
    failed: list[Failure] = field(default_factory=list)
    last: Ingested | None = None

    def waiting(self) -> int:
        """Return how many documents wait."""
        return self.queued

    def given_up(self) -> int:
        """Return how many dead letters there are."""
        return self.dead

    def failures(self, since: datetime) -> Iterator[Failure]:
        """Yield the failures since a moment."""
        return (failure for failure in self.failed if failure.at >= since)

    def last_ingest(self, now: datetime) -> Ingested | None:
        """Return the last ingest."""
        return self.last


class OneKey:
    """A key that signs all passes."""

    def find(self, name: str) -> bytes | None:
        """Return the key, whatever the name."""
        return PASS_KEY


def site_on(
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


def visit(
    site: ReaderSite, path: str, *, came_at: datetime | None = None, **fields: str
) -> tuple[int, dict[str, str], str]:
    """Return status, fields and body of the answer to a visit; a path may have a query."""
    place, _, query = path.partition("?")
    event: dict[str, Any] = request(place, "GET", fields, parse_qs(query, keep_blank_values=True))
    if came_at:
        event["requestContext"]["requestTimeEpoch"] = int(came_at.timestamp() * 1000)
    answer = site.handle(event, lambda_context())
    body = answer["body"]
    if answer["isBase64Encoded"]:
        body = gzip.decompress(base64.b64decode(body)).decode()
    return answer["statusCode"], {n: v[0] for n, v in answer["multiValueHeaders"].items()}, body

"""What people can open: every address of the pages, its parameters, and for whom it is."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """For whom a page is."""

    EVERYONE = "everyone"
    """Also for those who have no pass yet."""
    READERS = "readers"
    """For everyone where the pages are public, else for those who have a pass."""
    OPERATORS = "operators"
    """Never for anybody without an operator's pass."""


@dataclass(frozen=True, kw_only=True)
class PageRoute:
    """The query parameters that an address takes, and for whom it is."""

    parameters: tuple[str, ...] = ()
    audience: Audience = Audience.READERS


# By path, as the template writes it; a test compares the two.
PAGE_ROUTES: dict[str, PageRoute] = {
    "/": PageRoute(parameters=("source", "from", "to", "older", "newer", "url")),
    "/read/{id}": PageRoute(parameters=("revision",)),
    "/read/{id}/changes": PageRoute(parameters=("from", "to")),
    "/read/sources": PageRoute(),
    "/status": PageRoute(parameters=("refresh",), audience=Audience.OPERATORS),
    "/assets/{name}": PageRoute(parameters=("v",), audience=Audience.EVERYONE),
    "/enter": PageRoute(parameters=("pass",), audience=Audience.EVERYONE),
}

"""What can be asked for: every address and its parameters, and what pages of other origins may read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

METHODS = "GET, HEAD, OPTIONS"
PAGE_PARAMETERS = ("limit", "cursor")
LISTING_PARAMETERS = (
    *("source", "from", "to", "order", "direction", "fields", "ids", "url"),
    *PAGE_PARAMETERS,
)


@dataclass(frozen=True, kw_only=True)
class Route:
    """The query parameters that an address takes, and whether it asks for no API key."""

    parameters: tuple[str, ...] = ()
    is_open: bool = False


# By path, as OpenAPI and the template write it. `openapi.json` describes the same; a test compares all three.
ROUTES: dict[str, Route] = {
    "/articles": Route(parameters=LISTING_PARAMETERS),
    "/changes": Route(parameters=("source", "from", "fields", *PAGE_PARAMETERS)),
    "/articles/{id}": Route(parameters=("revision",)),
    "/articles/{id}/revisions": Route(parameters=PAGE_PARAMETERS),
    "/articles/{id}/changes": Route(parameters=("from", "to")),
    "/rejections": Route(parameters=PAGE_PARAMETERS),
    "/sources": Route(),
    "/sources.opml": Route(parameters=("name",)),
    "/feeds/{feed}": Route(parameters=("cursor",), is_open=True),
    "/openapi.json": Route(is_open=True),
    "/docs": Route(is_open=True),
    "/health": Route(is_open=True),
}


def rule_of(path: str) -> str:
    """Return a path as the resolver writes it.

    >>> rule_of("/articles/{id}/changes")
    '/articles/<name>/changes'
    """
    return re.sub("{[a-z]+}", "<name>", path)


def without_base_path(path: str, resource: str) -> str:
    """Return the path of a resource, without what a custom domain puts in front of it.

    API Gateway chooses the resource by the address behind the base path, and hands on the whole path.

    >>> without_base_path("/news/articles/abc", "/articles/{id}")
    '/articles/abc'
    >>> without_base_path("/news/", "/")
    '/'
    """
    if resource == "/":
        return resource
    parts = resource.strip("/").split("/")
    segments = path.strip("/").split("/")
    return path if len(segments) <= len(parts) else "/" + "/".join(segments[-len(parts) :])


def cors_headers(origin: str) -> Mapping[str, str]:
    """Return the fields that let pages of an origin read an answer: `*` for all of them, empty for none."""
    if not origin:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Retry-After",
    }


def preflight(origin: str) -> Mapping[str, str]:
    """Return the fields that answer OPTIONS: what may be asked, and what pages of an origin may ask."""
    if not origin:
        return {"Allow": METHODS}
    return {
        "Allow": METHODS,
        **cors_headers(origin),
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match, X-Api-Key",
        "Access-Control-Max-Age": "86400",
    }

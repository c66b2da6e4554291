"""The order of change, from a point on, for whoever keeps a copy of the archive.

An article's clock of change is read when work on its document begins, and it can be seen a little later. So
what changed in the last minutes may still get company before it. A client's cursor therefore never passes
that time for good: where the list ends, it leads back to what was settled when the client came to it. What a
client meets again is the same as before, and a copy that is kept by id comes out right.
"""

from dataclasses import replace
from datetime import timedelta

from broadsheet.answering.listings import filled, parse_fields
from broadsheet.answering.request import Request, page_answer
from broadsheet.errors import InvalidParameterError
from broadsheet.moments import to_rfc3339
from broadsheet.ports import ArticleCatalogue
from broadsheet.presenting.article_json import change_json
from broadsheet.retrieval.answers import Answer
from broadsheet.retrieval.cursors import from_cursor, to_cursor
from broadsheet.retrieval.parameters import first
from broadsheet.retrieval.queries import (
    START,
    ListingQuery,
    Place,
)
from broadsheet.retrieval.query_parameters import parse_listing_query

SETTLING = timedelta(minutes=10)  # far above a function's longest time and an index's lag together


def changes_answer(request: Request, catalogue: ArticleCatalogue, cursor_key: str) -> Answer:
    """Return one page of what changed, oldest first: articles as they are, and tombstones.

    There is always a cursor: it leads on, now or when more has changed. `is_last` tells which.

    Parameters
    ----------
    request
        What the client asks: path, parameters, fields.
    catalogue
        Where articles are read.
    cursor_key
        Signs the cursors of this stack.

    Returns
    -------
    Answer
        JSON: `changes`, `next_cursor` and `is_last`.

    Raises
    ------
    InvalidParameterError
        It says which parameter cannot be used, and why.
    """
    query, floor = _query(request, cursor_key)
    fields = parse_fields(request, query.limit)
    page = catalogue.articles(query)
    entries, behind = filled(page, fields, catalogue)
    last = behind or (page.places[-1] if page.places else query.after)
    place, floor = _next(last[0] if last else START, floor, request, is_last=behind is None)
    cursor = to_cursor([*place, floor], _scope(query), cursor_key)
    changes = [change_json(entry) for entry in entries]
    return page_answer({"changes": changes, "is_last": behind is None}, request, cursor)


def _query(request: Request, cursor_key: str) -> tuple[ListingQuery, str]:
    """Return the query of a request, and the moment to which its cursor has to lead back, empty for none."""
    if len(set(request.parameters.get("source", ()))) > 1:
        raise InvalidParameterError("source", "is given more than once; ask for each by itself, or for all")
    asked = {name: values for name, values in request.parameters.items() if name != "cursor"}
    query = parse_listing_query({**asked, "order": ["changed"], "direction": ["asc"]}, cursor_key)
    cursor = first(request.parameters, "cursor")
    if cursor is None:
        return query, ""
    clock, id_, floor = from_cursor(cursor, _scope(query), cursor_key)
    return replace(query, after=((clock, id_),)), floor


def _next(place: Place, floor: str, request: Request, *, is_last: bool) -> tuple[Place, str]:
    """Return where the next page begins, and to where the list has to lead back when it ends."""
    settled = to_rfc3339(request.came_at - SETTLING)
    if not floor and place[0] > settled:
        floor = settled
    if is_last and floor:
        return (floor, ""), ""
    return place, floor


def _scope(query: ListingQuery) -> str:
    return f"changes {query.scope}"

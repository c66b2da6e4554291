"""What people see where a page cannot be shown: what is wrong, in words, and a way on."""

import json
from http import HTTPStatus

from broadsheet.errors import ArticleErasedError, ArticleWithdrawnError, BroadsheetError
from broadsheet.retrieval.answers import Answer
from broadsheet_pages.rendering import render
from broadsheet_pages.visit import Visit

HEADINGS = {
    HTTPStatus.BAD_REQUEST: "That cannot be asked",
    HTTPStatus.FORBIDDEN: "This page is not open",
    HTTPStatus.NOT_FOUND: "There is nothing here",
    HTTPStatus.METHOD_NOT_ALLOWED: "This page can only be read",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This is too much to show",
    HTTPStatus.SERVICE_UNAVAILABLE: "Please try again",
}
A_FAULT = "Something went wrong"


def error_page(error: BroadsheetError, visit: Visit) -> Answer:
    """Return the page that tells what was wrong with a visit; of a withdrawn article, why it is gone.

    Parameters
    ----------
    error
        What was wrong; its class says with which status.
    visit
        Who comes, and what they ask.

    Returns
    -------
    Answer
        A page of HTML.
    """
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    return render(
        "error.html",
        visit,
        status=error.status,
        headers=headers,
        heading=_heading(error),
        detail=str(error),
        code=error.code,
    )


def nothing_here() -> Answer:
    """Return the answer of a stack without pages: what the API says of an address that it does not know."""
    problem = {"type": "about:blank", "title": "Not Found", "status": 404, "code": "no_route"}
    return Answer(
        body=json.dumps(problem | {"detail": "nothing answers this request"}),
        media_type="application/problem+json",
        status=HTTPStatus.NOT_FOUND,
    )


def fault_page(visit: Visit) -> Answer:
    """Return the page for a fault of ours, which tells no more than that there was one.

    Parameters
    ----------
    visit
        Who comes, and what they ask.

    Returns
    -------
    Answer
        A page of HTML, with the status 500.
    """
    return render(
        "error.html",
        visit,
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        heading=A_FAULT,
        detail="The page could not be made. It is safe to try again.",
        code="fault",
    )


def _heading(error: BroadsheetError) -> str:
    if isinstance(error, ArticleErasedError):
        return "This article was erased"
    if isinstance(error, ArticleWithdrawnError):
        return "This article was withdrawn"
    return HEADINGS.get(error.status, A_FAULT)

"""The few files that the pages load: the style sheet and the icon, at addresses that change with them."""

import hashlib
from functools import cache
from http import HTTPStatus
from pathlib import Path

from broadsheet.errors import BroadsheetError
from broadsheet.retrieval.answers import Answer

FOLDER = Path(__file__).parent / "assets"
MEDIA_TYPES = {"style.css": "text/css", "icon.svg": "image/svg+xml"}
FOR_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


class NoSuchPageError(BroadsheetError):
    """There is no page at this address."""

    code = "no_such_page"
    status = HTTPStatus.NOT_FOUND


def asset_answer(name: str) -> Answer:
    """Return a file of the pages.

    Parameters
    ----------
    name
        The file's name.

    Returns
    -------
    Answer
        The file, which may be kept for a year.

    Raises
    ------
    NoSuchPageError
        They have no such file.

    Examples
    --------
    >>> asset_answer("style.css").media_type
    'text/css'
    """
    if name not in MEDIA_TYPES:
        raise NoSuchPageError("there is no such file")
    return Answer(body=_read(name), media_type=MEDIA_TYPES[name], headers=FOR_A_YEAR)


@cache
def version_of(name: str) -> str:
    """Return what tells one version of a file from another."""
    return hashlib.sha256(_read(name).encode()).hexdigest()[:12]


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")

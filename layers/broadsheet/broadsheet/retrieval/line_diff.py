"""What changed between two revisions of an article, as a unified diff of their text."""

from difflib import unified_diff
from http import HTTPStatus
from itertools import takewhile
from operator import eq

from broadsheet.article import StoredArticle
from broadsheet.errors import BroadsheetError

# Lines between what both begin and end with, of both together: difflib takes cubic time in the worst case,
# some two seconds for as many.
LONGEST_CHANGE = 4_000


class TooLongToCompareError(BroadsheetError):
    """The texts have too many paragraphs for a comparison within a request's time."""

    code = "too_long_to_compare"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


def line_diff(before: StoredArticle, after: StoredArticle) -> str:
    """Return how the title and the text changed: a unified diff with one line a paragraph.

    Empty when both are the same. The first line compared is the title. Made with `difflib`.

    Parameters
    ----------
    before
        The earlier revision.
    after
        The later revision.

    Returns
    -------
    str
        Lines of a unified diff, without a last line break.

    Raises
    ------
    TooLongToCompareError
        Too many lines lie between the first and the last that changed.

    Examples
    --------
    >>> from tests.builders import article, stored
    >>> lit, out = stored(article("It is lit.")), stored(article("It is out."), revision=2)
    >>> line_diff(lit, out).splitlines()[-2:]
    ['-It is lit.', '+It is out.']
    """
    old, new = lines_of(before), lines_of(after)
    check_comparable(old, new)
    names = (f"revision {before.revision}", f"revision {after.revision}")
    return "\n".join(unified_diff(old, new, *names, lineterm=""))


def check_comparable(old: list[str], new: list[str]) -> None:
    """Refuse what would take too long to compare.

    Raises
    ------
    TooLongToCompareError
        Too many lines lie between the first and the last that changed.
    """
    if (lines := _lines_between(old, new)) > LONGEST_CHANGE:
        raise TooLongToCompareError(f"{lines} paragraphs to compare, the limit is {LONGEST_CHANGE}")


def lines_of(stored: StoredArticle) -> list[str]:
    """Return what of an article is compared: its title, and each paragraph as a line."""
    content = stored.article.content
    return [content.title, *content.text.split("\n")]


def _lines_between(old: list[str], new: list[str]) -> int:
    """Return how many lines of both are left without the beginning and the end that they share."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    return len(old) + len(new) - 2 * (head + tail)


def _shared(old: list[str], new: list[str]) -> int:
    return sum(takewhile(bool, map(eq, old, new)))

"""What changed between two revisions of an article, as a unified diff of their text."""

from difflib import unified_diff

from broadsheet.article import StoredArticle
from broadsheet.errors import BroadsheetError

LONGEST_TEXT = 20_000  # lines of both together; difflib takes quadratic time in the worst case


class TooLongToCompareError(BroadsheetError):
    """The texts have too many paragraphs for a comparison within a request's time."""

    code = "too_long_to_compare"


def text_difference(before: StoredArticle, after: StoredArticle) -> str:
    """Return how the title and the text changed: a unified diff with one line a paragraph.

    Empty when both are the same. The first line compared is the title. Made with `difflib`.

    Raises
    ------
    TooLongToCompareError
        The texts are too long.
    """
    old, new = _lines(before), _lines(after)
    if len(old) + len(new) > LONGEST_TEXT:
        raise TooLongToCompareError(f"{len(old) + len(new)} paragraphs, the limit is {LONGEST_TEXT}")
    names = (f"revision {before.revision}", f"revision {after.revision}")
    return "\n".join(unified_diff(old, new, *names, lineterm=""))


def _lines(stored: StoredArticle) -> list[str]:
    content = stored.article.content
    return [content.title, *content.text.split("\n")]

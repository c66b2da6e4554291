"""Text as the cleaning takes it: without characters that no article holds, folded, or its letters alone."""

import re

from broadsheet.cleaning.soup.rereading import reread_as_utf_8, reread_as_windows, reread_punctuation

# Characters that no HTML text may hold, and invisible ones that only break words apart.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_NOT_LETTERS = re.compile(r"[\W_]+")


def wanted(text: str) -> str:
    r"""Return the text without characters that no HTML text may hold, and without invisible ones.

    Where one of them tells of a wrong table, what was written is read again.

    Examples
    --------
    >>> wanted("The\u200b keeper\u0092s lamp")
    'The keeper’s lamp'
    """
    text = reread_punctuation(text)
    without = _UNWANTED.sub("", text)
    if len(without) == len(text):
        return text
    return _UNWANTED.sub("", reread_as_windows(reread_as_utf_8(text)))


def letters_of(text: str) -> str:
    """Return the text's letters and digits alone, in lower case: what two spellings of it share."""
    return _NOT_LETTERS.sub("", text).casefold()


def fold(text: str) -> str:
    """Return the text with every run of white space as one blank, and none at the ends."""
    return " ".join(text.split())

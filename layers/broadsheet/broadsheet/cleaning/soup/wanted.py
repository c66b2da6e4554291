"""Text as the cleaning takes it: without characters that no article holds, folded, or its letters alone."""

import re

# Characters that no HTML text may hold, and invisible ones that only break words apart.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_NOT_LETTERS = re.compile(r"[\W_]+")


def wanted(text: str) -> str:
    """Return the text without characters that no HTML text may hold, and without invisible ones."""
    return _UNWANTED.sub("", text)


def letters_of(text: str) -> str:
    """Return the text's letters and digits alone, in lower case: what two spellings of it share."""
    return _NOT_LETTERS.sub("", text).casefold()


def fold(text: str) -> str:
    """Return the text with every run of white space as one blank, and none at the ends."""
    return " ".join(text.split())

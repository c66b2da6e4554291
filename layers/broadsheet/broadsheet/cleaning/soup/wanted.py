"""Characters that no text of an article may hold."""

import re

# Characters that no HTML text may hold, and invisible ones that only break words apart.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def wanted(text: str) -> str:
    """Return the text without characters that no HTML text may hold, and without invisible ones."""
    return _UNWANTED.sub("", text)


def fold(text: str) -> str:
    """Return the text with every run of white space as one blank, and none at the ends."""
    return " ".join(text.split())

"""The title: entities decoded, inline tags out, white space folded, the site's name cut from its end."""

import re
from html import unescape

from broadsheet.cleaning.document.directions import without_overrides
from broadsheet.cleaning.rules.by_source import SITE_NAMES
from broadsheet.cleaning.soup import fold, wanted

_LONGEST = 2_000  # characters
# Inline tags that feeds carry over from the headline's markup; other words in brackets are words.
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|br|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(rf"(?:(?:\s+[–—-]\s+|\s*[|_]\s*)(?:{'|'.join(SITE_NAMES)}))+\s*$")


def clean_title(raw_title: str) -> str:
    """Return the title as a reader should see it, at most 2,000 characters.

    Entities may be encoded twice (`&amp;quot;`); the site's name is cut only behind a dash or a bar.

    Parameters
    ----------
    raw_title
        The title as the raw document has it.

    Returns
    -------
    str
        One line, at most 2,000 characters.

    Examples
    --------
    >>> clean_title("A lamp &amp;amp; its keeper")
    'A lamp & its keeper'
    """
    title = fold(wanted(_INLINE_TAG.sub("", unescape(unescape(raw_title[: 4 * _LONGEST])))))
    return without_overrides((_SITE_NAME.sub("", title) or title)[:_LONGEST])

"""The title: entities decoded, white space folded, the site's name cut from its end."""

import re
from html import unescape

from broadsheet.cleaning.soup import fold

_SITE_NAMES = re.compile(r"\s+[–—|-]\s+(?:法国国际广播电台\s+-\s+RFI|RFI)\s*$")


def clean_title(raw_title: str) -> str:
    """Return the title as a reader should see it. Entities may be encoded twice (`&amp;quot;`)."""
    title = fold(unescape(unescape(raw_title)))
    return _SITE_NAMES.sub("", title) or title

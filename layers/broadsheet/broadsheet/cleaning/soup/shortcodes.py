"""Shortcodes that WordPress left unwritten in a feed: captions around images, addresses to embed."""

import re

_CAPTION = re.compile(
    r"\[caption\b[^\]<>]{0,300}\]\s*((?:<a\b[^<>]{0,2000}>\s*)?<img\b[^<>]{0,4000}>(?:\s*</a>)?)"
    r"((?:(?!\[/caption\]).){0,1000})\[/caption\]",
    re.IGNORECASE | re.DOTALL,
)
_EMBED = re.compile(
    r"\[embed\b[^\]<>]{0,100}\]\s*(https?://[^\s\[\]<>\"']{1,2000})\s*\[/embed\]", re.IGNORECASE
)


def write_shortcodes(html: str) -> str:
    """Return the HTML with captions as figures and embeds as frames; other shortcodes stay as they are."""
    if "[/" not in html:
        return html
    html = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", html)
    return _EMBED.sub(r'<iframe src="\1"></iframe>', html)

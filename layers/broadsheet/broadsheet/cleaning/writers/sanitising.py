"""The last word on HTML: only what these tables allow leaves the cleaning."""

import re
from html import escape

import nh3

from broadsheet.cleaning.document.code_languages import LANGUAGES, language_class

TAGS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "a", "strong", "em", "code", "pre", "sup",
    "sub", "s", "mark", "ruby", "rt", "rp", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table",
    "thead", "tbody", "tr", "td", "th", "figure", "figcaption", "img",
}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # or the sanitiser would let `title` and `lang` through, on any tag
    **{name: {"dir"} for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6")},
    "ol": {"start", "reversed"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
CLASSES = {"code": {language_class(name) for name in LANGUAGES}}
URL_SCHEMES = {"http", "https", "mailto"}
LINK_REL = "noopener noreferrer nofollow"


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes=URL_SCHEMES,
    link_rel=LINK_REL,
)
_OF_ADDRESSES = nh3.Cleaner(attributes=ATTRIBUTES, url_schemes=URL_SCHEMES)
# What any browser could follow: a host of ASCII labels, and nothing behind it that could mean another.
_PLAIN = re.compile(
    r"https?://(?:(?!xn--)[a-z0-9][a-z0-9-]{0,61}\.){1,8}[a-z]{2,18}(?:/[\x21\x23-\x3b\x3d\x3f-\x5b\x5d-\x7e\u4e00-\u9fff]*)?"
)


def sanitise(html: str) -> str:
    """Return the HTML with nothing but the allowed tags, attributes and schemes; a fixed point of itself.

    Parameters
    ----------
    html
        Any HTML.

    Returns
    -------
    str
        HTML that is safe to put into a page.

    Examples
    --------
    >>> sanitise('<p onclick="x()">The <strong>lamp</strong><script>x()</script></p>')
    '<p>The <strong>lamp</strong></p>'
    """
    return _CLEANER.clean(html)


def is_address(url: str) -> bool:
    """Return whether `sanitise` leaves a link to this URL: whether a browser could follow it.

    What a URL is, the sanitiser decides by the WHATWG's URL Standard, which is stricter about hosts and
    ports than Python's `urlsplit`.
    """
    return bool(_PLAIN.fullmatch(url)) or "href" in _OF_ADDRESSES.clean(f'<a href="{escape(url)}"></a>')

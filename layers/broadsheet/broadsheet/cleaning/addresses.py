"""Addresses in an article: resolved against the article's own, freed of tracking, refused when unsafe."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from broadsheet.cleaning.writers.sanitising import is_address

_SCHEMES = frozenset({"http", "https", "mailto"})
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|twclid|[gw]braid|ref_(?:src|url)|mtm_\w+|pk_\w+|_hs(?:enc|mi)|__twitter_impression"
)
# `http://https//host/`, `https://host.comhttps://host.com/…`: an address behind another's beginning.
_DOUBLED = re.compile(r"^(?:https?:/+)+(?:[\w.-]*?(?=https?://))?(https?):?/+(?=\w)")
# What is absolute, and nothing that is done to addresses would change.
_AS_IT_STANDS = re.compile(
    r"https?://(?:(?!xn--)[a-z0-9][a-z0-9-]{0,61}\.){1,8}[a-z]{2,18}/[a-zA-Z0-9_!$&'()*+,./:=@~%-]*+"
    r"(?:\?[a-zA-Z0-9_!$&'()*+,./:=@~%-]++)?"
)
_LINE_FEEDS = re.compile(r"[\t\n\r]")  # which browsers leave out of addresses
_LONGEST = 8_000  # characters: beyond what any browser or server follows
_LONGEST_BASE = 2_000  # without its query; a thousand addresses may stand below it
_BLANK = re.compile(r"[\x00-\x20\x7f\s]+")


def resolve(address: str, base: str) -> str:
    """Return `address` as an absolute http, https or mailto URL; empty when it cannot be one.

    Parameters
    ----------
    address
        An address as HTML has it.
    base
        What it is relative to: an absolute address, or nothing.

    Returns
    -------
    str
        Absolute, or empty.

    Examples
    --------
    >>> resolve("/lamp.jpg", "https://news.example/a/b"), resolve("javascript:alert(1)", "https://news.example/")
    ('https://news.example/lamp.jpg', '')
    """
    if len(address) > _LONGEST:
        return ""
    if _AS_IT_STANDS.fullmatch(address):
        return address
    address = _BLANK.sub("%20", _without_beginnings(_LINE_FEEDS.sub("", address).strip()))
    if not address or address.startswith("#"):
        return ""
    try:
        below = base.partition("?")[0]
        joined = urljoin(below if len(below) <= _LONGEST_BASE else "", address)
        if joined.startswith("//"):  # of the page's own scheme, and nothing says which that is
            joined = f"https:{joined}"
        absolute = _without_beginnings(joined)  # `//` may stand before another address
        parts = urlsplit(absolute)
        if parts.scheme.lower() not in _SCHEMES or not (parts.hostname or parts.scheme == "mailto"):
            return ""
    except ValueError:  # brackets that no URL can have
        return ""
    return absolute if len(absolute) <= _LONGEST and is_address(absolute) else ""


def _without_beginnings(address: str) -> str:
    """Return the address that stands behind beginnings of others."""
    while (behind := _DOUBLED.sub(r"\1://", address)) != address:
        address = behind
    return address


def without_tracking(url: str) -> str:
    """Return the URL without query parameters that only tell where a reader came from."""
    if "?" not in url:
        return url
    parts = urlsplit(url)
    if not any(_TRACKING.fullmatch(pair.partition("=")[0]) for pair in parts.query.split("&")):
        return url
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))

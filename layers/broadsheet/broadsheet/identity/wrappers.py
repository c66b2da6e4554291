"""Addresses that hold another one: AMP caches, and the pages that count a click and lead on."""

import re
from urllib.parse import unquote

from broadsheet.identity.address import Address, read_address

_DEEPEST = 4
"""Wrappers within each other; more are nobody's."""
# https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls
_CACHE = re.compile(r"/(?:[cvra]|wp)/(?P<secure>s/)?(?P<page>[^/].*)")
_VIEWER = re.compile(r"/amp/(?P<secure>s/)?(?P<page>[^/.]+\..+)")
_CACHES = re.compile(r"(?:.+\.)?(?:cdn\.ampproject\.org|bing-amp\.com|amp\.cloudflare\.com)")
_GOOGLE = re.compile(r"(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})")
# Host and path, and the parameters that may hold where they lead.
_REDIRECTS = (
    (re.compile(_GOOGLE.pattern + r"/url"), ("url", "q")),
    (re.compile(r"(?:l|lm)\.facebook\.com/l\.php|l\.instagram\.com/|l\.messenger\.com/l\.php"), ("u",)),
    (re.compile(r"(?:www\.)?bing\.com/news/apiclick\.aspx"), ("url",)),
    (re.compile(r"(?:www\.|m\.)?youtube\.com/redirect"), ("q",)),
    (re.compile(r"out\.reddit\.com/.*"), ("url",)),
    (re.compile(r"(?:link|links)\.zhihu\.com/"), ("target",)),
    (re.compile(r"(?:weibo\.cn|t\.cn|passport\.weibo\.com)/sinaurl|weibo\.cn/sinaurl"), ("u", "toasturl")),
    (re.compile(r"(?:www\.)?jianshu\.com/go-wild|link\.jianshu\.com/"), ("url", "t")),
    (re.compile(r"(?:www\.|m\.)?vk\.com/away\.php"), ("to",)),
    (re.compile(r"(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go)"), ("url",)),
    (re.compile(r"(?:www\.)?douban\.com/link2/"), ("url",)),
    (re.compile(r"link\.juejin\.cn/|link\.csdn\.net/"), ("target",)),
    (re.compile(r"(?:\w+\.)?safelinks\.protection\.outlook\.com/"), ("url",)),
)


def unwrapped(address: Address) -> Address:
    """Return the address that another one holds, or that one itself if it holds none."""
    for _ in range(_DEEPEST):
        inner = read_address(_inner(address))
        if inner is None:
            break
        address = inner
    return address


def _inner(address: Address) -> str:
    of_cache = _CACHES.fullmatch(address.host) and _CACHE.fullmatch(address.path)
    of_viewer = _GOOGLE.fullmatch(address.host) and _VIEWER.fullmatch(address.path)
    if found := of_cache or of_viewer:
        query = str(address).partition("?")[2]
        page = found["page"].replace("%3F", "?", 1)
        joint = "&" if "?" in page else "?"
        return f"http{'s' if found['secure'] else ''}://{page}" + (f"{joint}{query}" if query else "")
    place = address.host + address.path
    for pattern, names in _REDIRECTS:
        if pattern.fullmatch(place):
            values = dict(address.query)
            return unquote(next((value for name in names if (value := values.get(name))), ""))
    return ""

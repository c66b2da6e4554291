"""Which addresses are one article: the key that all spellings of one share.

In doubt two addresses are two articles: a wrong merge hides one, a missed merge only shows it twice.
"""

import re
from unicodedata import normalize
from urllib.parse import quote, unquote_to_bytes

from broadsheet.identity.address import Address, Query, write_query
from broadsheet.identity.hosts import without_front
from broadsheet.identity.parameters import is_session, is_view, name_of
from broadsheet.identity.site import Site, Sites, compile_rewrite, names

_DEFAULT_DOCUMENT = re.compile(
    r"index\.(?:html?|xhtml|shtml|php[345]?|aspx?|jspx?|jsf|cfm|cgi|pl|do)|[dD]efault\.(?:html?|aspx?)"
)
_AMP_IN_NAME = re.compile(r"\.amp(?=\.[a-z]{3,5}$|$)")
# Behind these, `amp` is what the page is about.
_BEFORE_A_NAME = frozenset(
    {"brand", "brands", "c", "categories", "category", "company", "explore", "hashtag", "keyword",
    "keywords", "label", "labels",
     "product", "products", "r", "s", "search", "section", "symbol", "t", "tag", "tags", "term", "topic",
     "topics", "u", "user", "users", "w",
     "wiki"}
)  # fmt: skip
_SCRIPT = re.compile(r".*\.(?:php[345]?|aspx?|jspx?|cfm|cgi|pl|do|action|dll|exe)", re.IGNORECASE)


def key_of(address: Address, sites: Sites) -> str:
    """Return what all spellings of an article's address have in common; `address` is canonical."""
    host = without_front(address.host)
    site = sites.of(host)
    host = (site.host or host) + (f":{address.port}" if address.port else "")
    segments = _segments(address.path)
    query = _query(address.query, site, stands_alone=not segments or bool(_SCRIPT.fullmatch(segments[-1])))
    place = f"{host}/{'/'.join(segments)}" + (f"?{write_query(query)}" if query else "")
    place = _rewritten(place, site)
    fragment = _quoted(_decoded(address.fragment), "/!$'()*,:;=&?+@~").rstrip("/")
    return f"https://{place}" + (f"#{fragment}" if fragment else "")


def is_home_page(key: str) -> bool:
    """Tell whether a key is that of a host's first page, which is no article's own."""
    return key.count("/") == 3 and key.endswith("/")


def _segments(path: str) -> list[str]:
    """Return a path's segments, decoded and quoted alike, without what shows the same article otherwise."""
    segments = [_quoted(_decoded(segment), "!$'()*,:;=&+@~") for segment in path.split("/") if segment]
    before: list[str] = []
    while segments != before:
        before = segments
        segments = _without_last(segments)
    return segments[1:] if len(segments) > 2 and segments[0] == "amp" else segments


def _without_last(segments: list[str]) -> list[str]:
    """Return the segments without a default document, or without the mark of an AMP page, at their end."""
    if not segments:
        return segments
    *rest, last = segments
    if _DEFAULT_DOCUMENT.fullmatch(last):
        return rest
    if last == "amp" and rest and rest[-1].lower() not in _BEFORE_A_NAME:
        return rest
    name = _AMP_IN_NAME.sub("", last)
    return [*rest, name] if name else segments


def _query(query: Query, site: Site, *, stands_alone: bool) -> Query:
    """Return the pairs that tell articles apart, sorted by name; those of one name keep their order."""
    if site.only is not None:
        query = tuple(pair for pair in query if names(site.only, name_of(pair[0])))
    kept = [pair for pair in query if names(site.keep, name_of(pair[0])) or not is_view(*pair)]
    others = [pair for pair in kept if not is_session(*pair)]
    if others or not stands_alone:
        kept = others
    pairs = [(_form_quoted(name), _form_quoted(value or "")) for name, value in kept]
    # `?a` and `?a=` are one to every form, and a lone value is best left as it is.
    return tuple(sorted(((name, value or None) for name, value in pairs), key=lambda pair: pair[0]))


def _rewritten(place: str, site: Site) -> str:
    for pattern, replacement in site.rewrites:
        if found := compile_rewrite(pattern).fullmatch(place):
            return found.expand(replacement)
    return place


def _form_quoted(text: str) -> str:
    return _quoted(_decoded(text.replace("+", "%20")), "!$'()*,:/?@~")


def _decoded(spelt: str) -> bytes:
    """Return what a spelt text stands for; if that is UTF-8, composed as NFC has it."""
    plain = unquote_to_bytes(spelt)
    try:
        return normalize("NFC", plain.decode()).encode()
    except UnicodeDecodeError:  # another encoding, such as GBK
        return plain


def _quoted(plain: bytes, safe: str) -> str:
    return quote(plain, safe=safe)

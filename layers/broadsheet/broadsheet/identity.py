"""What makes two documents the same article, and two states of an article the same content."""

import base64
import hashlib
import json
import re
from urllib.parse import SplitResult, quote, urlsplit

from broadsheet.article import Content, ParsedEntry
from broadsheet.moments import to_rfc3339

ID_LENGTH = 26  # base32 characters: 130 bits, far beyond any chance of two URLs meeting

# Query parameters that tell who follows a link, not where it leads.
TRACKING_PARAMETERS = frozenset(
    {
        "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "at_format",
        "at_link_id", "at_link_origin", "at_link_type", "at_medium", "at_ptr_name",
        "cmpid", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "hss_channel", "igshid", "ito",
        "maca", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "ocid", "ref_src", "ref_url", "spm",
        "tpcc", "traffic_source", "twclid", "vero_id", "wbraid", "wt_mc", "xtor", "yclid",
        "_ga", "_gl", "_hsenc", "_hsmi",
    }
)  # fmt: skip
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "oly_")
# Parameters that are tracking only when they name a feed reader: `?source=rss-1f2e…`, `?ref=feed`.
FEED_PARAMETERS = frozenset({"source", "ref", "from", "via", "medium"})

ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|%")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
RESERVED = ":/?#[]@!$&'()*+,;="


def article_id(url: str) -> str:
    """Return the id of the article with this canonical URL: 26 characters of `a-z2-7`."""
    digest = hashlib.sha256(url.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def name_of(entry: ParsedEntry) -> str:
    """Return what an entry without an address is identified by: its own id within its source.

    Where it has none either, it is known by its source, title and date.
    """
    known_by = (
        [entry.source, entry.entry_id]
        if entry.entry_id
        else [entry.source, " ".join(entry.raw_title.split()), to_rfc3339(entry.published_at)]
    )
    return json.dumps(known_by)


def content_hash(content: Content) -> str:
    """Return the SHA-256, in hexadecimal, of all that a reader would call a change of the article."""
    seen = [
        content.title,
        content.authors,
        to_rfc3339(content.published_at),
        content.html,
        [(media.kind, media.url) for media in content.media],
    ]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=True).encode()).hexdigest()


def canonical_url(url: str) -> str:
    """Return the one spelling of an absolute http or https URL.

    Normalised as RFC 3986 section 6 describes (case, percent-encoding, dot segments, default
    port), and beyond it: always https, no user, no fragment, no doubled slashes, no tracking
    parameters, the other parameters sorted by name. Applying it twice changes nothing.
    """
    parts = urlsplit(url.strip())
    path = "/".join(_segments(_spelling(parts.path)))
    query = "&".join(_parameters(_spelling(parts.query)))
    return f"https://{_authority(parts)}/{path}" + (f"?{query}" if query else "")


def _authority(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host.encode("idna").decode().rstrip(".")  # other scripts have full stops of their own
    except UnicodeError:  # no valid international name: keep it as it is spelt
        host = quote(host, safe=RESERVED)
    host = f"[{host}]" if ":" in host else host
    try:
        port = parts.port
    except ValueError:  # no number: it cannot be anybody's address, but it still is a spelling
        port = None
    return host if port in {None, 80, 443} else f"{host}:{port}"


def _spelling(text: str) -> str:
    """Return URL text with unreserved characters bare, and all others percent-encoded in upper case."""

    def normal(match: re.Match[str]) -> str:
        if match[1] is None:
            return "%25"
        character = chr(int(match[1], 16))
        return character if character in UNRESERVED else match[0].upper()

    return quote(ESCAPE.sub(normal, text), safe=RESERVED + "%~")


def _segments(path: str) -> list[str]:
    """Return the path's segments with `.`, `..` and empty ones resolved; a last slash is kept."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in {"", "."}:
            kept.append(segment)
    if kept and path.endswith(("/", "/.", "/..")):
        kept.append("")
    return kept


def _parameters(query: str) -> list[str]:
    pairs = [pair for pair in query.split("&") if pair]
    return sorted((pair for pair in pairs if not _is_tracking(pair)), key=lambda pair: pair.partition("=")[0])


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    if name in FEED_PARAMETERS:
        return value.lower().startswith(("rss", "feed", "atom"))
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)

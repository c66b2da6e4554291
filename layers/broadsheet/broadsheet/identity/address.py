"""An http or https address, taken apart as browsers do and spelt as RFC 3986 section 6 asks for.

The WHATWG's URL standard says how browsers read what people write: any number of slashes behind the
scheme, backslashes for slashes, line ends anywhere. Python's `urlsplit` reads less, and may raise.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from broadsheet.identity.hosts import spell_host

DEFAULT_PORTS = {"http": "80", "https": "443"}
Query = tuple[tuple[str, str | None], ...]
"""Names and values as they are spelt; None for a name that no equals sign follows."""

_AROUND = "".join(map(chr, range(0x21)))  # what browsers strip
_NOT_WRITTEN = re.compile(r"[\t\n\r]")
# Left by a crawler that took the address out of HTML; `&amp;amp;` by two of them.
_AMPERSAND = re.compile(r"&(?:amp|#0{0,4}38|#x0{0,4}26);(?:(?:amp|#0{0,4}38|#x0{0,4}26);)*", re.IGNORECASE)
_PARTS = re.compile(r"(https?):[/\\]*([^/\\?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r"(.*?):([0-9]*)", re.DOTALL)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|%")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_RESERVED = ":/?#[]@!$&'()*+,;="
# `;jsessionid=…` behind a segment, and ASP.NET's `(S(…))`, a segment of its own.
_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sessionid|sid)=[^/;]*|(?<=/)\((?:[ASF]\([\w-]*\)){1,3}\)(?:/|$)", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """An http or https address in its parts, each spelt in ASCII; `port` is empty for the scheme's own."""

    scheme: str
    host: str
    port: str
    path: str
    query: Query
    fragment: str

    def __str__(self) -> str:
        """Return the address as text."""
        port = f":{self.port}" if self.port else ""
        query = f"?{write_query(self.query)}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}://{self.host}{port}{self.path}{query}{fragment}"


def read_address(text: str) -> Address | None:
    r"""Return the address that a text is, or None when it is no absolute http or https address.

    Users, passwords and sessions in the path are left out, dots in it are resolved. Never raises.

    Parameters
    ----------
    text
        What people and programs write for an address.

    Returns
    -------
    Address or None
        Its parts, each spelt in ASCII; None when it is none.

    Examples
    --------
    >>> str(read_address(" HTTPS:\\\\News.example:443/a/../b?q=灯 "))
    'https://news.example/b?q=%E7%81%AF'
    >>> read_address("mailto:keeper@news.example") is None
    True
    """
    parts = _PARTS.fullmatch(_tidy(text))
    if parts is None:
        return None
    scheme, authority, path, query, fragment = parts[1].lower(), *(parts[n] or "" for n in range(2, 6))
    host, port = _host_and_port(authority.rpartition("@")[2])
    if not host:
        return None
    return Address(
        scheme=scheme,
        host=host,
        port="" if port == DEFAULT_PORTS[scheme] else port,
        path=_path(spell(path.replace("\\", "/"))),
        query=read_query(spell(query)),
        fragment=spell(fragment),
    )


def quoted(text: str) -> str:
    """Return a text that is no address as ASCII without blanks; what it quotes, it leaves as it is."""
    text = _tidy(text).replace("\\", "/")
    return quote(text, safe=_RESERVED + "%~", errors="surrogatepass")


def _tidy(text: str) -> str:
    return _AMPERSAND.sub("&", _NOT_WRITTEN.sub("", text).strip(_AROUND))


def spell(text: str) -> str:
    """Return text with unreserved characters bare, and all others percent-encoded in upper case."""

    def normal(match: re.Match[str]) -> str:
        if match[1] is None:
            return "%25"
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return quote(_ESCAPE.sub(normal, text), safe=_RESERVED + "%~", errors="surrogatepass")


def read_query(query: str) -> Query:
    """Return the pairs of a spelt query, in their order."""
    pairs = []
    for pair in re.split(r"&(?:amp;)*", query.removeprefix("amp;")):
        name, equals, value = pair.partition("=")
        if name or equals:
            pairs.append((name, value if equals else None))
    return tuple(pairs)


def write_query(query: Query) -> str:
    """Return a query as text, without its question mark."""
    return "&".join(name if value is None else f"{name}={value}" for name, value in query)


def _host_and_port(authority: str) -> tuple[str, str]:
    found = _PORT.fullmatch(authority)
    host, port = (found[1], found[2].lstrip("0")) if found else (authority, "")
    return spell_host(host), port[:5]


def _path(path: str) -> str:
    """Return a spelt path with its dots resolved, without sessions; doubled slashes and the last one stay."""
    path = "/" + path.removeprefix("/")
    kept: list[str] = []
    segments = _SESSION.sub("", path).split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)

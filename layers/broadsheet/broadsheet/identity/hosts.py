"""One spelling for every host, and the host that stands behind its mobile and AMP names."""

import re
from ipaddress import AddressValueError, IPv6Address
from unicodedata import normalize
from urllib.parse import quote, unquote_to_bytes

# Of hosts that only show the same pages otherwise.
_FRONTS = frozenset({"www", "m", "mobile", "amp"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?|simple")
# Below these each name is somebody else's, `m` and `mobile` too.
_SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "go", "gob", "gov", "gouv", "govt", "ltd", "me", "ne", "net", "nhs", "nom",
    "or", "org", "plc", "sch"}
)  # fmt: skip
_LANDLORDS = frozenset(
    {
        "bearblog.dev", "blog.jp", "blogspot.com", "canalblog.com", "cocolog-nifty.com", "fc2.com",
        "firebaseapp.com", "fly.dev", "ghost.io", "github.io", "gitlab.io", "hateblo.jp", "hatenablog.com",
        "hatenablog.jp", "herokuapp.com", "livedoor.blog", "livedoor.jp", "livejournal.com", "lofter.com",
        "medium.com", "micro.blog", "neocities.org", "netlify.app", "onrender.com", "over-blog.com",
        "pages.dev", "pixnet.net", "posthaven.com", "prose.sh", "seesaa.net", "squarespace.com",
        "substack.com", "tistory.com", "tumblr.com", "typepad.com", "vercel.app", "web.app", "webflow.io",
        "weebly.com", "wixsite.com", "wordpress.com", "workers.dev", "write.as", "xlog.app",
    }
)  # fmt: skip

_SAFE = "!$&'()*+,;=~"
_LONGEST = 253  # characters, RFC 1035


def spell_host(host: str) -> str:
    """Return a host in lower case and ASCII, without a last full stop; empty for none.

    Other scripts as UTS 46 maps them, non-transitionally (IDNA 2008: `ß` and `ς` are letters of their
    own), and IPv6 as RFC 5952 writes it. What can be nobody's host keeps a spelling of its own.
    """
    if host.startswith("["):
        return _ipv6(host)
    plain = unquote_to_bytes(host.encode(errors="surrogatepass"))
    try:
        host = plain.decode()
    except UnicodeDecodeError:
        return quote(plain.lower().strip(b"."), safe=_SAFE)
    if not host.isascii():
        host = _international(host)
    return quote(host.lower().strip("."), safe=_SAFE)


def _international(host: str) -> str:
    import idna  # noqa: PLC0415  # its tables cost a cold start more than all else here, and few hosts need them

    try:
        labels = idna.uts46_remap(host, std3_rules=False, transitional=False).split(".")
        # Not its `encode`: browsers open what IDNA 2008 has no place for, such as `i❤.ws` and `a_b`.
        return ".".join(
            label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
        )
    except (idna.IDNAError, UnicodeError):
        return normalize("NFC", host.lower())


def _ipv6(host: str) -> str:
    try:
        number = int(IPv6Address(host.strip("[]")))
    except AddressValueError:
        return quote(unquote_to_bytes(host.lower().encode(errors="surrogatepass")), safe=":[]")
    groups = ":".join(f"{number >> shift & 0xFFFF:x}" for shift in range(112, -1, -16))
    zeros = max(re.findall(r"(?:\b0(?::|$)){2,}", groups), key=len, default="")
    if not zeros:
        return f"[{groups}]"
    before, _, behind = groups.partition(zeros)
    return f"[{before.removesuffix(':')}::{behind}]"


def without_front(host: str) -> str:
    """Return a spelt host without `www.`, `m.`, `mobile.` and `amp.`, as long as a name of its own is left.

    They also go from behind a language, as in `en.m.wikipedia.org`.
    """
    if len(host) > _LONGEST:
        return host
    labels = host.split(".")
    while _can_lose(labels) and labels[0] in _FRONTS:
        del labels[0]
    if _LANGUAGE.fullmatch(labels[0]) and labels[1:2] and labels[1] in _FRONTS and _can_lose(labels[1:]):
        del labels[1]
    return ".".join(labels)


def _can_lose(labels: list[str]) -> bool:
    """Tell whether a host without its first label still is one that somebody owns."""
    rest = labels[1:]
    if len(rest) < 2 or (len(rest) == 2 and rest[0] in _SECOND_LEVEL and len(rest[1]) == 2):
        return False
    is_number = rest[-1].isdigit()
    return not is_number and (labels[0] == "www" or ".".join(rest) not in _LANDLORDS)

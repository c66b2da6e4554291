"""Which addresses can be an article's."""

import re
from unicodedata import normalize
from urllib.parse import urlsplit

LONGEST = 8_000  # characters
LONGEST_HOST = 253  # characters, RFC 1035
NOT_IN_A_HOST = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}%]")


def is_absolute(url: str) -> bool:
    """Whether the address is an http or https one with a host that can be a host, and not endless."""
    try:
        parts = urlsplit(url.replace("\\", "/"))  # as browsers read it
    except ValueError:  # an unbalanced bracket in the host
        return False
    written = (parts.hostname or "").strip(".")
    host = normalize("NFKC", written).strip(".。")  # as international names are
    is_short = len(written) <= LONGEST_HOST and len(host) <= LONGEST_HOST  # either may be the longer one
    is_host = bool(host) and host.isprintable() and not NOT_IN_A_HOST.search(host)
    return parts.scheme in {"http", "https"} and is_short and is_host and len(url) <= LONGEST

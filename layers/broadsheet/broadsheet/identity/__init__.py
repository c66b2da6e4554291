"""What makes two documents the same article, and two states of an article the same content."""

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from urllib.parse import unquote

from broadsheet.article import ParsedEntry
from broadsheet.identity.address import Address, quoted, read_address
from broadsheet.identity.content import content_hash
from broadsheet.identity.folding import is_home_page, key_of
from broadsheet.identity.fragments import page_in
from broadsheet.identity.hosts import without_front
from broadsheet.identity.parameters import is_tracking, name_of
from broadsheet.identity.site import Site, Sites, names
from broadsheet.identity.sites import DEFAULT_SITES
from broadsheet.identity.sites_by_user import load_sites
from broadsheet.identity.wrappers import unwrapped
from broadsheet.moments import to_rfc3339

__all__ = [
    "DEFAULT_SITES",
    "IDENTITY_VERSION",
    "Identity",
    "Site",
    "Sites",
    "article_id",
    "canonical_url",
    "content_hash",
    "identify",
    "load_sites",
]

IDENTITY_VERSION = 2
"""Raised when an address or an entry gets another id than before; docs/identity.md says what that takes."""

ID_LENGTH = 26  # base32 characters: 130 bits, far beyond any chance of two articles meeting


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Which article an entry is: its id, and the address that leads to it, None where it has none."""

    id: str
    url: str | None


def identify(entry: ParsedEntry, sites: Sites = DEFAULT_SITES) -> Identity:
    """Return which article an entry is.

    It is known by its address. An entry without one, or with only the address of a first page, is known
    by its own id within its source; one that has no id either, by its source, title and date.

    Parameters
    ----------
    entry
        An uncleaned entry; its address, its own id, source, title and date are looked at.
    sites
        What is known of hosts' addresses; see `load_sites`.

    Returns
    -------
    Identity
        The article's id, and the address that leads to it, None where the entry has none.

    Examples
    --------
    >>> entry = ParsedEntry(
    ...     source="harbour",
    ...     raw_title="The lamp",
    ...     raw_url="https://news.example/lamp?utm_source=rss",
    ...     published_at=None,
    ...     html="",
    ... )
    >>> identify(entry)
    Identity(id='neaf6gphn4llyp23kd5vtcjbmu', url='https://news.example/lamp')
    """
    url = None if entry.raw_url is None else canonical_url(entry.raw_url, sites)
    key = "" if url is None else _key(url, sites)
    if key and not (entry.entry_id and is_home_page(key)):
        return Identity(id=_digest(key), url=url)
    if entry.entry_id:
        known_by = ["entry", entry.source, entry.entry_id]
    else:
        title = " ".join(entry.raw_title.split())
        known_by = ["title", entry.source, title, to_rfc3339(entry.published_at) or ""]
    return Identity(id=_digest(json.dumps(known_by)), url=url)


def article_id(url: str, sites: Sites = DEFAULT_SITES) -> str:
    """Return the id of the article at this address, however it is spelt.

    Parameters
    ----------
    url
        An http or https address; of any other text the id of that text.
    sites
        What is known of hosts' addresses; see `load_sites`.

    Returns
    -------
    str
        26 characters of `a-z2-7`.

    Examples
    --------
    >>> article_id("HTTP://www.News.example/lamp/?utm_source=rss")
    'neaf6gphn4llyp23kd5vtcjbmu'
    """
    return _digest(_key(url, sites))


def canonical_url(url: str, sites: Sites = DEFAULT_SITES) -> str:
    """Return the address that leads to the page: spelt in ASCII, without tracking and sessions.

    Where one address holds another (an AMP cache, a page that counts clicks), it is the inner one. It
    leads wherever `url` did, so host, last slash and order stay; `article_id` folds more. Applying it
    twice changes nothing. Of a text that is no http or https address it is the same text, quoted.

    Parameters
    ----------
    url
        An http or https address, or any other text.
    sites
        What is known of hosts' addresses; see `load_sites`.

    Returns
    -------
    str
        An address in ASCII.

    Examples
    --------
    >>> canonical_url("https://news.example/灯?utm_source=rss#comments")
    'https://news.example/%E7%81%AF'
    """
    address = _canonical(url, sites)
    return quoted(url) if address is None else str(address)


def _key(url: str, sites: Sites) -> str:
    address = _canonical(url, sites)
    return canonical_url(url, sites) if address is None else key_of(address, sites)


def _canonical(url: str, sites: Sites) -> Address | None:
    address = read_address(url)
    if address is None:
        return None
    address = unwrapped(address)
    site = sites.of(without_front(address.host))
    return replace(
        address,
        query=tuple(pair for pair in address.query if not _is_dropped(*pair, site)),
        fragment=_fragment(address.fragment, site),
    )


def _is_dropped(name: str, value: str | None, site: Site) -> bool:
    plain = name_of(name)
    if names(site.keep, plain) or (site.only and names(site.only, plain)):
        return False
    return names(site.drop, plain) or is_tracking(name, value)


def _fragment(fragment: str, site: Site) -> str:
    if site.fragment:
        return fragment if site.fragment == "keep" else ""
    return page_in(fragment, unquote(fragment))


def _digest(key: str) -> str:
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode().lower()[:ID_LENGTH]

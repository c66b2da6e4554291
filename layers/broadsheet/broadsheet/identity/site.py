"""What only a host knows about its addresses, as one line of a table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

Rewrite = tuple[str, str]
"""A pattern for the whole of `host/path?query`, and what stands instead."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """How the addresses of some hosts are folded, beyond what holds everywhere.

    `hosts` are names without `www.`, `m.`, `mobile.` and `amp.`, in ASCII; `*.example.org` is every host
    below that one. `host`, if given, is what all of them are known as. `drop` and `keep` name parameters
    that are tracking here, or are not, though they would be elsewhere; `ns_*` is every name that begins
    so. With `only`, no other parameter tells one article from another. `fragment` is `keep`, `drop`, or
    empty to judge each. `rewrites` are tried in order on the folded `host/path?query`: the first that
    matches all of it is applied.
    """

    hosts: tuple[str, ...]
    why: str
    host: str = ""
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    fragment: str = ""
    rewrites: tuple[Rewrite, ...] = ()


Sites = tuple[Site, ...]
"""Sites in the order in which they are asked: all that name a host hold for it, the first says most."""


def site_of(host: str, sites: Sites) -> Site:
    """Return what the table says of a folded host: one site made of all that name it."""
    index, names = _index(sites), [host]
    while "." in host:
        host = host.partition(".")[2]
        names.append(f"*.{host}")
    found = sorted({number for name in names for number in index.get(name, ())})
    return _joined([sites[number] for number in found])


def names(columns: tuple[str, ...], name: str) -> bool:
    """Tell whether a column of `drop`, `keep` or `only` names a parameter, given in lower case."""
    return any(name.startswith(own[:-1]) if own.endswith("*") else name == own for own in columns)


@lru_cache(maxsize=512)
def compile_rewrite(pattern: str) -> re.Pattern[str]:
    """Compile the pattern of a rewrite; the same pattern is compiled once."""
    return re.compile(pattern)


@lru_cache(maxsize=8)
def _index(sites: Sites) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, site in enumerate(sites):
        for host in site.hosts:
            index.setdefault(host, []).append(number)
    return index


def _joined(sites: list[Site]) -> Site:
    if len(sites) == 1:
        return sites[0]
    return Site(
        hosts=(),
        why="",
        host=_first(site.host for site in sites),
        drop=tuple(name for site in sites for name in site.drop),
        keep=tuple(name for site in sites for name in site.keep),
        only=next((site.only for site in sites if site.only is not None), None),
        fragment=_first(site.fragment for site in sites),
        rewrites=tuple(rewrite for site in sites for rewrite in site.rewrites),
    )


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")

"""What only a host knows about its addresses, as one line of a table."""

import re
from collections.abc import Iterable, Iterator
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


class Sites:
    """Sites in the order in which they are asked: all that name a host hold for it, the first says most."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._sites = tuple(sites)
        self._numbers: dict[str, list[int]] = {}
        for number, site in enumerate(self._sites):
            for host in site.hosts:
                self._numbers.setdefault(host, []).append(number)

    def __iter__(self) -> Iterator[Site]:
        """Yield the sites in their order."""
        return iter(self._sites)

    def of(self, host: str) -> Site:
        """Return what is known of a host, given without its front: one site made of all that name it.

        Parameters
        ----------
        host
            A host in ASCII, without `www.`, `m.`, `mobile.` and `amp.`.

        Returns
        -------
        Site
            One site, made of all that name the host or one above it; an empty one if none does.

        Examples
        --------
        >>> sites = Sites([Site(hosts=("*.news.example",), why="tracking", drop=("from",))])
        >>> sites.of("local.news.example").drop, sites.of("other.example").drop
        (('from',), ())
        """
        places = [host]
        while "." in host:
            host = host.partition(".")[2]
            places.append(f"*.{host}")
        numbers = sorted({number for place in places for number in self._numbers.get(place, ())})
        return _joined([self._sites[number] for number in numbers])


def names(columns: tuple[str, ...], name: str) -> bool:
    """Tell whether a column of `drop`, `keep` or `only` names a parameter, given in lower case."""
    return any(name.startswith(own[:-1]) if own.endswith("*") else name == own for own in columns)


@lru_cache(maxsize=512)
def compile_rewrite(pattern: str) -> re.Pattern[str]:
    """Compile the pattern of a rewrite; the same pattern is compiled once."""
    return re.compile(pattern)


_UNKNOWN = Site(hosts=(), why="nothing is known of the host")


def _joined(sites: list[Site]) -> Site:
    if len(sites) <= 1:
        return sites[0] if sites else _UNKNOWN
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

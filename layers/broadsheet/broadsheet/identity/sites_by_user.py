"""What an operator knows of hosts, in the TOML file of his rules, with the table's own columns.

[[identity]]
why = "a story is known by its number"
hosts = ["example.org", "old.example.org"]
host = "example.org"
only = ["id"]
"""

import re
import tomllib
from collections.abc import Mapping

from broadsheet.errors import InvalidRulesError
from broadsheet.identity.hosts import spell_host, without_front
from broadsheet.identity.site import Rewrite, Site, Sites, compile_rewrite
from broadsheet.identity.sites import DEFAULT_SITES

TABLE = "identity"
_COLUMNS = {"why", "hosts", "host", "drop", "keep", "only", "fragment", "rewrite"}


def load_sites(toml: str) -> Sites:
    """Return the sites of a TOML text's `[[identity]]` tables, asked first, with the built-in ones behind.

    Parameters
    ----------
    toml
        The text of a rules file; tables other than `[[identity]]` are not looked at.

    Returns
    -------
    Sites
        In the order in which they are asked: those of the text, then the built-in ones.

    Raises
    ------
    InvalidRulesError
        The text is not TOML, or one of these tables cannot be used; the message says which and why.

    Examples
    --------
    >>> from broadsheet.identity import article_id
    >>> sites = load_sites('''
    ... [[identity]]
    ... hosts = ["news.example"]
    ... why = "the edition is no part of the article"
    ... drop = ["edition"]
    ... ''')
    >>> one, other = "https://news.example/?id=1&edition=late", "https://news.example/?id=1"
    >>> article_id(one, sites) == article_id(other, sites)
    True
    """
    try:
        tables = tomllib.loads(toml).get(TABLE, [])
    except tomllib.TOMLDecodeError as error:
        raise InvalidRulesError(f"not TOML: {error}") from error
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InvalidRulesError(f"what is known of hosts stands in [[{TABLE}]] tables")
    return Sites([*(_site(number, table) for number, table in enumerate(tables, 1)), *DEFAULT_SITES])


def _site(number: int, columns: Mapping[str, object]) -> Site:
    where = f"{TABLE} {number}"
    if unknown := set(columns) - _COLUMNS:
        raise InvalidRulesError(f"{where}: unknown column {min(unknown)!r}")
    hosts = _texts(where, columns, "hosts")
    if not hosts or not _text(where, columns, "why"):
        raise InvalidRulesError(f"{where}: `hosts` and `why` are required")
    fragment = _text(where, columns, "fragment")
    if fragment not in {"", "keep", "drop"}:
        raise InvalidRulesError(f"{where}: `fragment` is one of keep, drop")
    return Site(
        hosts=tuple(map(_host, hosts)),
        why=_text(where, columns, "why"),
        host=_host(_text(where, columns, "host")),
        drop=_lower(_texts(where, columns, "drop")),
        keep=_lower(_texts(where, columns, "keep")),
        only=_lower(_texts(where, columns, "only")) if "only" in columns else None,
        fragment=fragment,
        rewrites=_rewrites(where, columns.get("rewrite", [])),
    )


def _host(written: str) -> str:
    wildcard, _, host = written.rpartition("*.")
    return (
        f"*.{spell_host(host)}" if wildcard or written.startswith("*.") else without_front(spell_host(host))
    )


def _text(where: str, columns: Mapping[str, object], column: str) -> str:
    text = columns.get(column, "")
    if not isinstance(text, str):
        raise InvalidRulesError(f"{where}: `{column}` is a string")
    return text


def _texts(where: str, columns: Mapping[str, object], column: str) -> tuple[str, ...]:
    texts = columns.get(column, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        raise InvalidRulesError(f"{where}: `{column}` is a list of strings")
    return tuple(texts)


def _lower(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.lower() for name in names)


def _rewrites(where: str, rewrites: object) -> tuple[Rewrite, ...]:
    if not isinstance(rewrites, list):
        raise InvalidRulesError(f"{where}: `rewrite` is a list of [pattern, replacement]")
    return tuple(_rewrite(where, rewrite) for rewrite in rewrites)


def _rewrite(where: str, rewrite: object) -> Rewrite:
    match rewrite:
        case [str(pattern), str(replacement)]:
            try:
                # A replacement can name a group that is not there: so it is tried on one that all match.
                groups = compile_rewrite(pattern).groups
                re.compile("()" * groups).sub(replacement, "") if groups else re.compile("").sub(
                    replacement, ""
                )
            except (re.error, IndexError) as error:
                raise InvalidRulesError(f"{where}: {error}") from error
            return pattern, replacement
    raise InvalidRulesError(f"{where}: `rewrite` is a list of [pattern, replacement]")

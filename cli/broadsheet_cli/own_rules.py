"""The option `--rules`: the operator's own rules of cleaning and identity."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from broadsheet.cleaning import DEFAULT_RULES, Rules, load_rules
from broadsheet.errors import InvalidRulesError
from broadsheet.identity import DEFAULT_SITES, Sites, load_sites


def rules_option(told: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option `--rules FILE`, which a command takes as `rules_file`."""
    kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    return click.option("--rules", "rules_file", type=kind, help=told)


def own_rules(path: Path | None) -> tuple[Rules, Sites]:
    """Return the rules of cleaning and of identity of a file; without a file, the built-in ones.

    Parameters
    ----------
    path
        A file of rules, or None.

    Returns
    -------
    tuple of Rules and Sites
        In the order in which they are tried, the built-in ones last.

    Raises
    ------
    InvalidRulesError
        They cannot be used; it names the file, and the rule.

    Examples
    --------
    >>> rules, sites = own_rules(None)
    >>> len(rules) > 50
    True
    """
    if path is None:
        return DEFAULT_RULES, DEFAULT_SITES
    try:
        toml = path.read_text("utf-8")
        return load_rules(toml), load_sites(toml)
    except UnicodeDecodeError as error:
        raise InvalidRulesError(f"{click.format_filename(path)} is not UTF-8: {error}") from error
    except InvalidRulesError as error:
        raise InvalidRulesError(f"{click.format_filename(path)}: {error}") from error

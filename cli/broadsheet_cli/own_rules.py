"""The option `--rules`: the operator's own rules of cleaning and identity."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from broadsheet.errors import InvalidRulesError


def rules_option(told: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option `--rules FILE`, which a command takes as `rules_file`."""
    kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    return click.option("--rules", "rules_file", type=kind, help=told)


def read_rules(path: Path | None) -> str:
    """Return the TOML of a file of rules; without a file, none.

    Raises
    ------
    InvalidRulesError
        The file is not UTF-8.
    """
    try:
        return path.read_text("utf-8") if path else ""
    except UnicodeDecodeError as error:
        raise InvalidRulesError(f"{click.format_filename(path or Path())} is not UTF-8: {error}") from error

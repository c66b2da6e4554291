"""What commands have in common that hand out what is signed: the names of keys, and taking them back."""

from collections.abc import Iterable
from typing import Protocol

import click

from broadsheet.retrieval.feed_tokens import is_key_name


class RevocableKeys(Protocol):
    """Keys by name."""

    def names(self) -> Iterable[str]:
        """Return the names that have a key."""
        ...

    def remove(self, name: str) -> bool:
        """Remove the key of a name; return whether there was one."""
        ...


def check_key_name(name: str) -> None:
    """Refuse what is no name of a key.

    Raises
    ------
    click.BadParameter
        It is none.
    """
    if not is_key_name(name):
        raise click.BadParameter("up to 40 of a-z, 0-9 and -", param_hint="--name")


def list_keys(keys: RevocableKeys) -> None:
    """Print the names that have a key."""
    for name in keys.names():
        click.echo(name)


def revoke_key(keys: RevocableKeys, name: str) -> None:
    """Make all that the key of a name signed worthless, and say whether there was one."""
    click.echo(f"revoked: {name}" if keys.remove(name) else f"there was nothing to revoke: {name}")

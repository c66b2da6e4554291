"""Links that let people in: to the pages for readers, and to those for operators."""

from datetime import datetime
from typing import Protocol

from broadsheet.retrieval.passes import Pass, Role, to_pass


class PassKeyMaker(Protocol):
    """The keys that sign passes, as whoever makes passes needs them."""

    def find_or_make(self, name: str) -> bytes:
        """Return the key of a name; one that nobody can guess is made where there is none."""
        ...


def reader_link(address: str, keys: PassKeyMaker, name: str, role: Role, ends_at: datetime) -> str:
    """Return a link that lets in whoever has it.

    Parameters
    ----------
    address
        Where the API answers, without a slash at the end.
    keys
        The keys that sign passes.
    name
        Whom it is for: what can be revoked.
    role
        What it is good for.
    ends_at
        Until when.
    """
    held = Pass(name=name, role=role, ends_at=ends_at)
    return f"{address}/enter?pass={to_pass(held, keys.find_or_make(name))}"

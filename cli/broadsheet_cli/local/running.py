"""Which system is up in a checkout."""

from broadsheet_cli.local.checkout import Checkout
from broadsheet_cli.local.engine_state import is_running


def address_of_running(checkout: Checkout) -> str | None:
    """Return the address of the engine of the system that is up in a checkout; None if there is none.

    Parameters
    ----------
    checkout
        Where a system may be up.

    Returns
    -------
    str or None
        The address of its engine, None if none is up.
    """
    try:
        address = checkout.up.read_text()
    except FileNotFoundError:
        return None
    return address if is_running(checkout.state / "engine") else None

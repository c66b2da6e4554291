"""Authors as the fields of a document write them."""

import re

LONGEST = 2_000  # characters
_PREPOSITION = re.compile(r"(?:written\s+by|posted\s+by|by|作者|文)(?:\s*[:：/]\s*|\s+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)")
_BEFORE_ADDRESS = re.compile(r"(?P<name>[^<>]+?)\s*<[^<>]*>")
_ADDRESS = re.compile(r"(?:mailto:|https?://)\S*|\S+@\S+", re.IGNORECASE)


def names_in(written: str) -> tuple[str, ...]:
    """Return the name in an author's field: none where it holds nothing but an address.

    What stands around a name goes: `By`, `ann@news.example (Ann Lee)`, `Ann Lee <ann@news.example>`. Several
    names in one field stay together: the cleaning takes lists apart.

    Parameters
    ----------
    written
        An author's field.

    Returns
    -------
    tuple of str
        One name, or none; a list of names stays one text.

    Examples
    --------
    >>> names_in("ann@news.example (Ann Lee)"), names_in("By Ann Lee"), names_in("ann@news.example")
    (('Ann Lee',), ('Ann Lee',), ())
    """
    text = " ".join(written[:LONGEST].split()).strip("'\"")
    match = _IN_BRACKETS.fullmatch(text) or _BEFORE_ADDRESS.fullmatch(text)
    name = _PREPOSITION.sub("", match["name"] if match else text, count=1) if text else ""
    return () if not name or _ADDRESS.fullmatch(name) else (name,)

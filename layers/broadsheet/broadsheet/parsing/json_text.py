"""JSON as documents hold it: one value, or one a line."""

import json
import re
from collections.abc import Iterator
from typing import Any

from broadsheet.errors import TooComplexError

Members = dict[str, Any]

DEEPEST = 100  # brackets within brackets; what Python's reader calls itself for
MOST_NUMBERS_LENGTH = 400  # digits of one number; longer ones take quadratic time
_HALF = re.compile("[\ud800-\udfff]")  # of a character: JSON can write one, UTF-8 cannot


def values_in(text: str) -> list[Any] | None:
    """Return the value of a text of JSON alone in a list, or those of JSON Lines; None if it is neither.

    Raises
    ------
    TooComplexError
        Its values are nested too deep.
    """
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        return [_value(text)]
    except ValueError:
        pass
    try:
        return [_value(line) for line in text.split("\n") if line.strip()]
    except ValueError:
        return None


def _value(text: str) -> Any:  # noqa: ANN401  # JSON is anything
    try:
        return json.loads(text, parse_int=_number, parse_constant=lambda _: None)
    except RecursionError as error:
        raise TooComplexError(
            "JSON of values nested too deep to be read; no feed needs over 100 levels"
        ) from error


def _number(digits: str) -> float:
    return int(digits) if len(digits) <= MOST_NUMBERS_LENGTH else 0


def text_in(members: Members, *names: str) -> str:
    """Return the first of the members that is a text, or a number as one; empty if none is."""
    for name in names:
        value = members.get(name)
        if isinstance(value, str) and value.strip():
            return _HALF.sub("", value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def objects_in(members: Members, name: str) -> Iterator[Members]:
    """Yield the objects of a member that is a list of them, or the one that it is."""
    value = members.get(name)
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item


def texts_in(members: Members, name: str) -> Iterator[str]:
    """Yield the texts of a member that is a list of them, or the one that it is."""
    value = members.get(name)
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield _HALF.sub("", item)

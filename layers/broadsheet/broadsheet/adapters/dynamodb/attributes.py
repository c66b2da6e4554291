"""Values in DynamoDB's typed form, and back: the types that the items have, and no other.

boto3 can do this too, but comes with much that nothing here uses and every cold start would load.
"""

import math
from collections.abc import Mapping
from typing import Any

Attribute = dict[str, Any]


def to_attribute(value: object) -> Attribute:
    """Return a value in DynamoDB's typed form: AttributeValue in its API reference.

    Raises
    ------
    TypeError
        Items have no values of this type.
    """
    typed: tuple[str, object]
    match value:
        case None:
            typed = "NULL", True
        case bool():
            typed = "BOOL", value
        case str():
            typed = "S", value
        case int():
            typed = "N", str(value)
        case bytes():
            typed = "B", value
        case list() | tuple():
            typed = "L", [to_attribute(each) for each in value]
        case dict():
            typed = "M", {name: to_attribute(each) for name, each in value.items()}
        case _:
            raise TypeError(f"items have no values of {type(value)}")
    kind, plain = typed
    return {kind: plain}


def from_attribute(attribute: Attribute) -> Any:  # noqa: ANN401  whatever was stored
    """Return a value from DynamoDB's typed form; whole numbers only."""
    [(kind, value)] = attribute.items()
    match kind:
        case "NULL":
            return None
        case "N":
            return int(value)
        case "L":
            return [from_attribute(each) for each in value]
        case "M":
            return {name: from_attribute(each) for name, each in value.items()}
    return value


def to_attributes(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item in DynamoDB's typed form, without attributes that are None or empty."""
    return {name: to_attribute(value) for name, value in item.items() if value not in (None, "", [], {}, ())}


def from_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item from DynamoDB's typed form."""
    return {name: from_attribute(value) for name, value in attributes.items()}


def item_size(item: Mapping[str, Any]) -> int:
    """Return the bytes of an item in DynamoDB's typed form, as DynamoDB counts them.

    By its developer guide, "DynamoDB item sizes and formats".
    """
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(attribute: Mapping[str, Any]) -> int:
    [(kind, value)] = attribute.items()
    match kind:
        case "S":
            return len(value.encode())
        case "B":
            return len(value)
        case "N":
            return math.ceil(len(value.lstrip("-")) / 2) + 1
        case "L":
            return 3 + sum(1 + _value_size(each) for each in value)
        case "M":
            return 3 + item_size(value) + len(value)
    return 1  # true, false, null

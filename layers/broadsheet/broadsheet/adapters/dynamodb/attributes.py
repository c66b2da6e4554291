"""Values in DynamoDB's typed form, and back: the types that the items have, and no other.

boto3 can do this too, but comes with much that nothing here uses and every cold start would load.
"""

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

"""The template as tests ask about it: its resources by type, and what a value refers to."""

import json
from typing import Any

from tests.aws import read_template

TEMPLATE = read_template()
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]


def of_type(*types: str) -> list[str]:
    return [name for name, resource in RESOURCES.items() if resource["Type"] in types]


def references(value: object) -> set[str]:
    """Return the names of the resources that a value refers to."""
    text = json.dumps(value)
    return {name for name in RESOURCES if f'"{name}"' in text or f'"{name}.' in text or f"${{{name}" in text}


def actions(statement: dict[str, Any]) -> list[str]:
    return statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]

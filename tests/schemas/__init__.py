"""Schemas of others' formats, and holding a document to one."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator


def faults(document: object, schema: str) -> list[str]:
    """Return what is wrong with a document by the schema of this name; nothing, if it is valid."""
    text = (Path(__file__).parent / f"{schema}.json").read_text("utf-8")
    validator = Draft202012Validator(json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]

"""Golden pairs of parsing: a document of each shape, and the entries that it must give.

To add one, put a document of your own words into `shapes/`, then let this module write the `.json` beside it,
and read what it wrote before you commit it:

    .venv/bin/python -m tests.golden.test_shapes              writes the pairs that have no .json yet
    .venv/bin/python -m tests.golden.test_shapes --all        writes all of them anew; read the difference
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from broadsheet.moments import to_rfc3339
from broadsheet.parsing import parse
from tests.builders import raw_document

SHAPES = Path(__file__).parent / "shapes"
DOCUMENTS = sorted(path for path in SHAPES.iterdir() if path.suffix != ".json")


def document_of(path: Path) -> dict[str, Any]:
    """Return what a document holds, laid out for reading, without empty fields."""
    parsed = parse(raw_document(path.read_bytes(), key=f"articles/golden/{path.name}"))
    entries = [
        asdict(entry)
        | {"published_at": to_rfc3339(entry.published_at), "updated_at": to_rfc3339(entry.updated_at)}
        for entry in parsed.entries
    ]
    laid_out = {
        "shape": parsed.shape,
        "entries": [
            {name: value for name, value in entry.items() if value not in (None, "", (), [])}
            for entry in entries
        ],
    }
    plain: dict[str, Any] = json.loads(json.dumps(laid_out))
    return plain


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_gives_its_entries(path: Path) -> None:
    assert document_of(path) == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_told_by_its_content_and_not_by_its_name(path: Path) -> None:
    shapes = {parse(raw_document(path.read_bytes(), key=f"a/1{end}")).shape for end in ("", ".md", ".xml")}
    assert shapes == {document_of(path)["shape"]}


def write_expectations(*, anew: bool) -> None:
    """Write the `.json` beside each document: those that are missing, or all of them."""
    for path in DOCUMENTS:
        target = path.with_suffix(".json")
        if anew or not target.exists():
            text = json.dumps(document_of(path), ensure_ascii=False, indent=1)
            target.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write_expectations(anew="--all" in sys.argv)

"""A shape is forgotten nowhere: it is tried, documented, shown in the inbox, and has a golden document."""

import re
import subprocess
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from broadsheet import parsing
from broadsheet.parsing import SHAPES, parse
from tests.builders import raw_document
from tests.golden.test_shapes import DOCUMENTS

ROOT = Path(__file__).parents[3]
NAMES = [shape.__module__.rpartition(".")[2] for shape in SHAPES]


def shape_of(path: Path) -> str:
    shape = parse(raw_document(path.read_bytes(), key=f"articles/harbour/{path.name}")).shape
    return shape.replace("-", "_")


def test_every_module_that_reads_a_shape_is_tried() -> None:
    modules = [
        import_module(f"broadsheet.parsing.{module.name}") for module in iter_modules(parsing.__path__)
    ]
    reading = {module.__name__.rpartition(".")[2] for module in modules if hasattr(module, "parse")}
    assert reading == set(NAMES), "add it to SHAPES in parsing/__init__.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_has_a_golden_document(name: str) -> None:
    assert name in {shape_of(path) for path in DOCUMENTS}, (
        "add one to tests/golden/shapes, then `make golden`"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_has_a_section_of_its_own_in_the_documents(name: str) -> None:
    sections = (ROOT / "docs" / "shapes.md").read_text("utf-8").split("\n## ")
    assert any(re.match(rf"[^\n]*\n`{name}\.py`", section) for section in sections)


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_is_shown_in_the_inbox(name: str) -> None:
    listed = subprocess.run(["git", "ls-files", "-z", "inbox"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    shipped = [ROOT / path for path in listed.stdout.decode().split("\0") if path]
    assert name in {shape_of(path) for path in shipped}, "git ignores the inbox: git add --force FILE"

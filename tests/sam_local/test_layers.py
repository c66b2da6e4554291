"""What is in the layers, seen from the runtime."""

import json
from pathlib import Path

import pytest

from sam_local.docker import docker
from sam_local.runtime import IMAGE, PYTHON

pytestmark = pytest.mark.sam_local

LAYERS = ("DependenciesLayer", "BroadsheetLayer")
PAGES = "PagesLayer"
FUNCTIONS = ("IngestFunction", "ApiFunction", "ReaderFunction")
UNCHECKED_HASH = 0b01

# Prints where the modules come from that a handler loads and that are neither ours nor Python's own.
ORIGINS = """
import sys
before = set(sys.modules)
import app, json
loaded = (sys.modules[name] for name in set(sys.modules) - before)
print(json.dumps(sorted({path for path in (getattr(module, "__file__", None) for module in loaded) if path})))
"""

MAGIC = "import importlib.util; print(importlib.util.MAGIC_NUMBER.hex())"


def origins(function: str, build: Path) -> list[str]:
    """Return the files of all modules that a function loads beside nothing but Python and the layers."""
    layers = (*LAYERS, PAGES) if function == "ReaderFunction" else LAYERS
    path = ":".join(f"/layers/{layer}/python" for layer in layers)
    output = docker(
        *("run", "--rm", "--network", "none", "--entrypoint", "python3"),
        *("--env", f"PYTHONPATH=/function:{path}"),
        *(f"--volume={build / layer}:/layers/{layer}:ro" for layer in layers),
        f"--volume={build / function}:/function:ro",
        *(IMAGE, "-c", ORIGINS),
    )
    return [str(path) for path in json.loads(output)]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_needs_nothing_but_its_layers_and_python(function: str, template: Path) -> None:
    files = origins(function, template.parent)
    assert any(file.startswith("/layers/DependenciesLayer/") for file in files)
    elsewhere = [file for file in files if not file.startswith(("/function/", "/layers/"))]
    assert not [file for file in elsewhere if "-packages" in file or file.startswith("/var/runtime")]


@pytest.mark.parametrize("layer", [*LAYERS, PAGES])
def test_every_module_has_bytecode_that_the_runtime_takes_without_a_look_at_the_source(
    layer: str, template: Path
) -> None:
    magic = bytes.fromhex(docker("run", "--rm", "--entrypoint", "python3", IMAGE, "-c", MAGIC))
    sources = list((template.parent / layer / "python").rglob("*.py"))
    assert sources
    for source in sources:
        bytecode = source.parent / "__pycache__" / f"{source.stem}.cpython-{PYTHON.replace('.', '')}.pyc"
        head = bytecode.read_bytes()[:8]
        assert head == magic + UNCHECKED_HASH.to_bytes(4, "little"), bytecode

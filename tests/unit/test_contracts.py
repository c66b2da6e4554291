"""The contracts of what others call: parameters, what comes back, and examples that run.

Doctest runs every example of the package, the functions and the command.
"""

import ast
import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.unit.entry_points import ENTRY_POINTS, WITHOUT_AN_EXAMPLE

ROOT = Path(__file__).parents[2]
FOLDERS = {"layers/broadsheet": "", "layers/pages": "", "cli": "", "functions": "functions."}
SECTION = re.compile(r"^(Parameters|Returns|Yields|Raises|Examples)\n-+$", re.MULTILINE)


def modules() -> dict[str, Path]:
    """Return every module by the name that it is imported by."""
    return {
        prefix
        + ".".join(path.relative_to(ROOT / folder).with_suffix("").parts).removesuffix(".__init__"): path
        for folder, prefix in FOLDERS.items()
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


MODULES = modules()
WITH_EXAMPLES = [name for name, path in MODULES.items() if ">>> " in path.read_text("utf-8")]


def function_of(name: str) -> ast.FunctionDef:
    """Return the definition of `package.module:function` or `package.module:Class.method`."""
    module, _, path = name.partition(":")
    node: ast.AST = ast.parse(MODULES[module].read_text("utf-8"))
    for part in path.split("."):
        node = [
            each
            for each in getattr(node, "body", ())
            if isinstance(each, ast.FunctionDef | ast.ClassDef) and each.name == part
        ][-1]
    assert isinstance(node, ast.FunctionDef)
    return node


PORT_METHODS = [
    f"{module}:{port.name}.{method.name}"
    for module, path in MODULES.items()
    if module.startswith("broadsheet.ports.")
    for port in ast.parse(path.read_text("utf-8")).body
    if isinstance(port, ast.ClassDef) and any(ast.unparse(base) == "Protocol" for base in port.bases)
    for method in port.body
    if isinstance(method, ast.FunctionDef)
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_in_the_contracts_run(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


@pytest.mark.parametrize(
    "name",
    [*(f"{module}:{name}" for module in ENTRY_POINTS for name in ENTRY_POINTS[module]), *PORT_METHODS],
)
def test_an_entry_point_states_its_whole_contract(name: str) -> None:
    function = function_of(name)
    contract = ast.get_docstring(function) or ""
    sections = set(SECTION.findall(contract))
    arguments = [*function.args.args, *function.args.kwonlyargs]
    parameters = [argument.arg for argument in arguments if argument.arg not in {"self", "cls"}]
    untold = [each for each in parameters if not re.search(rf"^{each}\n    ", contract, re.MULTILINE)]

    assert untold == []
    assert not parameters or "Parameters" in sections
    assert ast.unparse(function.returns or ast.Constant(None)) == "None" or sections & {"Returns", "Yields"}
    assert "." in name.partition(":")[2] or name.partition(":")[2] in WITHOUT_AN_EXAMPLE or ">>> " in contract

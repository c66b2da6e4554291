"""The conventions of the house that no linter knows: sizes, names and words. CONTRIBUTING.md tells them.

Lists of exceptions here may only shrink.
"""

import ast
import inspect
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from broadsheet.cleaning.pipeline import STEPS, Step, build_document

ROOT = Path(__file__).parents[2]
MODULE_LINES = 250
FUNCTION_LINES = 30

TABLES = {
    "layers/broadsheet/broadsheet/cleaning/removing/networks.py": "how networks are embedded",
    "layers/broadsheet/broadsheet/cleaning/rules/by_source.py": "what publishers put around articles",
    "layers/broadsheet/broadsheet/cleaning/rules/everywhere.py": "what everybody puts around articles",
    "layers/broadsheet/broadsheet/identity/sites.py": "what is known of the addresses of hosts",
    "tests/hostile/inputs.py": "what was made to harm",
}
"""Modules that are tables, each with what it lists: a table may be as long as there is to say."""

LONGER_MODULES: dict[str, int] = {}
"""Lines that a module has beyond the limit, until somebody parts it."""

LONGER_FUNCTIONS = {
    "layers/broadsheet/broadsheet/ingestion/ingest.py:ingest": 34,
}

NAMES_OF_NOTHING = {"common", "data", "helper", "helpers", "manager", "misc", "process", "util", "utils"}
"""Modules that could hold anything."""

OLD_WORDS = {
    r"past_(editions?|item)": "other_editions",
    r"\barticle\.article\b": "stored.article",
    r"\bLARGEST_FACTS\b|\barticle_facts\b": "the stored shape: adapters/dynamodb/shape.py",
    r"\bretryable\b": "retry_after",
    r"\breceipting\b|\bauditing\b|\buploading\b": "receipts, audit, upload",
    r"\btest_unwanted\b": "test_unseen_characters",
    r"\bwithdrawing\b": "withdrawals",
    r"\b(text|word)_differences?\b|retrieval[./]differences": "line_diff, word_diff",
    r"\bquery\.listing\b": "query.scope",
}
"""Words that were one's own, each with what is said now."""

SPOKEN = ("README.md", "CONTRIBUTING.md", "docs", "layers", "functions", "cli", "tests", "deploying", "fuzz")


def tracked(*patterns: str) -> list[str]:
    """Return the paths of the project's files, those that were not committed yet among them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  our own
    return [path for path in listed.stdout.splitlines() if (ROOT / path).is_file()]


MODULES = {path: (ROOT / path).read_text("utf-8") for path in tracked("*.py")}
TREES = {path: ast.parse(text) for path, text in MODULES.items()}


def docstring_lines(node: ast.AST) -> int:
    """Return how many lines the docstring of a module, class or function has: a contract takes its room."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return 0
    match node.body[0] if node.body else None:
        case ast.Expr(value=ast.Constant(value=str())) as docstring:
            return (docstring.end_lineno or 0) - docstring.lineno + 1
        case _:
            return 0


def module_lines() -> dict[str, int]:
    """Return the lines of each module, all that a reader meets."""
    return {path: text.count("\n") for path, text in MODULES.items()}


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.name}", node


@cache
def function_lines() -> dict[str, int]:
    """Return the lines of the longest function of each name in each module, without its docstring."""
    found: dict[str, int] = {}
    for name, node in functions():
        lines = (node.end_lineno or 0) - node.lineno + 1 - docstring_lines(node)
        found[name] = max(lines, found.get(name, 0))
    return found


def too_long(found: dict[str, int], limit: int, allowed: dict[str, int]) -> dict[str, int]:
    return {name: lines for name, lines in found.items() if lines > allowed.get(name, limit)}


def test_a_module_has_250_lines_at_most() -> None:
    found = {path: lines for path, lines in module_lines().items() if path not in TABLES}
    assert too_long(found, MODULE_LINES, LONGER_MODULES) == {}, "part it; the exceptions may only shrink"


def test_a_function_has_30_lines_at_most() -> None:
    assert too_long(function_lines(), FUNCTION_LINES, LONGER_FUNCTIONS) == {}, (
        "part it; the exceptions may only shrink"
    )


@pytest.mark.parametrize(
    ("found", "limit", "allowed"),
    [
        (module_lines(), MODULE_LINES, LONGER_MODULES | dict.fromkeys(TABLES, 0)),
        (function_lines(), FUNCTION_LINES, LONGER_FUNCTIONS),
    ],
    ids=["modules", "functions"],
)
def test_what_is_within_the_limits_is_no_exception_any_more(
    found: dict[str, int], limit: int, allowed: dict[str, int]
) -> None:
    shrunk = [name for name in allowed if found.get(name, 0) <= limit]
    assert shrunk == [], "take it out of the list of exceptions"


def test_no_function_is_let_off_the_limit_of_complexity() -> None:
    assert [path for path, text in MODULES.items() if re.search(r"noqa: .*C90[1]", text)] == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_step_says_what_it_reads_and_what_it_may_change(step: Step) -> None:
    told = inspect.getdoc(step if step is build_document else inspect.getmodule(step)) or ""
    assert re.search(r"^Reads .*\sChanges: ", told, re.MULTILINE | re.DOTALL)


def test_no_module_has_a_name_that_could_mean_anything() -> None:
    assert [path for path in MODULES if NAMES_OF_NOTHING & set(Path(path).with_suffix("").parts)] == []


@pytest.mark.parametrize("old", OLD_WORDS)
def test_an_old_word_is_said_nowhere(old: str) -> None:
    this = Path(__file__).relative_to(ROOT).as_posix()
    spoken = [path for path in tracked(*SPOKEN) if Path(path).suffix in {".py", ".md"} and path != this]
    said = [
        f"{path}:{number}"
        for path in spoken
        if "golden" not in path and path != "docs/decisions.md"  # which speaks as one did then
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1)
        if re.search(old, line) or re.search(old, path)
    ]
    assert said == [], f"say {OLD_WORDS[old]}"


def test_every_metric_of_the_template_is_found_by_its_name_in_the_code() -> None:
    template = (ROOT / "template.yaml").read_text("utf-8")
    own = set(re.findall(r'\["\$\{AWS::StackName\}", "(\w+)"', template))
    from_logs = set(re.findall(r"MetricTransformations:.*?MetricName: (\w+)", template, re.DOTALL))
    code = "\n".join(text for path, text in MODULES.items() if path.startswith(("layers/", "functions/")))
    assert own
    assert [name for name in own - from_logs if f'"{name}"' not in code] == []


def glossary() -> list[str]:
    """Return the words that docs/architecture.md says must be learned."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    section = page.partition("\n## Words\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| \*([^*]+)\* \|", section, re.MULTILINE)


def test_fifteen_words_must_be_learned_at_most_and_the_code_uses_each() -> None:
    words = glossary()
    package = "\n".join(text for path, text in MODULES.items() if path.startswith("layers/")).lower()
    assert 0 < len(words) <= 15
    assert [word for word in words if word.replace(" ", "_") not in package and word not in package] == []

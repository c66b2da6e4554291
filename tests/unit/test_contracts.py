"""The contracts of what others call: parameters, what comes back, and examples that run.

Doctest runs every example of the package, the functions and the command.
"""

import ast
import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {"layers/broadsheet": "", "layers/pages": "", "cli": "", "functions": "functions."}
SECTION = re.compile(r"^(Parameters|Returns|Yields|Raises|Examples)\n-+$", re.MULTILINE)
ENTRY_POINTS = {
    "broadsheet.adapters.ingest_log": ("IngestLog.last_ingest",),
    "broadsheet.adapters.sqs": ("delay_before_next_try", "messages_in"),
    "broadsheet.ingestion.deciding": ("next_step",),
    "broadsheet.ingestion.receipts": ("dismiss_rejection", "store_receipt", "store_rejection"),
    "broadsheet.ingestion.revisions": ("in_order", "revisions_of"),
    "broadsheet.ingestion.store": ("store_article",),
    "broadsheet.ingestion.withdrawals": ("restore", "withdraw"),
    "broadsheet.operating.log_lines": ("failure_in", "ingested_in", "last_of_each"),
    "broadsheet.answering.status": ("take_overview",),
    "broadsheet.operating.days": ("count_days",),
    "broadsheet.operating.remedies": ("remedy_of",),
    "broadsheet.operating.status": ("count_articles",),
    "broadsheet.presenting.bar_chart": ("stacked",),
    "broadsheet.presenting.article_json": ("article_json", "rejection_json", "revision_json", "summary_json"),
    "broadsheet.settings": tuple(f"{each}Settings.read" for each in ("Api", "Ingest", "Publish", "Reader")),
    "broadsheet.adapters.notifications": ("notified_by",),
    "broadsheet.cleaning.addresses": ("resolve",),
    "broadsheet.cleaning.facts.counting": ("length_of",),
    "broadsheet.cleaning.facts.language": ("detect_language",),
    "broadsheet.cleaning.facts.titles": ("clean_title",),
    "broadsheet.cleaning.pipeline": ("clean",),
    "broadsheet.cleaning.rules.by_operator": ("load_rules",),
    "broadsheet.cleaning.rules.rule": ("digest_of",),
    "broadsheet.cleaning.writers.sanitising": ("sanitise",),
    "broadsheet.identity": ("article_id", "canonical_url", "identify"),
    "broadsheet.identity.address": ("read_address",),
    "broadsheet.identity.content": ("content_hash",),
    "broadsheet.identity.site": ("Sites.of",),
    "broadsheet.identity.sites_by_user": ("load_sites",),
    "broadsheet.ingestion.reading": ("articles_in",),
    "broadsheet.moments": ("from_rfc3339", "to_rfc3339", "whole_milliseconds"),
    "broadsheet.parsing": ("parse",),
    "broadsheet.parsing.authors": ("names_in",),
    "broadsheet.parsing.decoding": ("decode",),
    "broadsheet.parsing.languages": ("language_of",),
    "broadsheet.parsing.moments": ("moment_of",),
    "broadsheet.parsing.source": ("source_of",),
    "broadsheet.parsing.unpacking": ("files_in",),
    "broadsheet_cli.consistency": ("examine",),
    "broadsheet_cli.delivery": ("until_done",),
    "broadsheet_cli.destination": ("local_address",),
    "broadsheet_cli.export": ("as_text", "file_part"),
    "broadsheet_cli.folders": ("key_of", "raw_files"),
    "broadsheet_cli.listings": ("summaries",),
    "broadsheet_cli.local.deployment": ("fingerprint",),
    "broadsheet_cli.local.engine": ("client_environment",),
    "broadsheet_cli.local.ports": ("free_port",),
    "broadsheet_cli.local.running": ("address_of_running",),
    "broadsheet_cli.notifications": ("keys_in", "notification_of"),
    "broadsheet_cli.own_rules": ("own_rules",),
    "broadsheet_cli.raw_versions": ("listed_order",),
    "broadsheet_cli.stack": ("describe_stack", "open_stack"),
}
"""What others than the module's own room call. A new door belongs here."""

WITHOUT_AN_EXAMPLE = {
    "restore",
    "store_receipt",
    "store_rejection",
    "dismiss_rejection",
    "revision_json",
    "summary_json",
    "describe_stack",
    "open_stack",
    "local_address",
    "messages_in",
    "take_overview",
    "until_done",
    "fingerprint",
    "address_of_running",
    "examine",
}
"""Functions whose examples would need a system, or are those of their neighbours."""


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

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
    "broadsheet.adapters.notifications": ("notified_by",),
    "broadsheet.adapters.sqs": ("delay_before_next_try", "messages_in"),
    "broadsheet.answering.articles": ("article_answer", "difference_answer"),
    "broadsheet.answering.changes": ("changes_answer",),
    "broadsheet.answering.feeds": ("feed_answer",),
    "broadsheet.answering.listings": ("id_at", "listing_answer"),
    "broadsheet.answering.operating": (
        "rejections_answer",
        "revisions_answer",
        "sources_answer",
        "subscriptions_answer",
    ),
    "broadsheet.answering.request": ("json_answer",),
    "broadsheet.answering.status": ("take_overview",),
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
    "broadsheet.ingestion.changes": ("rebuilt",),
    "broadsheet.ingestion.deciding": ("is_s3s", "next_step"),
    "broadsheet.ingestion.ingest": ("ingest",),
    "broadsheet.ingestion.reading": ("articles_in", "read"),
    "broadsheet.ingestion.receipts": ("dismiss_rejection", "give_up", "store_receipt", "store_rejection"),
    "broadsheet.ingestion.repairs": ("doubt_edition", "rebuild_article"),
    "broadsheet.ingestion.revisions": ("in_order", "reading_of", "revisions_of"),
    "broadsheet.ingestion.store": ("store_article", "store_articles"),
    "broadsheet.ingestion.stored_articles": ("to_revision", "to_stored_article"),
    "broadsheet.ingestion.withdrawals": ("restore", "withdraw"),
    "broadsheet.moments": ("from_rfc3339", "to_rfc3339", "whole_milliseconds"),
    "broadsheet.operating.days": ("count_days",),
    "broadsheet.operating.log_lines": ("failure_in", "ingested_in", "last_of_each"),
    "broadsheet.operating.remedies": ("remedy_of",),
    "broadsheet.operating.status": ("count_articles",),
    "broadsheet.parsing": ("parse",),
    "broadsheet.parsing.authors": ("names_in",),
    "broadsheet.parsing.decoding": ("decode",),
    "broadsheet.parsing.languages": ("language_of",),
    "broadsheet.parsing.moments": ("moment_of",),
    "broadsheet.parsing.source": ("source_of",),
    "broadsheet.parsing.unpacking": ("files_in",),
    "broadsheet.presenting.article_json": (
        "article_json",
        "change_json",
        "rejection_json",
        "revision_json",
        "summary_json",
        "tombstone_json",
    ),
    "broadsheet.presenting.bar_chart": ("stacked",),
    "broadsheet.presenting.feed": ("excerpt",),
    "broadsheet.presenting.names": ("article_urn", "listing_urn"),
    "broadsheet.presenting.opml": ("opml",),
    "broadsheet.publishing.events": ("event_about", "event_of"),
    "broadsheet.publishing.states": ("state_of",),
    "broadsheet.publishing.totals": ("by_source",),
    "broadsheet.retrieval.answers": ("finish",),
    "broadsheet.retrieval.cursors": ("from_cursor", "to_cursor"),
    "broadsheet.retrieval.feed_tokens": ("is_key_name", "key_name", "to_feed_token"),
    "broadsheet.retrieval.line_diff": ("line_diff",),
    "broadsheet.retrieval.negotiation": ("by_suffix",),
    "broadsheet.retrieval.parameters": ("check_names", "first", "moment", "one_of", "whole_number"),
    "broadsheet.retrieval.passes": ("pass_name", "to_pass"),
    "broadsheet.retrieval.queries": ("summary_of",),
    "broadsheet.retrieval.query_parameters": (
        "is_article_id",
        "parse_article_id",
        "parse_listing_query",
        "parse_rejection_query",
        "parse_revision",
        "parse_revision_query",
    ),
    "broadsheet.retrieval.word_diff": ("word_diff",),
    "broadsheet.settings": ("IngestSettings.read",),
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
    "address_of_running",
    "article_answer",
    "changes_answer",
    "check_names",
    "describe_stack",
    "difference_answer",
    "dismiss_rejection",
    "doubt_edition",
    "event_about",
    "event_of",
    "examine",
    "feed_answer",
    "fingerprint",
    "finish",
    "from_cursor",
    "json_answer",
    "key_name",
    "listing_answer",
    "listing_urn",
    "local_address",
    "messages_in",
    "open_stack",
    "opml",
    "parse_rejection_query",
    "parse_revision_query",
    "pass_name",
    "rebuild_article",
    "rejections_answer",
    "restore",
    "revision_json",
    "revisions_answer",
    "sources_answer",
    "state_of",
    "store_receipt",
    "store_rejection",
    "subscriptions_answer",
    "summary_json",
    "take_overview",
    "to_feed_token",
    "to_pass",
    "to_revision",
    "to_stored_article",
    "tombstone_json",
    "until_done",
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

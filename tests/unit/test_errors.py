"""What every error carries; docs/errors.md is made from the classes."""

import doctest
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

import broadsheet
import broadsheet_cli
import broadsheet_pages
from broadsheet import errors
from broadsheet.errors import (
    BroadsheetError,
    ConflictError,
    InvalidDocumentError,
    InvalidParameterError,
    TooComplexError,
)
from broadsheet.ingestion.reading import articles_in
from tests.builders import feed_file, raw_document

DOCS = Path(__file__).parents[2] / "docs"
FUNCTIONS = ("functions.api.app", "functions.ingest.app", "functions.publish.app", "functions.reader.app")
HEAD = """# Errors

Every `code` that a program may meet, made from the classes by `tests/unit/test_errors.py`. Codes are
stable, the messages beside them are for people.
"""
REJECTIONS = """
## Rejections

A raw document that can never become an article. [Operations](operations.md#rejections) says what to do.

| code | what it says |
| --- | --- |
"""
ANSWERS = """
## Answers of the API and of the pages

Beside these there are `no_route` (404), `fault` (500), and what API Gateway answers by itself.

| code | status | ask again | what it says |
| --- | --- | --- | --- |
"""
FAULTS = """
## Of a set-up, or of the command

| code | what it says |
| --- | --- |
"""


def every_error() -> list[type[BroadsheetError]]:
    """Return every error with a code of its own, wherever it is derived, by its code."""
    for package in (broadsheet, broadsheet_cli, broadsheet_pages):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for function in FUNCTIONS:
        importlib.import_module(function)
    return sorted({each for each in derived(BroadsheetError) if "code" in vars(each)}, key=lambda e: e.code)


def derived(base: type[BroadsheetError]) -> Iterator[type[BroadsheetError]]:
    for each in base.__subclasses__():
        if each.__module__.partition(".")[0] in {
            "broadsheet",
            "broadsheet_cli",
            "broadsheet_pages",
            "functions",
        }:
            yield each
            yield from derived(each)


def says(error: type[BroadsheetError]) -> str:
    """Return the contract's first sentence."""
    return " ".join((inspect.getdoc(error) or "").split("\n\n")[0].split())


def rows(found: Iterable[type[BroadsheetError]]) -> str:
    return "".join(f"| `{each.code}` | {says(each)} |\n" for each in found)


def document() -> str:
    """Return what docs/errors.md must be."""
    all_of_them = every_error()
    rejections = [
        each
        for each in all_of_them
        if issubclass(each, InvalidDocumentError) and each is not InvalidDocumentError
    ]
    answers = [each for each in all_of_them if each.status is not HTTPStatus.INTERNAL_SERVER_ERROR]
    rest = [
        each for each in all_of_them if not issubclass(each, InvalidDocumentError) and each not in answers
    ]
    again = {each: f"after {each.retry_after} s" if each.retry_after else "" for each in answers}
    table = "".join(f"| `{e.code}` | {e.status.value} | {again[e]} | {says(e)} |\n" for e in answers)
    return HEAD + REJECTIONS + rows(rejections) + ANSWERS + table + FAULTS + rows(rest)


def test_the_document_lists_every_error_as_its_class_says_it(tmp_path: Path) -> None:
    made = tmp_path / "errors.md"
    made.write_text(document(), "utf-8")
    assert (DOCS / "errors.md").read_text("utf-8") == made.read_text("utf-8"), (
        f"if that is meant, copy {made}"
    )


def test_operations_say_what_to_do_about_every_rejection() -> None:
    section = (
        (DOCS / "operations.md").read_text("utf-8").partition("\n## Rejections\n")[2].partition("\n## ")[0]
    )
    codes = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    concrete = {each.code for each in every_error() if issubclass(each, InvalidDocumentError)}
    assert codes == concrete - {InvalidDocumentError.code}


def test_no_two_errors_have_one_code() -> None:
    codes = [each.code for each in every_error()]
    assert sorted(set(codes)) == codes


def test_what_an_error_does_not_set_it_has_from_its_bases() -> None:
    class StillConflictError(ConflictError):
        """Derived, and says nothing of its own."""

    assert StillConflictError("again").status is HTTPStatus.SERVICE_UNAVAILABLE
    assert (StillConflictError.code, StillConflictError.retry_after) == (
        "conflict",
        ConflictError.retry_after,
    )


def test_an_error_that_knows_what_it_is_about_stays_about_it() -> None:
    error = TooComplexError("too many tags", key="articles/1.md")
    assert str(error.about("articles/2.md")) == "articles/1.md: too many tags"


def test_a_parameter_is_what_an_invalid_one_is_about() -> None:
    error = InvalidParameterError("limit", "is no number")
    assert (error.key, error.parameter, str(error)) == ("limit", "limit", "limit: is no number")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04" + bytes(40),
        b"\x81\xfe\xff" * 300,
        b"Dear reader,",
        feed_file(url="mailto:someone@news.example"),
        feed_file(title="A title without end " * 10_000),
        feed_file(body="<b>" * 30_000),
        feed_file(body="<p>x " * 300_000),
    ],
    ids=["empty", "binary", "not text", "no header", "no url", "facts", "deep", "tags"],
)
def test_the_message_of_a_rejection_names_its_document_once(content: bytes) -> None:
    key = "articles/harbour/1048574.md"
    with pytest.raises(InvalidDocumentError) as raised:
        articles_in(raw_document(content, key))
    assert str(raised.value).startswith(f"{key}: ")
    assert str(raised.value).count(key) == 1
    assert raised.value.key == key


def test_the_examples_in_the_contracts_run() -> None:
    assert doctest.testmod(errors).failed == 0

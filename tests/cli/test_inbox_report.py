"""What the terminal of `broadsheet local` says of a document that was dropped."""

from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from broadsheet.article import Outcome
from broadsheet.identity import article_id
from broadsheet_cli.commands.inbox_report import InboxReport
from broadsheet_cli.delivery import Delivered, Delivery
from broadsheet_cli.local.watching import Tally
from tests.aws import RAW_BUCKET
from tests.builders import URL, article, create, location, receipt, stored
from tests.cli.deployed import Deployed
from tests.fakes import FakeArticleStore

PAGE = f"http://pages.example/v1/read/{article_id(URL)}"


def said_of(delivered: Delivered, store: FakeArticleStore) -> list[str]:
    """Return the lines about a document."""
    terminal = StringIO()
    console = Console(file=terminal, soft_wrap=True)
    with InboxReport(store, "http://pages.example/v1", console) as report:
        report.delivered(delivered)
    return terminal.getvalue().splitlines()


def delivered(outcome: Outcome = Outcome.CREATED) -> Delivered:
    return Delivered(location=location(), receipt=receipt(outcome), file=None, was_there=False)


@pytest.mark.parametrize(
    ("title", "url", "said"),
    [
        ("The lamp", URL, "The lamp"),
        ("", URL, URL),
        ("", None, "Without a title"),
    ],
)
def test_an_article_is_told_of_by_its_title_or_else_its_address(
    title: str, url: str | None, said: str
) -> None:
    store, made = FakeArticleStore(), article()
    create(store, stored(replace(made, url=url, content=replace(made.content, title=title))))
    assert said_of(delivered(), store) == [f"created     {said}  {PAGE}"]


def test_an_article_that_is_not_served_is_told_of_with_the_reason() -> None:
    (line,) = said_of(delivered(Outcome.UNCHANGED), FakeArticleStore())
    assert line.startswith("unchanged   ")
    assert "no article has the id" in line


def test_a_rejected_document_is_told_of_with_its_code() -> None:
    rejected = replace(receipt(Outcome.REJECTED), article_ids=(), code="no_header", message="no known shape")
    told = Delivered(location=location(), receipt=rejected, file=None, was_there=False)
    assert said_of(told, FakeArticleStore()) == [
        "rejected    articles/harbour/1.md  no_header: no known shape"
    ]


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ({}, "31 files, nothing new"),
        ({Outcome.CREATED: 30, Outcome.REJECTED: 1}, "31 documents in"),
    ],
)
def test_the_line_of_how_far_it_has_come_ends_with_the_tally(
    deployed: Deployed, outcomes: dict[Outcome, int], said: str
) -> None:
    terminal = StringIO()
    console = Console(file=terminal, soft_wrap=True, force_terminal=True, highlight=False)
    delivery = Delivery(deployed.aws.s3, RAW_BUCKET, deployed.aws.receipts, ahead=1_000, awaits_present=False)
    tally = Tally(since=0, expected=31, outcomes=Counter(outcomes))
    with delivery, InboxReport(FakeArticleStore(), "http://pages.example/v1", console) as report:
        report.going(tally, delivery)
        report.tallied(tally)
        told = terminal.getvalue()
        console.print("next")
        assert said in told
        assert "31 found" not in terminal.getvalue().removeprefix(told)

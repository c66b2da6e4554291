"""The operator's own rules beside a function that answers by address."""

from pathlib import Path

import pytest
from aws_lambda_powertools import Logger

from broadsheet.adapters.rules_file import sites_of
from broadsheet.identity import DEFAULT_SITES, article_id

OURS = "[[identity]]\nwhy = 'its name'\nhosts = ['news.example']\nhost = 'new.example'\n"


def test_an_operators_rules_are_read_from_their_file(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(OURS, "utf-8")

    sites = sites_of(str(file), Logger())

    assert article_id("https://news.example/1", sites) == article_id("https://new.example/1")


def test_without_any_the_built_in_ones_hold() -> None:
    assert sites_of("", Logger()) is DEFAULT_SITES


def test_a_file_that_was_not_built_in_is_warned_of_and_fails_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert sites_of("nowhere.toml", Logger(service="rules-of-a-test")) is DEFAULT_SITES

    assert "no rules beside the function" in caplog.text

"""`broadsheet parse`, as an operator calls it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from broadsheet_cli.main import main
from tests.builders import URL, feed_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {
        "articles/港口/2_灯塔 | a.md": feed_file(title="灯塔"),
        "articles/harbour/1.md": feed_file(),
        ".hidden/3.md": feed_file(),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def broadsheet(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout_bytes.decode().splitlines()]


def test_a_folder_gives_one_line_a_file_named_relative_to_it(folder: Path) -> None:
    result = broadsheet("parse", folder)
    assert result.exit_code == 0
    found = {line["file"]: line["article"] for line in lines(result)}
    assert list(found) == ["articles/harbour/1.md", "articles/港口/2_灯塔 | a.md"]
    assert found["articles/港口/2_灯塔 | a.md"]["source"] == "港口"
    assert found["articles/harbour/1.md"]["raw_url"] == URL


def test_a_root_names_the_files_of_a_folder_below_it(folder: Path) -> None:
    result = broadsheet("parse", "--root", folder, folder / "articles" / "harbour")
    assert [line["file"] for line in lines(result)] == ["articles/harbour/1.md"]


def test_a_file_outside_the_root_is_a_usage_error(folder: Path) -> None:
    result = broadsheet("parse", "--root", folder / "articles" / "港口", folder / "articles" / "harbour")
    assert result.exit_code == 2
    assert "does not lie below" in result.stderr


def test_an_article_that_is_not_stored_has_no_revision_and_no_clocks(folder: Path) -> None:
    (line,) = lines(broadsheet("parse", folder / "articles/harbour/1.md"))
    article = line["article"]
    assert line["file"] == "1.md"
    unknown = ("revision", "first_seen_at", "content_changed_at", "processed_at")
    assert [article[name] for name in unknown] == [None] * 4


def test_a_rejected_file_has_a_line_that_says_why_and_the_exit_status_says_so(folder: Path) -> None:
    (folder / "articles/harbour/0.md").write_text("Dear reader,")
    result = broadsheet("parse", folder)
    assert result.exit_code == 1
    first, *others = lines(result)
    assert (first["file"], first["error"]["code"]) == ("articles/harbour/0.md", "no_header")
    assert "title" in first["error"]["message"]
    assert all("article" in line for line in others)


def test_rules_of_ones_own_are_applied_beside_the_others(folder: Path) -> None:
    rules = folder / ".rules.toml"
    rules.write_text('[[rule]]\nname = "doors"\nwhy = "a test"\ntext = "The old lighthouse .*"\n')
    (line,) = lines(broadsheet("parse", "--rules", rules, folder / "articles/harbour/1.md"))
    assert line["article"]["text"] == ""
    assert [removal["rule"] for removal in line["article"]["removed"]] == ["doors"]


def test_rules_that_cannot_be_used_are_an_error_that_says_why(folder: Path) -> None:
    rules = folder / ".rules.toml"
    rules.write_text('[[rule]]\nname = "doors"\n')
    result = broadsheet("parse", "--rules", rules, folder)
    assert result.exit_code == 1
    assert "`why`" in result.stderr


def test_a_path_that_does_not_exist_is_a_usage_error() -> None:
    assert broadsheet("parse", "nowhere.md").exit_code == 2


def test_help_names_every_command() -> None:
    output = broadsheet("--help").output
    assert all(name in output for name in main.commands)

"""`broadsheet parse`, as an operator calls it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from broadsheet.identity import IDENTITY_VERSION, article_id
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


def test_a_link_is_named_as_it_stands_wherever_it_leads(folder: Path) -> None:
    inside, outside = folder / "articles", folder / ".hidden/3.md"
    (inside / "away.md").symlink_to(outside)
    (inside / "beside.md").symlink_to(inside / "harbour/1.md")
    result = broadsheet("parse", inside)
    assert result.exit_code == 0, result.output
    assert [line["file"] for line in lines(result)] == [
        "away.md",
        "beside.md",
        "harbour/1.md",
        "港口/2_灯塔 | a.md",
    ]


@pytest.mark.parametrize(
    ("root", "named", "key"),
    [
        ("articles/..", "articles/harbour", "articles/harbour/1.md"),
        (".", "articles/港口/../harbour", "articles/harbour/1.md"),
        ("link", "link/articles/harbour", "articles/harbour/1.md"),
        ("link", "articles/harbour", "articles/harbour/1.md"),
        ("articles", "link/articles/harbour", "harbour/1.md"),
        (".", "link/articles/harbour", "link/articles/harbour/1.md"),
    ],
)
def test_a_root_and_what_is_below_it_may_be_written_in_different_ways(
    root: str, named: str, key: str, folder: Path
) -> None:
    (folder / "link").symlink_to(folder)
    result = broadsheet("parse", "--root", folder / root, folder / named)
    assert [line["file"] for line in lines(result)] == [key]


def test_a_name_that_is_not_utf_8_is_an_error_of_that_file_alone(folder: Path) -> None:
    (folder / "articles/harbour" / os.fsdecode(b"0 caf\xe9.md")).write_bytes(feed_file())
    result = broadsheet("parse", folder)
    assert result.exit_code == 1
    first, *others = lines(result)
    assert (first["file"], first["error"]["code"]) == ("articles/harbour/0 caf\ufffd.md", "name_not_text")
    assert "rename" in first["error"]["message"]
    assert [line["file"] for line in others] == ["articles/harbour/1.md", "articles/港口/2_灯塔 | a.md"]


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


def test_every_article_of_a_document_has_a_line_and_an_entry_that_is_none_has_one_too(folder: Path) -> None:
    item = "<item><title>T{0}</title><link>https://news.example/{0}</link></item>"
    feed = f"<rss><channel>{item.format(1)}<item/>{item.format(2)}</channel></rss>"
    (folder / "articles/harbour/0.xml").write_text(feed)
    result = broadsheet("parse", folder)
    assert result.exit_code == 1
    found = [line for line in lines(result) if line["file"] == "articles/harbour/0.xml"]
    assert [line["article"]["title"] for line in found if "article" in line] == ["T1", "T2"]
    assert [(line["entry"], line["error"]["code"]) for line in found if "error" in line] == [
        (2, "empty_entry")
    ]
    assert [row.split() for row in result.stderr.splitlines()] == [
        ["shape", "files", "articles", "rejected"],
        ["feed-file", "2", "2", "0"],
        ["xml-feed", "1", "2", "1"],
    ]


def test_rules_of_ones_own_are_applied_beside_the_others(folder: Path) -> None:
    rules = folder / ".rules.toml"
    rules.write_text('[[rule]]\nname = "doors"\nwhy = "a test"\ntext = "The old lighthouse .*"\n')
    (line,) = lines(broadsheet("parse", "--rules", rules, folder / "articles/harbour/1.md"))
    assert line["article"]["text"] == ""
    assert [removal["rule"] for removal in line["article"]["removed"]] == ["doors"]


def test_what_the_operator_knows_of_a_host_decides_which_article_it_is(folder: Path) -> None:
    file, rules = folder / "articles/harbour/1.md", folder / ".rules.toml"
    rules.write_text("[[identity]]\nwhy = 'its old name'\nhosts = ['news.example']\nhost = 'new.example'\n")
    (line,) = lines(broadsheet("parse", "--rules", rules, file))
    assert line["article"]["id"] == article_id(URL.replace("news.example", "new.example"))
    assert line["article"]["url"] == URL
    assert line["article"]["identity_version"] == IDENTITY_VERSION


def test_rules_that_cannot_be_used_are_an_error_that_says_why(folder: Path) -> None:
    rules = folder / ".rules.toml"
    rules.write_text('[[rule]]\nname = "doors"\n')
    result = broadsheet("parse", "--rules", rules, folder)
    assert result.exit_code == 1
    assert "`why`" in result.stderr


def test_rules_that_are_not_utf_8_are_an_error_that_names_the_file(folder: Path) -> None:
    rules = folder / ".rules.toml"
    rules.write_bytes(b'[[rule]]\nname = "caf\xe9"\n')
    result = broadsheet("parse", "--rules", rules, folder)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert f"{rules} is not UTF-8" in result.stderr


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)  # the modes of a file do not keep root out
    result = broadsheet("parse", folder / "articles/harbour/1.md")
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert result.stderr.startswith("Error: ")
    assert "Permission denied" in result.stderr
    assert "1.md" in result.stderr


def test_a_path_that_does_not_exist_is_a_usage_error() -> None:
    assert broadsheet("parse", "nowhere.md").exit_code == 2


def test_standard_input_is_a_file_too() -> None:
    result = CliRunner().invoke(main, ["parse", "-"], input=feed_file(title="From a pipe"))

    assert result.exit_code == 0
    assert json.loads(result.stdout)["article"]["title"] == "From a pipe"


def test_of_more_than_one_file_a_tally_is_told(tmp_path: Path) -> None:
    for name, content in (("a.md", feed_file()), ("b.md", feed_file()), ("c.md", b"Dear reader,")):
        (tmp_path / name).write_bytes(content)

    result = CliRunner().invoke(main, ["parse", str(tmp_path)])

    head, *rows = [line.split() for line in result.stderr.splitlines()]
    assert head == ["shape", "files", "articles", "rejected"]
    assert rows == [["feed-file", "2", "2", "0"], ["none", "1", "0", "1"]]
    assert len(result.stdout.splitlines()) == 3


def test_an_empty_folder_is_told_of(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["parse", str(tmp_path)]).stderr
    assert told.splitlines()[1:] == ["no files"]


def test_rules_that_cannot_be_used_name_their_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[rule]]\nname = "x"\n')
    (tmp_path / "a.md").write_bytes(feed_file())

    result = CliRunner().invoke(
        main, ["parse", "--rules", str(tmp_path / "mine.toml"), str(tmp_path / "a.md")]
    )

    assert result.exit_code == 1
    assert "mine.toml: " in result.stderr

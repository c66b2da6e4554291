"""`broadsheet parse --explain`, as an operator reads it."""

from pathlib import Path

from click.testing import CliRunner, Result

from broadsheet_cli.main import main
from tests.builders import feed_file

BODY = "<p>The lamp of the lighthouse was lit again on Tuesday.</p><div class=ad-slot>Buy oil now</div>"


def explain(path: Path, *, color: bool = False) -> Result:
    return CliRunner().invoke(main, ["parse", "--explain", str(path)], color=color)


def test_explain_shows_what_went_by_which_rule_and_why_and_what_stayed(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_bytes(feed_file(title="The lamp", body=f"{BODY}<p>Share this:</p>"))
    result = explain(tmp_path / "1.md")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    shown = result.stdout.splitlines()
    assert shown[:2] == ["1.md", "The lamp"]
    assert "2 pieces went" in shown
    went = shown.index("  - Buy oil now")
    assert "a tag div.ad-slot: " in shown[went + 1]
    assert shown[shown.index("  - Share this:") + 1].startswith("      share, a line: ")
    assert shown[-1] == "  + The lamp of the lighthouse was lit again on Tuesday."


def test_explain_is_coloured_for_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_bytes(feed_file(body=BODY))
    result = explain(tmp_path / "1.md", color=True)
    assert "\x1b[31m  - Buy oil now\x1b[0m" in result.stdout


def test_explain_says_why_a_file_is_rejected_and_what_would_have_to_change(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_bytes(b"")
    result = explain(tmp_path / "1.md")
    assert result.exit_code == 1
    assert "rejected, empty_file: the file is empty; drop it again when it is written" in result.stdout


def test_explain_shows_a_terminal_no_commands(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_bytes(feed_file(title="a\x1b[31mb", url="ftp://\x1b[31m"))
    assert "\x1b" not in explain(tmp_path).stdout

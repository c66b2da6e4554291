"""Every command that the documents show is one that there is, with options that it has."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from broadsheet.cleaning.pipeline import STEPS
from broadsheet_cli.local.checkout import this_checkout
from broadsheet_cli.main import main

ROOT = this_checkout().root
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"(?:\$ |`|&& )(?:\.venv/bin/)?broadsheet ([^`\n#|]+)")
SHOWN = [
    (page.name, match.group(1).strip())
    for page in PAGES
    for match in COMMAND.finditer(page.read_text("utf-8"))
    if not match.group(1).startswith(("COMMAND", "status, export"))
]


@pytest.mark.parametrize(("page", "shown"), SHOWN)
def test_a_command_that_is_shown_can_be_given(page: str, shown: str) -> None:
    name, *words = shlex.split(shown)
    command = main.commands[name]
    options = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }

    assert isinstance(command, click.Command)
    for word in words:
        assert not word.startswith("--") or word.partition("=")[0] in options


def test_the_raw_file_that_the_readme_shows_comes_out_clean(tmp_path: Path) -> None:
    readme = PAGES[0].read_text("utf-8")
    shown = re.search(r"\n## A raw file\n\n```\n(.*?)```", readme, re.DOTALL)
    assert shown
    (tmp_path / "1.md").write_text(shown[1], "utf-8")

    result = CliRunner().invoke(main, ["parse", str(tmp_path / "1.md")])

    article = json.loads(result.stdout)["article"]
    assert (article["text"], article["links"]) == ("The lamp is lit.", [])
    assert [removal["rule"] for removal in article["removed"]] == ["share"]


def test_the_documents_show_every_command() -> None:
    assert {shown.split()[0] for _, shown in SHOWN} >= set(main.commands)


def test_the_page_on_cleaning_has_every_step_in_its_order() -> None:
    page = (ROOT / "docs" / "cleaning.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| `\w+/", page, re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert told == ["parse", *dict.fromkeys(step.__name__ for step in STEPS)]


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "tests" / "golden").glob("*.py")],
    ids=lambda page: Path(page).name,
)
def test_python_is_run_from_the_checkouts_environment(page: Path) -> None:
    assert not re.findall(r"(?<!bin/)python -m (?:benchmarks|tests|fuzz)", page.read_text("utf-8"))

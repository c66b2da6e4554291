"""An archive in the inbox, a document that fails, rules of one's own: nothing waits behind anything."""

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from broadsheet.identity import article_id
from broadsheet_cli.stack import Stack
from tests.builders import feed_file
from tests.e2e.running import RunningSystem, wait_until
from tests.e2e.watching import without

pytestmark = pytest.mark.e2e

ARCHIVE = 150
RULES = """
[[rule]]
name = "motto"
why = "the paper's motto under every article"
text = "Light for all[.]?"
"""
WITH_MOTTO = "<p>The lamp is lit, and it is lit well.</p><p>Light for all.</p>"


def notes(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / ".broadsheet-export.json").read_text())["articles"])


def test_a_file_dropped_into_an_archives_ingestion_is_told_of_before_the_archive_is_done(
    system: RunningSystem,
) -> None:
    old = range(ARCHIVE)
    system.drop_together(
        "archive", {f"{n}.md": feed_file(f"Old {n}", f"https://n.example/old/{n}") for n in old}
    )
    system.wait_for("found")

    system.drop_together("lights", {"new.md": feed_file("Dropped midway", "https://n.example/midway")})

    assert system.wait_for("Dropped midway").startswith("created ")
    assert f"{ARCHIVE} created" in system.wait_for("documents in")


def test_the_commands_tell_how_it_stands_and_export_it(system: RunningSystem, tmp_path: Path) -> None:
    status = json.loads(system.command("status", "--json", "--withdrawn").stdout)
    assert (status["articles"], status["sources"]["archive"]) == (ARCHIVE + 1, ARCHIVE)
    assert (status["queued"], status["dead_letters"], status["withdrawn"]) == (0, 0, 0)

    found = system.command_without_settings("status", "--json")
    assert f"the local system, http://127.0.0.1:{system.port}" in found.stderr.replace(
        "localhost", "127.0.0.1"
    )
    assert json.loads(found.stdout)["articles"] == ARCHIVE + 1

    exported = system.command("export", str(tmp_path / "out"))
    assert f"{ARCHIVE + 1} written" in exported.stdout
    assert len(notes(tmp_path / "out")) == ARCHIVE + 1


def test_a_document_that_fails_is_told_of_by_name_and_reason_and_holds_up_no_other(
    system: RunningSystem, stack: Stack
) -> None:
    assert stack.table, "the stack that this process' clients see"
    with without("StoreArticles", "IngestFunction"):
        system.drop("harbour/fails.md", feed_file("It fails", "https://n.example/fails"))
        line = system.wait_for("failing")
        assert "harbour/fails.md" in line
        assert "AccessDenied" in line
        failing = json.loads(system.command("status", "--json").stdout)["failing"]
        assert [failure["key"] for failure in failing] == ["harbour/fails.md"]

    system.drop("harbour/works.md", feed_file("It works", "https://n.example/works"))
    assert system.wait_for("It works").startswith("created ")
    wait_until(lambda: system.get(f"/articles/{article_id('https://n.example/fails')}")[0] == HTTPStatus.OK)


def test_rules_of_ones_own_hold_until_a_start_without_them(system: RunningSystem, tmp_path: Path) -> None:
    rules = tmp_path / "mine.toml"
    rules.write_text(RULES)
    assert system.stop() == 0
    system.start("--rules", str(rules))
    system.drop("harbour/motto.md", feed_file("With rules", "https://n.example/motto", WITH_MOTTO))
    path = system.path_of(system.wait_for("With rules"))
    assert "Light for all" not in system.get(path)[1]["text"]

    assert system.stop() == 0
    system.start()
    assert system.command("replay", "--prefix", "harbour/motto.md").returncode == 0

    wait_until(lambda: "Light for all" in system.get(path)[1]["text"])

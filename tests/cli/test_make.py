"""What `make` cannot do it refuses in a line, and no file of the project is touched."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from broadsheet_cli.local.checkout import this_checkout

ROOT = this_checkout().root
INSTALLED = (".venv/.installed", *(f".local/tools/{name}/.installed" for name in ("engine", "sam", "peers")))

# With these in its environment, as `make test` sets them, make says which folder it enters.
OF_THE_MAKE_AROUND = frozenset({"MAKEFLAGS", "MAKELEVEL", "MFLAGS"})


def make(*words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run make in the checkout, with everything taken as installed; `path` comes first in PATH."""
    environment = {name: value for name, value in os.environ.items() if name not in OF_THE_MAKE_AROUND}
    if path:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    as_installed = [part for path in INSTALLED for part in ("-o", path)]
    return subprocess.run(  # noqa: S603  with words of this file
        [str(shutil.which("make")), *as_installed, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "what_to_say"),
    [
        (["cost"], "CORPUS="),
        (["cost", "CORPUS=/nope"], "CORPUS="),
        (["bench"], "CORPUS="),
        (["quality"], "CORPUS="),
        (["quality", "CORPUS=tests"], "LABELS="),
        (["local-invoke"], "EVENT="),
        (["local-invoke", "EVENT=/nope"], "EVENT="),
    ],
)
def test_what_lacks_an_argument_says_which(words: list[str], what_to_say: str) -> None:
    page = (ROOT / "docs" / "cost.md").read_bytes()

    done = make(*words)

    assert done.returncode == 2
    assert what_to_say in done.stderr.splitlines()[0]
    assert (ROOT / "docs" / "cost.md").read_bytes() == page


def test_without_docker_nothing_is_begun_and_one_line_says_so(tmp_path: Path) -> None:
    docker = tmp_path / "docker"
    docker.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    docker.chmod(0o755)

    done = make("sam-local", path=tmp_path)

    assert done.returncode == 2
    assert done.stdout == ""
    told, *by_make = done.stderr.splitlines()
    assert "Docker does not answer" in told
    assert all(line.startswith("make:") for line in by_make)


def test_a_folder_without_files_costs_nothing_and_leaves_the_page(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "cost.md").read_bytes()

    done = make("cost", f"CORPUS={tmp_path}")

    assert done.returncode == 2
    assert "there are no files" in done.stderr
    assert (ROOT / "docs" / "cost.md").read_bytes() == page


@pytest.mark.parametrize("name", ["theirs/1.md", "a.md", "harbour-gazette/mine.md"])
def test_what_is_dropped_into_the_inbox_is_nothing_to_commit(name: str) -> None:
    git = [str(shutil.which("git")), "check-ignore", "--quiet", f"inbox/{name}"]

    assert subprocess.run(git, cwd=ROOT, check=False).returncode == 0  # noqa: S603  with words of this file

"""When a build for this machine is up to date, and what is said when the SAM CLI fails."""

from pathlib import Path

import pytest

from broadsheet_cli.local.checkout import Checkout, ToolMissingError
from broadsheet_cli.local.deployment import DeploymentError, build, deploy, fingerprint

SAM_THAT_COUNTS = """#!/bin/sh
echo "$@" >> runs
mkdir -p "$3"
"""
SAM_THAT_FAILS = """#!/bin/sh
echo 'the template is not a template'
exit 1
"""
SAM_WITH_NOTHING_TO_DO = """#!/bin/sh
echo 'No changes to deploy. Stack broadsheet is up to date'
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    for name in ("template.yaml", "samconfig.toml", "functions/api/app.py", "layers/broadsheet/Makefile"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    install(tmp_path, "uv", "")
    return Checkout(root=tmp_path, home=tmp_path / "home")


def install(root: Path, name: str, script: str) -> None:
    program = root / ".local" / "tools" / name / "bin" / name
    program.parent.mkdir(parents=True)
    program.write_text(script)
    program.chmod(0o755)


def test_a_build_is_made_once_and_again_only_when_a_source_changes(checkout: Checkout) -> None:
    install(checkout.root, "sam", SAM_THAT_COUNTS)
    said: list[str] = []
    for _ in range(2):
        build(checkout, said.append)
    (checkout.root / "functions/api/app.py").write_text("changed")
    for _ in range(2):
        build(checkout, said.append)

    assert len((checkout.root / "runs").read_text().splitlines()) == len(said) == 2


def test_what_python_leaves_beside_the_sources_is_no_change(checkout: Checkout) -> None:
    before = fingerprint(checkout)
    (checkout.root / "functions/api/__pycache__").mkdir()
    (checkout.root / "functions/api/__pycache__/app.pyc").write_bytes(b"compiled")

    assert fingerprint(checkout) == before


def test_a_renamed_source_is_a_change(checkout: Checkout) -> None:
    before = fingerprint(checkout)
    (checkout.root / "functions/api/app.py").rename(checkout.root / "functions/api/main.py")

    assert fingerprint(checkout) != before


def test_a_failed_build_says_why_and_is_tried_again(checkout: Checkout) -> None:
    install(checkout.root, "sam", SAM_THAT_FAILS)
    for _ in range(2):
        with pytest.raises(DeploymentError, match="not a template"):
            build(checkout, lambda _: None)


def test_a_deployment_says_whether_it_changed_anything(checkout: Checkout) -> None:
    install(checkout.root, "sam", SAM_WITH_NOTHING_TO_DO)

    assert deploy(checkout, {"PATH": "/bin"}, "broadsheet") is False


def test_a_tool_that_is_not_installed_is_named(checkout: Checkout) -> None:
    with pytest.raises(ToolMissingError, match="ministack"):
        checkout.tool("engine", "ministack")

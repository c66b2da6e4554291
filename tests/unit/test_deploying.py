"""What `make deploy` and the pipeline rely on, without deploying anything."""

import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from deploying import __main__ as deploying

ROOT = Path(__file__).parents[2]
LAYER = ROOT / "layers" / "dependencies"


def test_a_layer_for_another_processor_is_refused_before_it_is_deployed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_for = tmp_path / "built-for"
    monkeypatch.setattr(deploying, "BUILT_FOR", built_for)
    assert "built for nothing" in CliRunner().invoke(deploying.main, ["layers", "3.13", "arm64"]).output
    built_for.write_text("python3.13 arm64\n")
    assert CliRunner().invoke(deploying.main, ["layers", "3.13", "arm64"]).exit_code == 0
    refused = CliRunner().invoke(deploying.main, ["layers", "3.13", "x86_64"])
    assert refused.exit_code == 1
    assert "make build RUNTIME=3.13 ARCHITECTURE=x86_64" in refused.output


def test_without_a_region_nothing_is_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    refused = CliRunner().invoke(deploying.main, ["account"])
    assert refused.exit_code == 1
    assert "AWS_DEFAULT_REGION" in refused.output


def make(*words: str, cwd: Path = ROOT, path: str = "/usr/bin:/bin") -> "subprocess.CompletedProcess[str]":
    command = ["/usr/bin/make", *words]
    return subprocess.run(  # noqa: S603  # our own
        command, cwd=cwd, env={"PATH": path}, capture_output=True, text=True, check=False
    )


def test_a_build_without_uv_says_what_to_do(tmp_path: Path) -> None:
    done = make("build-DependenciesLayer", f"ARTIFACTS_DIR={tmp_path}", cwd=LAYER)
    assert done.returncode != 0
    assert "make build" in done.stderr


@pytest.mark.parametrize(("wanted", "fails"), [("yes", True), ("no", False)])
def test_a_build_without_bytecode_fails_unless_that_is_meant(
    tmp_path: Path, wanted: str, *, fails: bool
) -> None:
    done = make(
        "build-BroadsheetLayer",
        f"ARTIFACTS_DIR={tmp_path}",
        "BROADSHEET_INTERPRETER=false",
        f"BROADSHEET_BYTECODE={wanted}",
        cwd=ROOT / "layers" / "broadsheet",
    )
    assert (done.returncode != 0) is fails
    assert "WITHOUT BYTECODE" in done.stderr


def test_a_deployment_asks_nobody_when_told_so_and_publishes_a_changed_template() -> None:
    told = make("--dry-run", "deploy", "CONFIRM=no", "STACK=two", "SAM_FLAGS=--debug").stdout
    assert "--stack-name two" in told
    assert "--no-confirm-changeset" in told
    assert "--debug" in told
    assert "cat template.yaml" in told
    assert told.index("deploying account") < told.index("sam build") < told.index("sam deploy")
    assert told.index("sam deploy") < told.index("deploying smoke")
    assert "--no-confirm-changeset" not in make("--dry-run", "deploy").stdout


def test_every_environment_that_the_pipeline_deploys_has_settings_and_a_stack() -> None:
    pipeline = (ROOT / ".github" / "workflows" / "deploy.yml").read_text("utf-8")
    assert {"test", "production"} == set(yaml.safe_load(pipeline)["jobs"])
    settings = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))
    for environment in ("default", "test", "prod"):
        assert deploying.stack_of(environment) == settings[environment]["global"]["parameters"]["stack_name"]
        assert settings[environment]["deploy"]["parameters"]["capabilities"] == "CAPABILITY_IAM"
    assert "ENVIRONMENT=test" in pipeline
    assert "ENVIRONMENT=prod" in pipeline


def test_every_finding_of_the_scan_that_is_left_has_a_reason() -> None:
    lines = (ROOT / ".checkov.yaml").read_text("utf-8").splitlines()
    skipped = [number for number, line in enumerate(lines) if line.strip().startswith("- CKV")]
    assert skipped
    assert all(lines[number - 1].strip().startswith("#") for number in skipped)

"""Deployments over a running system: of a version that works, of one that does not, of a parameter."""

import platform
import shutil
import subprocess
from pathlib import Path

import boto3
import pytest

from broadsheet import PARSER_VERSION
from broadsheet_cli.local.checkout import Checkout, this_checkout
from broadsheet_cli.local.deployment import ARCHITECTURES, BUILT_FROM, PYTHON, DeploymentError, build, deploy
from broadsheet_cli.stack import DEFAULT_STACK, Stack, describe_stack
from tests.builders import feed_file, later
from tests.e2e.running import RunningSystem, wait_until
from tests.e2e.watching import deployed

pytestmark = pytest.mark.e2e

STATEFUL = ("RawBucket", "ContentBucket", "ArticleTable", "RawQueue", "RawDeadLetterQueue", "Api")
URL = "https://n.example/kept"
# Nobody ever tells it that all is well, so a stack that has it is rolled back when the rest is done.
NEVER_READY = """
  Nobody:
    Type: AWS::CloudFormation::WaitConditionHandle
  NeverReady:
    Type: AWS::CloudFormation::WaitCondition
    DependsOn: [ApiFunction, IngestFunction, IngestFunctionFromQueue]
    Properties:
      Handle: !Ref Nobody
      Timeout: "1"

Outputs:
"""


def a_later_version(folder: Path) -> Checkout:
    """Return a checkout of the project in a folder, to be changed."""
    here = this_checkout().root
    for name in BUILT_FROM:
        copy = shutil.copytree if (here / name).is_dir() else shutil.copy2
        copy(here / name, folder / name)
    (folder / ".local").mkdir()
    (folder / ".local" / "tools").symlink_to(here / ".local" / "tools")
    return Checkout(root=folder, home=folder / ".local")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def deploy_over(system: RunningSystem, checkout: Checkout) -> bool:
    build(checkout, lambda _: None)
    return deploy(checkout, system.environment, DEFAULT_STACK)


def physical_ids() -> dict[str, str]:
    resources = boto3.client("cloudformation").describe_stack_resources(StackName=DEFAULT_STACK)
    return {
        resource["LogicalResourceId"]: resource["PhysicalResourceId"]
        for resource in resources["StackResources"]
        if resource["LogicalResourceId"] in STATEFUL
    }


def status() -> str:
    return boto3.client("cloudformation").describe_stacks(StackName=DEFAULT_STACK)["Stacks"][0]["StackStatus"]


def test_an_update_in_place_keeps_every_article_and_revision(
    system: RunningSystem, stack: Stack, tmp_path: Path
) -> None:
    system.drop("harbour/kept.md", feed_file(title="First kept", url=URL))
    system.wait_for("First kept")
    system.drop("harbour/kept.md", feed_file(title="Then kept", url=URL, published_at=later(1)))
    address = system.path_of(system.wait_for("Then kept"))
    resources, listing = physical_ids(), system.get("/articles")
    revisions = system.get(f"{address}/revisions")
    checkout = a_later_version(tmp_path)
    package = checkout.root / "layers" / "broadsheet" / "broadsheet" / "__init__.py"
    replace(package, f"PARSER_VERSION = {PARSER_VERSION}", f"PARSER_VERSION = {PARSER_VERSION + 1}")

    assert deploy_over(system, checkout)

    assert status() == "UPDATE_COMPLETE"
    assert physical_ids() == resources
    assert describe_stack(boto3.client("cloudformation"), DEFAULT_STACK) == stack
    assert system.get("/articles") == listing
    assert system.get(f"{address}/revisions") == revisions

    replayed = system.command("replay", "--parser-older-than", str(PARSER_VERSION + 1))
    assert replayed.returncode == 0, replayed.stderr
    wait_until(lambda: system.get(address)[1]["parser_version"] == PARSER_VERSION + 1)
    wait_until(lambda: system.command("audit").returncode == 0)
    assert system.get(address)[1]["revision"] == 2


def test_an_update_that_fails_leaves_the_version_before_at_work(
    system: RunningSystem, stack: Stack, tmp_path: Path
) -> None:
    system.drop("harbour/before.md", feed_file(title="Before", url="https://n.example/before"))
    before = system.path_of(system.wait_for("Before"))
    checkout = a_later_version(tmp_path)
    for function in ("api", "ingest"):
        with (checkout.root / "functions" / function / "app.py").open("a") as file:
            file.write('\nraise RuntimeError("a version that does not even start")\n')
    replace(checkout.root / "template.yaml", "\nOutputs:\n", NEVER_READY)

    with pytest.raises(DeploymentError):
        deploy_over(system, checkout)

    assert status() == "UPDATE_ROLLBACK_COMPLETE"
    assert system.get(before)[1]["title"] == "Before"
    system.drop("harbour/after.md", feed_file(title="After all", url="https://n.example/after"))
    assert system.wait_for("After all").startswith("created ")
    assert describe_stack(boto3.client("cloudformation"), DEFAULT_STACK) == stack


def test_a_parameter_that_make_deploy_changes_reaches_the_functions_at_work(
    system: RunningSystem, stack: Stack
) -> None:
    machine = platform.machine().lower()
    done = subprocess.run(
        [
            str(shutil.which("make")),
            "deploy",
            f"RUNTIME={PYTHON}",
            f"ARCHITECTURE={ARCHITECTURES.get(machine, machine)}",
            "PARAMETERS=RequireTls=false LogLevel=DEBUG",
        ],
        cwd=this_checkout().root,
        env=system.environment,
        input="y\n",  # to the changes that are shown
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    for function in ("IngestFunction", "ApiFunction"):
        at_work = boto3.client("lambda").get_function_configuration(
            FunctionName=deployed(function), Qualifier="live"
        )
        assert at_work["Environment"]["Variables"]["LOG_LEVEL"] == "DEBUG"
    assert describe_stack(boto3.client("cloudformation"), DEFAULT_STACK) == stack

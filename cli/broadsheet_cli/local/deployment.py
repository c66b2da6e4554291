"""Building the template for this machine and deploying it to the local engine, with the SAM CLI."""

import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from broadsheet.errors import BroadsheetError
from broadsheet_cli.local.checkout import Checkout

BUILT_FROM = ("template.yaml", "samconfig.toml", "functions", "layers")
ARCHITECTURES = {"aarch64": "arm64", "arm64": "arm64", "x86_64": "x86_64", "amd64": "x86_64"}
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# What the layers' makefiles are told, in their words, to build for this machine.
THIS_MACHINE: Mapping[str, str] = {"BROADSHEET_PYTHON": PYTHON, "BROADSHEET_ARCHITECTURE": "host"}
# What is open on this machine, and nowhere by default.
HERE = ("RequireTls=false", "DocsPage=true", "PublicReader=public")
NOTHING_CHANGED = "No changes to deploy"
LINES_SHOWN = 15  # of what the SAM CLI said last
RULES = "rules.toml"  # the name that an operator's rules get beside the functions
# What rules say of addresses, `?url=` asks too.
TOLD_RULES = ("IngestFunction", "ApiFunction", "ReaderFunction")


class DeploymentError(BroadsheetError):
    """The SAM CLI could not build or deploy the template. The message ends with what it said."""

    code = "deployment"


def fingerprint(checkout: Checkout, target: Mapping[str, str] = THIS_MACHINE) -> str:
    """Return a digest of everything that a build is made from, and for.

    Parameters
    ----------
    checkout
        The sources.
    target
        What is built for: the variables of the layers' makefiles.

    Returns
    -------
    str
        Another one whenever a build could come out otherwise.
    """
    digest = hashlib.sha256(f"{platform.machine()} {sys.platform} {sorted(target.items())}".encode())
    for path in _sources(checkout.root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(checkout.root)} {content}\n".encode())
    return digest.hexdigest()


def build(checkout: Checkout, say: Callable[[str], None], target: Mapping[str, str] = THIS_MACHINE) -> None:
    """Run `sam build` for a Python and an architecture, unless its result is already there.

    Parameters
    ----------
    checkout
        Where the result goes: into the folder `sam` of its build folder.
    say
        Called before anything that takes time.
    target
        What the layers' makefiles are told to build for.

    Raises
    ------
    DeploymentError
        The build failed.
    """
    made_from = checkout.build / "fingerprint"
    wanted = fingerprint(checkout, target)
    if made_from.exists() and made_from.read_text() == wanted:
        return
    say("building the functions and their layers")
    uv = checkout.tool("uv", "uv").parent  # the dependencies' layer is built with it
    environment = {
        **os.environ,
        "PATH": f"{uv}{os.pathsep}{os.environ['PATH']}",
        **target,
    }
    _sam(checkout, environment, "build", "--build-dir", str(checkout.build / "sam"))
    made_from.write_text(wanted)


def deploy(
    checkout: Checkout, environment: Mapping[str, str], stack_name: str, rules: str | None = None
) -> bool:
    """Run `sam deploy` with what was built; return whether that changed anything.

    Parameters
    ----------
    checkout
        Where the build is.
    environment
        The environment variables, which tell the SAM CLI where AWS is.
    stack_name
        The stack to create or update.
    rules
        Cleaning rules of one's own, TOML; empty for none any more, None for those of the last deployment.

    Raises
    ------
    DeploymentError
        The deployment failed.
    """
    for function in TOLD_RULES:
        beside_the_function = checkout.build / "sam" / function / RULES
        if rules:
            beside_the_function.write_text(rules, "utf-8")
        elif rules is not None:
            # SAM publishes a version for a change of the code, not of a parameter's value.
            beside_the_function.unlink(missing_ok=True)
    said = _sam(
        checkout,
        environment,
        "deploy",
        *("--config-file", str(checkout.root / "samconfig.toml")),
        *("--template-file", str(checkout.build / "sam" / "template.yaml")),
        *("--stack-name", stack_name),
        "--no-confirm-changeset",
        "--no-progressbar",
        "--parameter-overrides",
        f"PythonVersion={PYTHON}",
        f"Architecture={ARCHITECTURES.get(platform.machine().lower(), 'x86_64')}",
        *HERE,
        *(() if rules is None else (f'RulesFile="{RULES if rules else ""}"',)),
    )
    return NOTHING_CHANGED not in said


def _sources(root: Path) -> Iterator[Path]:
    for name in BUILT_FROM:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _sam(checkout: Checkout, environment: Mapping[str, str], command: str, *options: str) -> str:
    """Run a command of the SAM CLI with its output in a log; return what it said."""
    checkout.logs.mkdir(parents=True, exist_ok=True)
    log = checkout.logs / f"sam-{command}.log"
    with log.open("wb") as output:
        status = subprocess.run(
            [checkout.tool("sam", "sam"), command, *options],
            cwd=checkout.root,
            env={**environment, "SAM_CLI_TELEMETRY": "0"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    said = log.read_text(errors="replace")
    if status:
        ending = "\n".join(said.strip().splitlines()[-LINES_SHOWN:])
        raise DeploymentError(f"sam {command} failed; all it said is in {log}, which ends:\n{ending}")
    return said

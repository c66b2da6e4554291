"""Lambda's Python runtime, and the functions built for it."""

import os
import platform
from collections.abc import Callable
from pathlib import Path

from broadsheet_cli.local.checkout import Checkout, this_checkout
from broadsheet_cli.local.deployment import ARCHITECTURES, build
from sam_local.docker import pull_unless_here

PYTHON = "3.13"  # what `make deploy` deploys unless it is told otherwise
ARCHITECTURE = ARCHITECTURES.get(platform.machine().lower(), "x86_64")  # emulating another is slow
IMAGE = f"public.ecr.aws/lambda/python:{PYTHON}-{ARCHITECTURE}"

# The runtime compiles its own layers: `sam build` says where they lie in ARTIFACTS_DIR.
_INTERPRETER = (
    f"docker run --rm --user {os.getuid()}:{os.getgid()} --volume $(ARTIFACTS_DIR):$(ARTIFACTS_DIR) "
    f"--entrypoint python3 {IMAGE}"
)


def runtime_checkout() -> Checkout:
    """Return this checkout with a home of its own for what is built for the runtime."""
    checkout = this_checkout()
    return Checkout(root=checkout.root, home=checkout.home / "sam-local")


def build_for_runtime(checkout: Checkout, say: Callable[[str], None]) -> Path:
    """Have Lambda's image on this machine and the functions built for it; return the built template.

    Raises
    ------
    DockerError
        The image is not to be had.
    DeploymentError
        The build failed.
    """
    pull_unless_here(IMAGE)
    target = {
        "BROADSHEET_PYTHON": PYTHON,
        "BROADSHEET_ARCHITECTURE": ARCHITECTURE,
        "BROADSHEET_INTERPRETER": _INTERPRETER,
    }
    build(checkout, say, target)
    return checkout.build / "sam" / "template.yaml"

"""The functions built for Lambda's runtime, and scenes for them to run in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet_cli.local.checkout import Checkout
from sam_local.runtime import build_for_runtime, runtime_checkout
from sam_local.scene import Scene, add_history, scene


@pytest.fixture(scope="session")
def checkout() -> Checkout:
    return runtime_checkout()


@pytest.fixture(scope="session")
def template(checkout: Checkout) -> Path:
    return build_for_runtime(checkout, lambda _: None)


@pytest.fixture
def fresh(checkout: Checkout, template: Path) -> Iterator[Scene]:
    """A scene in which nothing has been ingested yet."""
    with scene(checkout, template) as here:
        yield here


@pytest.fixture(scope="module")
def with_history(checkout: Checkout, template: Path) -> Iterator[Scene]:
    """A scene with what the events of the API read."""
    with scene(checkout, template) as here:
        add_history(here)
        yield here

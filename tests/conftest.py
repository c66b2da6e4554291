"""Fixtures that more than one folder of tests uses."""

import pytest
from hypothesis import HealthCheck, settings

from tests.aws import aws

__all__ = ["aws"]

# How long an example takes depends on what else the machine does, and breaks no law.
settings.register_profile("broadsheet", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("broadsheet")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `-m aws` be told which stack to try out."""
    parser.addoption("--stack", default="broadsheet", help="The deployed stack that `-m aws` tries out.")

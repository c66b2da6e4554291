"""Fixtures that more than one folder of tests uses."""

import pytest

from tests.aws import aws

__all__ = ["aws"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `-m aws` be told which stack to try out."""
    parser.addoption("--stack", default="broadsheet", help="The deployed stack that `-m aws` tries out.")

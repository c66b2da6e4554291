"""Fixtures of the operator's command."""

from tests.cli.deployed import archive, deployed

__all__ = ["archive", "deployed"]

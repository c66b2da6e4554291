"""Fixtures of the operator's command."""

from tests.cli.deployed import deployed

__all__ = ["deployed"]

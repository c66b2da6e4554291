"""Fixtures of the contract tests."""

from tests.contract.stores import stores

__all__ = ["stores"]

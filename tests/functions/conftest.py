"""Fixtures of the functions' tests."""

from tests.functions.asking import api

__all__ = ["api"]

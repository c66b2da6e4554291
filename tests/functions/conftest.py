"""Fixtures of the functions' tests."""

from tests.functions.asking import api
from tests.functions.ingesting import function

__all__ = ["api", "function"]

"""Fixtures of the functions' tests."""

from tests.functions.asking import api
from tests.functions.ingesting import function
from tests.functions.visiting import site

__all__ = ["api", "function", "site"]

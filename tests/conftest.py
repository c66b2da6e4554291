"""Fixtures that more than one folder of tests uses."""

from tests.aws import aws

__all__ = ["aws"]

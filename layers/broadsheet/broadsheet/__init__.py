"""Broadsheet: raw feed files in, clean articles out."""

PARSER_VERSION = 1
"""Raised by one whenever the same raw document would give a different article."""

"""Cleaning: the HTML of an entry in, the content of an article out.

`clean` does it; `pipeline.STEPS` is the order of its steps, `rules/` holds the tables
that say what is no part of an article.
"""

from broadsheet.cleaning.audit import Note
from broadsheet.cleaning.pipeline import clean, explain
from broadsheet.cleaning.rules.by_operator import load_rules
from broadsheet.cleaning.rules.everywhere import DEFAULT_RULES
from broadsheet.cleaning.rules.rule import Action, Rule, Rules, digest_of

__all__ = [
    "DEFAULT_RULES",
    "Action",
    "Note",
    "Rule",
    "Rules",
    "clean",
    "digest_of",
    "explain",
    "load_rules",
]

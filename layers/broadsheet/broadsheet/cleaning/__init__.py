"""Cleaning: the HTML of an entry in, the content of an article out.

`clean` does it; `pipeline.STEPS` is the order of its steps, `rules` and `rules_by_source` are the tables
that say what is no part of an article.
"""

from broadsheet.cleaning.pipeline import clean
from broadsheet.cleaning.rule import Action, Rule, Rules, digest_of
from broadsheet.cleaning.rules import DEFAULT_RULES
from broadsheet.cleaning.rules_by_user import load_rules

__all__ = ["DEFAULT_RULES", "Action", "Rule", "Rules", "clean", "digest_of", "load_rules"]

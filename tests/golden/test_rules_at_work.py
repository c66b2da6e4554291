"""A rule without a golden pair is caught: each that removes something does so in one of the pairs."""

import pytest

from broadsheet.cleaning import DEFAULT_RULES, Action, Rule, clean
from broadsheet.cleaning.page import host_of
from broadsheet.parsing import feed_file
from tests.golden.test_cleaning import PAIRS

REMOVING = {Action.DROP, Action.DROP_LIST, Action.DROP_REST, Action.CUT, Action.BYLINE, Action.COPYRIGHT}

WITHOUT_A_PAIR = {
    ("", "screen-reader"),
    ("", "support"),
    ("bbc.com", "separator"),
    ("chinadigitaltimes.net", "related"),
    ("chinafile.com", "related"),
    ("dw.com", "podcast"),
    ("epochtimes.com", "live-blog"),
    ("epochtimes.com", "programme"),
    ("solidot.org", "topic-icon"),
}
"""Rules, by their first host and name, that no pair shows at work. This list may only shrink."""


def name_of(rule: Rule) -> tuple[str, str]:
    return (rule.hosts[0] if rule.hosts else "", rule.name)


RULES = {name_of(rule): rule for rule in DEFAULT_RULES if rule.action in REMOVING}


@pytest.fixture(scope="module")
def at_work() -> set[tuple[str, str]]:
    """Return what the audits of all pairs tell: the article's host, and the rule that removed something."""
    found = set()
    for path in PAIRS:
        document = feed_file.parse(path.read_text("utf-8"), path.name)
        assert document
        host = host_of(document.entries[0].raw_url or "")
        found |= {(host, removal.rule) for removal in clean(document.entries[0]).removed}
    return found


def without_a_pair(at_work: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {
        name
        for name, rule in RULES.items()
        if not any(rule.applies_to(host) and rule.name == removed for host, removed in at_work)
    }


def test_every_rule_that_removes_something_does_so_in_a_golden_pair(at_work: set[tuple[str, str]]) -> None:
    new = without_a_pair(at_work) - WITHOUT_A_PAIR
    assert new == set(), "add tests/golden/cleaning/<source>-<what>.md, then `make golden`"


def test_a_rule_that_has_a_pair_is_no_exception_any_more(at_work: set[tuple[str, str]]) -> None:
    assert WITHOUT_A_PAIR - without_a_pair(at_work) == set(), "take it out of the list of exceptions"

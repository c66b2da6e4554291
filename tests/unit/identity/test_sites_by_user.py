"""What an operator knows of hosts, and only he: which addresses are one article there."""

import pytest

from broadsheet.cleaning import load_rules
from broadsheet.errors import InvalidRulesError
from broadsheet.identity import (
    article_id,
    canonical_url,
    load_sites,
)

SITES = """
[[rule]]
name = "events"
why = "for the cleaning"
selector = "div"

[[identity]]
why = "a story is known by its number, and has two hosts"
hosts = ["www.tower.example", "old.tower.example"]
host = "tower.example"
only = ["ID"]
rewrite = [['tower\\.example/story/(\\d+)/.*', 'tower.example/story/\\1']]

[[identity]]
why = "every heading is an entry; from is a part of the address"
hosts = ["*.log.example"]
keep = ["utm_id"]
drop = ["x_*"]
fragment = "keep"
"""


@pytest.mark.parametrize(
    ("one_or_two", "url", "other"),
    [
        ("one", "https://old.tower.example/read?id=1&x=2", "https://tower.example/read?id=1"),
        ("one", "https://old.tower.example/story/1/lamp", "https://m.tower.example/story/1/ferry"),
        ("two", "https://tower.example/read?id=1", "https://tower.example/read?id=2"),
        ("two", "https://a.log.example/#comments", "https://a.log.example/"),
        ("two", "https://a.log.example/?utm_id=1", "https://a.log.example/?utm_id=2"),
        ("one", "https://a.log.example/b?x_1=1&utm_source=1", "https://a.log.example/b"),
        ("one", "https://x.com/a/status/1", "https://twitter.com/a/status/1"),
    ],
)
def test_an_operator_tells_what_only_he_knows_of_a_host(one_or_two: str, url: str, other: str) -> None:
    sites = load_sites(SITES)
    assert (article_id(url, sites) == article_id(other, sites)) == (one_or_two == "one")
    assert canonical_url(canonical_url(url, sites), sites) == canonical_url(url, sites)


def test_one_file_holds_the_rules_of_cleaning_and_of_identity() -> None:
    assert [rule.name for rule in load_rules(SITES)[:1]] == ["events"]
    assert list(load_sites("")) == list(load_sites(SITES))[2:]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[identity", "not TOML"),
        ("identity = 1", "stands in"),
        ("[[identity]]\nwhy = 'x'", "identity 1: `hosts` and `why` are required"),
        ("[[identity]]\nhosts = ['a.example']", "`hosts` and `why` are required"),
        ("[[identity]]\nwhy = 'x'\nhosts = 'a.example'", "`hosts` is a list"),
        ("[[identity]]\nwhy = 1\nhosts = ['a.example']", "`why` is a string"),
        ("[[identity]]\nwhy = 'x'\nhosts = ['a.example']\ncolour = 1", "unknown column 'colour'"),
        ("[[identity]]\nwhy = 'x'\nhosts = ['a.example']\nfragment = 'x'", "`fragment` is one of"),
        ("[[identity]]\nwhy = 'x'\nhosts = ['a.example']\nrewrite = ['a']", "`rewrite` is a list"),
        ("[[identity]]\nwhy = 'x'\nhosts = ['a.example']\nrewrite = 1", "`rewrite` is a list"),
        ("[[identity]]\nwhy = 'x'\nhosts = ['a.example']\nrewrite = [['(', '']]", "identity 1: "),
        ("[[identity]]\nwhy = 'x'\nhosts = ['a.example']\nrewrite = [['a', '\\1']]", "identity 1: "),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_number(toml: str, message: str) -> None:
    with pytest.raises(InvalidRulesError, match=message.replace("[", r"\[")):
        load_sites(toml)

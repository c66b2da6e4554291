"""Feeds in XML that were made to harm: refused before they are read, or read without harm."""

from contextlib import suppress
from itertools import pairwise

import pytest

from broadsheet.errors import InvalidDocumentError, TooComplexError
from tests.unit.parsing.feeds import read, rss

ENTITIES = "<!ENTITY a 'aa'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairwise("abcdefghi"))


@pytest.mark.parametrize(
    "hostile",
    [
        rss("<item><title>&i;</title></item>", head=f"<!DOCTYPE x [{ENTITIES}]>"),
        rss(f"<item><title>{'&a;' * 9_999}</title></item>", head=f"<!DOCTYPE x [<!ENTITY a '{'a' * 9_999}'>]>"),
        rss("<item " + " ".join(f'a{n}="b"' for n in range(9_000)) + "/>"),
        rss("<item " + " ".join(f'a{n}="b"' for n in range(100_000)) + "/>"),
        rss("<item>" + "<a>" * 100_000),
        rss("<item>" + "<a/>" * 300_000),
        rss("<item>" + "<category>a</category>" * 20_000),
        rss(f"<item><author>{'a.' * 500_000}</author></item>"),
        rss(f"<item><author>{'<![CDATA[a.a.a]]>' * 1_000}</author></item>"),
        rss(f"<item><title>{'&' * 2_000_000}</title></item>"),
        rss(f"<item><title>{'x' * 13_000_000}</title></item>"),
        rss("<" * 1_000_000),
        rss('<item a="' * 100_000),
    ],
    ids=["entities of entities", "a long entity", "attributes", "100,000 attributes", "deep tags", "many tags", "topics",
         "a long author", "an author in pieces", "references", "13 MB", "open brackets", "open quotes"],
)  # fmt: skip
def test_what_would_not_be_read_in_time_is_refused_before_it_is_read(hostile: str) -> None:
    with pytest.raises(TooComplexError):
        read(hostile)


@pytest.mark.parametrize(
    "hostile",
    [
        rss("<item><title>&e;T</title></item>", head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        rss("<item><title>T</title></item>", head='<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
        rss('<item><title>T</title><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/></item>'),
        rss("<item><title>&#99999999999; & T</title></item>"),
        rss("<item><title>T</title><![CDATA[" * 50),
        rss("<item><title>T</title><!--" * 50),
        "<rss",
        "<rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
    ],
)  # fmt: skip
def test_a_hostile_feed_is_read_or_refused_by_name_and_tells_nothing_of_the_machine(hostile: str) -> None:
    with suppress(InvalidDocumentError):
        assert "root:" not in repr(read(hostile))

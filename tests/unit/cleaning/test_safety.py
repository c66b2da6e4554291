"""Hostile HTML: nothing unsafe comes out, and nothing takes for ever."""

import pytest

from broadsheet.cleaning import clean
from broadsheet.cleaning.writers.sanitising import sanitise
from broadsheet.errors import TooComplexError
from fuzz.cleanliness import rendered
from tests.unit.cleaning.entries import PROSE, cleaned, entry
from tests.unit.cleaning.markup import markdown_of


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>a</p>",
        "<a href='javascript:alert(1)'>a</a>",
        "<a href=' java\nscript:alert(1)'>a</a>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src='javascript:alert(1)'></iframe>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<img src='data:text/html,alert(1)'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    ],
)
def test_nothing_that_runs_is_left(html: str) -> None:
    content = cleaned(f"<p>{PROSE}</p>{html}")
    assert "alert" not in content.html or "<" not in content.html.partition("alert")[0][-40:]
    assert "javascript:" not in content.html
    assert "onerror=" not in content.html
    assert "onclick=" not in content.html


def test_links_give_nothing_away() -> None:
    html = cleaned("<p>See <a href='https://a.example/?utm_source=x&id=1' target=_blank>this</a>.</p>").html
    assert html == '<p>See <a href="https://a.example/?id=1" rel="noopener noreferrer nofollow">this</a>.</p>'


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>",
        "x" * 3_000_000,
        "&amp;" * 200_000,
    ],
    ids=["nested", "attributes", "line", "references"],
)
def test_html_beyond_any_article_is_refused_by_name(html: str) -> None:
    with pytest.raises(TooComplexError):
        cleaned(html)


def test_the_same_html_a_thousand_times_gives_the_same_bytes() -> None:
    html = f"<p>{PROSE}</p><p>Read more: x</p><figure><img src=/a.jpg></figure><ul><li>a<li>b</ul>"
    first = cleaned(html)
    assert all(cleaned(html) == first for _ in range(1_000))


SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.mark.parametrize(
    "html",
    [
        f'<p><a href="https://n.example/{"(" * 32}<script>{")" * 32}">a</a></p>',
        f"<p><code>a</code><code>b`{SCRIPT}</code></p>",
        f"<p><code>{SCRIPT}`a</code><sub><code>b</code></sub></p>",
        f"<p><code>a\n{SCRIPT}</code></p>",
        f"<blockquote><pre>a&#13;{SCRIPT}</pre></blockquote>",
        f'<blockquote><p><a href="https://n.example/&#13;{SCRIPT}">a</a></p></blockquote>',
        (
            "<blockquote><table><tr><td>a<td>b<tr><td>c<td>d</table>"
            f"<p><a href=https://n.example/>e</a> <code>{SCRIPT}|</code></p></blockquote>"
        ),
        f"<p><sub>~~~ a</sub></p><pre>~~~\n{SCRIPT}</pre>",
        f"<p><ruby>~~~<rt>a</rt></ruby></p><pre>~~~\n{SCRIPT}</pre>",
        (
            '<table><tr><td><a href="https://n.example/1">a</a></td><td><a href="https://n.example/2">b</a></td></tr>'
            f'<tr><td><pre>a\n{SCRIPT}</pre></td><td><a href="https://n.example/3">c</a></td></tr></table>'
        ),
    ],
)
def test_no_text_code_or_address_becomes_a_script_where_markdown_is_rendered(html: str) -> None:
    assert "<script" not in rendered(markdown_of(sanitise(html)))


@pytest.mark.parametrize(
    "html",
    [
        "<time datetime=0001-01-01T00:00:00+14:00>then</time><p>Text.</p>",
        "<time datetime=9999-12-31T23:59:59-14:00>then</time><p>Text.</p>",
        "<p>Fri, 31 Dec 9999 23:59:59 -1400</p><p>Text.</p>",
    ],
)
def test_a_date_at_the_ends_of_time_is_none(html: str) -> None:
    assert clean(entry(html, published_at=None)).published_at is None


def test_an_author_of_more_digits_than_a_number_may_have_is_none() -> None:
    assert clean(entry("<p>Text.</p>", authors=(f"&#{'9' * 4_301};",))).authors == ()

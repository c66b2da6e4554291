"""What holds for any HTML at all, however it came to be."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.article import Content
from broadsheet.cleaning import DEFAULT_RULES, clean
from broadsheet.cleaning.writers.sanitising import sanitise
from tests.unit.cleaning.entries import entry

VISIBLE = (
    "p", "div", "span", "a", "b", "strong", "em", "i", "ul", "ol", "li", "blockquote", "h1", "h2", "h4",
    "table", "tr", "td", "th", "tbody", "figure", "figcaption", "section", "article", "font", "small",
    "pre", "code", "center", "dl", "dt", "dd", "sup", "center", "main", "u", "q", "caption", "picture",
    "details", "summary", "ruby", "rt",
)  # fmt: skip
VOID = ("br", "hr", "img", "img src='/a.jpg'", "img src=b.png alt=b", "wbr", "source")
HOSTILE = (
    "script", "style", "iframe src='https://www.youtube.com/embed/abcdefghijk'", "noscript", "svg",
    "math", "form", "video src='/v.mp4'", "object", "template", "title", "textarea", "select",
    "plaintext", "xmp", "frameset", "p style='display:none'", "div hidden",
    "a href='javascript:alert(1)'", "p onclick=alert(1)", "base href='//x'",
    "blockquote class=twitter-tweet", "div class='share-bar'", "a href='https://news.example/2024/x'",
    "td colspan=2", "td colspan=99999999999", "meta itemprop=author content='A. B.'",
)  # fmt: skip
WORDS = st.sampled_from(
    (
    "harbour", "灯塔重开", "燈塔", "a b", " ", "\n", "\xa0", "&amp;", "&lt;b&gt;", "<!-- c -->", "3",
    "分享", "延伸閱讀", "Read more:", "©2020 Someone", "2020-10-24T00:49:21Z",
    "https://youtu.be/abcdefghijk", "获取更多RSS：", "---", "The lighthouse reopens",
    "（中央社記者王小明台北17日電）", "\U0001f600", "\ufffd", "記者：", "作者：王小明", "|", "*", "`",
    )
)  # fmt: skip


def nested(tags: st.SearchStrategy[str], words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Build markup in which tags are closed, left open or closed twice."""
    return st.recursive(
        words | st.sampled_from(VOID).map(lambda tag: f"<{tag}>"),
        lambda inner: st.builds(
            lambda tag, parts, close: f"<{tag}>{''.join(parts)}" + f"</{tag.split(maxsplit=1)[0]}>" * close,
            tags,
            st.lists(inner, max_size=4),
            st.sampled_from((0, 1, 1, 1, 1, 2)),
        ),
        max_leaves=14,
    )


MARKUP = nested(st.sampled_from(VISIBLE + HOSTILE), WORDS) | st.text(
    alphabet="<>/=\"' apbi&;#!-\n", max_size=80
)


def clean_html(html: str) -> Content:
    return clean(entry(html))


@given(MARKUP)
@settings(max_examples=400)
def test_cleaning_ends_and_its_html_is_a_fixed_point_of_the_sanitiser(html: str) -> None:
    content = clean_html(html)
    assert sanitise(content.html) == content.html


@given(MARKUP)
@settings(max_examples=400)
def test_cleaning_its_own_html_changes_nothing(html: str) -> None:
    once = clean_html(html).html
    assert clean(replace(entry(html), html=once)).html == once


@given(MARKUP)
@settings(max_examples=200)
def test_the_same_html_gives_the_same_content(html: str) -> None:
    assert clean_html(html) == clean_html(html)


@given(MARKUP)
@settings(max_examples=200)
def test_no_empty_block_and_no_unsafe_address_is_left(html: str) -> None:
    content = clean_html(html)
    assert not re.search(r"<(p|li|h[1-6]|blockquote|figcaption|ul|ol)>\s*</\1>", content.html)
    assert not re.search(r"<[^<>]*\s(?:href|src)=\"(?!https?://|mailto:)", content.html)


@given(nested(st.sampled_from(VISIBLE), st.from_regex(r"q[a-z]{6}x", fullmatch=True)))
@settings(max_examples=300)
def test_a_text_that_no_rule_names_is_kept(html: str) -> None:
    kept = clean(entry(html), rules=DEFAULT_RULES)
    in_html = " ".join(re.sub(r"<[^>]*>", " ", kept.html).split())
    for word in re.findall(r"q[a-z]{6}x", html):
        assert word in in_html

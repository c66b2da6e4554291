"""The soup is the one that Beautiful Soup would build, and rules name in it what soupsieve would."""

import re
from itertools import permutations
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from broadsheet.cleaning.rules.rule import Rule
from broadsheet.cleaning.rules.rule import compile_selector as by_soupsieve
from broadsheet.cleaning.rules.selectors import plain
from broadsheet.cleaning.soup.building import build
from tests.hostile.inputs import ADDRESSES, TRICKS
from tests.unit.cleaning.entries import PROSE, cleaned

GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "cleaning").glob("*.md"))
MALFORMED = (
    "",
    "text alone",
    "<p>a<p>b<div>c</p>d</div>e",
    "<pre> \n  x  </pre> \n <b> </b>",
    "<textarea>  </textarea><table><tr><td>a<td>b</table>",
    "a<!-- c -->b<?pi x?>d",
    "a</div></body></html>b<!-- c --><p>d</p></html><html class=x>e",
    "<ul><li>a<li>b<ul><li>c</ul></ul>",
    "<o:p>x</o:p><a b c=d e='f'>g</a><br/><hr>",
    "<b><i>x</b>y</i>",
    "<html><head><title>t</title></head><body class=x>y</body></html>z",
)
VOID = ["embed", "source", "track", "wbr", "keygen", "command", "bgsound", "image", "menuitem"]
PAGES = [*MALFORMED, *TRICKS, *(f"<a href='{address}'>x</a>" for address in ADDRESSES)]


def by_beautiful_soup(html: str) -> Tag:
    html = re.sub("<!doctype[^>]*>", "", html, flags=re.IGNORECASE)  # which parts texts there, and not here
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None, string_containers={}, huge_tree=True)
    for node in [node for node in soup.descendants if isinstance(node, PreformattedString)]:
        node.extract()
    for tag in soup.find_all(VOID):  # lxml lets the newer ones of them hold what follows
        for child in tag.contents[::-1]:
            tag.insert_after(child)
    return soup


def told(node: PageElement | None) -> object:
    if isinstance(node, Tag):
        return node.name, dict(node.attrs)
    return str(node) if isinstance(node, NavigableString) else None


def shape(soup: Tag) -> list[object]:
    nodes: list[PageElement] = [soup, *soup.descendants]
    return [
        tuple(map(told, (node, node.parent, node.next_sibling, node.previous_sibling, node.next_element)))
        for node in nodes
    ]


def is_plain_text(html: str) -> bool:
    return html.isascii() and (html.isprintable() or "\n" in html) and "\x00" not in html


@pytest.mark.parametrize("html", [html for html in PAGES if is_plain_text(html)])
def test_the_soup_of_a_malformed_page_is_beautiful_soups_own(html: str) -> None:
    page = f"<div>{html}</div>"
    assert shape(build(page)[0]) == shape(by_beautiful_soup(page))


def test_the_soup_of_each_golden_file_is_beautiful_soups_own() -> None:
    for path in GOLDEN:
        page = f"<div>{path.read_text('utf-8')}</div>"
        assert shape(build(page)[0]) == shape(by_beautiful_soup(page)), path.name


def test_all_tags_are_listed_in_the_order_of_the_document() -> None:
    root, elements = build("<div><p>a<b>c</b></p><ul><li>d</ul></div>")
    assert elements == root.find_all(True)


SELECTED = (
    "<div class='a events' id=x><p lang=de>one <a href='/1'>two</a></p><p>three</p></div>"
    "<section><div class=b data-x='a-1 b'><p class='c  d'>four<b>five</b></p></div></section><meta name=y>"
)


@pytest.mark.parametrize(
    "selector",
    [
        "p", "*", "div, section", ".events", "#x", "div.events", "[data-x]", "[data-x='a-1 b']",
        "[data-x~=b]", "[data-x^=a-]", "[data-x$='b']", "[data-x*='1']", "[data-x*='']", "div p", "div > p",
        "section > p", "section p b", "div.b > p.c.d", "p:not(.c)", "[class]:not(div)", "div:not(.a):not(#y)",
        "A", ".Events",
    ],
)  # fmt: skip
def test_a_plain_selector_names_what_soupsieve_does(selector: str) -> None:
    root, elements = build(SELECTED)
    alternatives = plain(selector)
    assert alternatives is not None
    named = [tag for tag in elements if any(one.holds(tag) for one in alternatives)]
    assert named == by_soupsieve(selector).select(root)


@pytest.mark.parametrize(
    "selector",
    ["p:has(a)", "p:nth-child(2)", "p + p", "p ~ p", "a:first-child", "[lang=DE]", ":root", "a b|c"],
)
def test_any_other_selector_is_left_to_soupsieve(selector: str) -> None:
    assert plain(selector) is None


@pytest.mark.parametrize("selector", ["p:has(a)", "p:nth-child(2)", "p + p", "div > :last-child"])
def test_an_operators_rule_may_use_any_css(selector: str) -> None:
    html = f"<div><p>{PROSE}</p><p>See <a href='https://other.example/'>this</a></p></div>"
    rule = Rule(name="events", why="a test", selector=selector)
    assert cleaned(html, rules=(rule,)).text == PROSE


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_children_are_found_in_whatever_order_they_go(order: tuple[int, ...]) -> None:
    root, elements = build("<div><b>a</b>t<i>b</i><b>c</b>t<u>d</u></div>")
    div = elements[2]
    assert [div.index(child) for child in div.contents] == [0, 1, 2, 3, 4, 5]
    assert [(div.index(div.contents[0]), div.index(child))[1] for child in div.contents] == [0, 1, 2, 3, 4, 5]
    children = [child for child in div.contents if isinstance(child, Tag)]
    for number in order:
        place = next(n for n, child in enumerate(div.contents) if child is children[number])
        assert div.index(children[number]) == place
        children[number].replace_with(NavigableString("-"))
    assert root.get_text() == "-t--t-"
    with pytest.raises(ValueError, match="no child"):
        div.index(children[0])

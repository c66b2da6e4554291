"""Tags that rules name, by selector or by class: dropped, or told apart from the prose.

Works on the soup as the publisher made it, before its structure is rebuilt.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bs4 import Tag

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.rule import Action, Rule, Rules, compile_selector, compile_text
from broadsheet.cleaning.soup import attribute, rename, text_of


def apply_element_rules(page: Page) -> None:
    """Do to each tag that a rule names what the rule says."""
    for rule, tag in _matches(page.soup, tuple(rule for rule in page.rules if not rule.is_about_lines)):
        if tag.decomposed or (rule.text and not compile_text(rule.text).fullmatch(text_of(tag))):
            continue
        _apply(rule, tag, page)


def _matches(soup: Tag, rules: Rules) -> Iterator[tuple[Rule, Tag]]:
    for rule in rules:
        if rule.selector:
            for tag in compile_selector(rule.selector).select(soup):
                yield rule, tag
    by_mark = tuple(rule for rule in rules if rule.marked)
    patterns = tuple(rule.marked for rule in by_mark)
    for tag in soup.find_all(True):
        if tag.decomposed:
            continue
        for mark in (*attribute(tag, "class").split(), *attribute(tag, "id").split()):
            number = _first_match(patterns, mark)
            if number is not None:
                yield by_mark[number], tag
                break


@lru_cache(maxsize=4096)
def _first_match(patterns: tuple[str, ...], mark: str) -> int | None:
    """Return the number of the first pattern that the class or id matches as a whole."""
    return next((n for n, pattern in enumerate(patterns) if re.fullmatch(pattern, mark, re.IGNORECASE)), None)


def _apply(rule: Rule, tag: Tag, page: Page) -> None:
    match rule.action:
        case Action.CAPTION | Action.CREDIT:
            rename(tag, "figcaption")
        case Action.STANDFIRST:
            page.standfirst = page.standfirst or text_of(tag)
        case Action.UNWRAP:
            tag.unwrap()
        case Action.BYLINE:
            page.bylines.append(text_of(tag))
            page.drop(tag, rule.name)
        case Action.COPYRIGHT:
            page.copyright = page.copyright or text_of(tag)
            page.drop(tag, rule.name)
        case _:
            page.drop(tag, rule.name)

"""Tags that rules name, by selector, class or the address of a link: dropped, or told apart from prose.

Works on the soup as the publisher made it, before its structure is rebuilt.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from bs4 import Tag

from broadsheet.cleaning.document.captions import CREDIT
from broadsheet.cleaning.facts.markup_authors import is_of_another, names_within
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.removing.guarding import is_notice, is_spared
from broadsheet.cleaning.rules.rule import Action, Rule, compile_selector, compile_text
from broadsheet.cleaning.soup import attribute, is_gone, rename, tags, text_of

_DROPPING = frozenset({Action.DROP, Action.DROP_LIST, Action.DROP_REST})
_NEGATED = re.compile(r"(?:^|[-_])(?:no|non|without|hide|has)[-_]|free$", re.IGNORECASE)
_LONGEST_MARK, _LONGEST_NAMES = 100, 2_000  # characters; the longest class met had 45
_LONG_PARAGRAPH, _MANY, _LINKED_SHARE = 60, 2, 0.3
_ENOUGH = 500  # pieces of what a tag holds, to tell what that is
_NEGATION = re.compile(r":not\([^)]*\)")
_WORD = re.compile(r"^[a-z][a-z0-9-]*|\[([a-z][a-z0-9-]*)")


def apply_element_rules(page: Page) -> None:
    """Do to each tag that a rule names what the rule says."""
    found = (*_by_selector(page), *_by_mark(page), *_by_link(page))
    kept, within = _kept([tag for rule, tag in found if rule.action is Action.KEEP])
    for rule, tag in found:
        if rule.action in _DROPPING and (id(tag) in kept or (id(tag) in within and not rule.hosts)):
            continue
        if is_gone(tag):
            continue
        match = compile_text(rule.text).fullmatch(text_of(tag)) if rule.text else None
        is_note = not rule.hosts and attribute(tag, "role") == "alert" and is_notice(tag, page)
        if rule.action in _DROPPING and (page.weights.is_most(tag) or is_note):
            continue  # its tags mean nothing to the new structure, its text stays
        if match or not rule.text:
            _apply(rule, tag, match.groupdict().get("names") if match else None, page)


def _kept(to_keep: list[Tag]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the identities of the tags to keep and of all that holds them, and of all that they hold."""
    kept = frozenset(id(holder) for tag in to_keep for holder in (tag, *tag.parents))
    return kept, frozenset(id(held) for tag in to_keep for held in tags(tag))


def _by_selector(page: Page) -> Iterator[tuple[Rule, Tag]]:
    there = {word for tag in tags(page.soup) for word in (tag.name, *tag.attrs)}
    for rule in page.rules:
        if rule.selector and any(words <= there for words in _words(rule.selector)):
            for tag in compile_selector(rule.selector).select(page.soup):
                yield rule, tag


@lru_cache(maxsize=1024)
def _words(selector: str) -> tuple[frozenset[str], ...]:
    """Return, for each alternative, names that a document must hold for it to match anything.

    Most rules name what most articles do not have; asking this first is ten times cheaper.
    """
    alternatives = _NEGATION.sub("", selector).split(",")
    return tuple(
        frozenset(match[1] or match[0] for match in _WORD.finditer(alternative.strip()))
        for alternative in alternatives
    )


def _by_mark(page: Page) -> Iterator[tuple[Rule, Tag]]:
    rules = tuple(rule for rule in page.rules if rule.marked)
    patterns = tuple(rule.marked for rule in rules)
    for tag in tags(page.soup):
        for mark in (*attribute(tag, "class").split(), *attribute(tag, "id").split()):
            if len(mark) > _LONGEST_MARK or _NEGATED.search(mark):
                continue
            number = _first_match(patterns, mark)
            if number is not None and not _is_kept(rules[number], mark, tag, page):
                yield rules[number], tag
                break


def _is_kept(rule: Rule, mark: str, tag: Tag, page: Page) -> bool:
    """Whether a rule that goes by a class or an id would take what is the article's."""
    if rule.action not in _DROPPING:
        return False
    return _holds_prose(tag) or (not rule.hosts and is_spared(rule.name, mark, tag, page))


def _holds_prose(tag: Tag) -> bool:
    """Whether the tag holds paragraphs as articles have them; ads, share rows and teasers hold none."""
    first = [node for node in islice(tag.descendants, _ENOUGH) if isinstance(node, Tag)]
    paragraphs = [text_of(node) for node in first if node.name == "p"]
    linked = sum(len(text_of(node)) for node in first if node.name == "a")
    long = [text for text in paragraphs if len(text) >= _LONG_PARAGRAPH]
    return len(long) >= _MANY and linked < _LINKED_SHARE * sum(map(len, paragraphs))


@lru_cache(maxsize=4096)
def _first_match(patterns: tuple[str, ...], mark: str) -> int | None:
    """Return the number of the first pattern that the class or id matches as a whole."""
    return next((n for n, pattern in enumerate(patterns) if re.fullmatch(pattern, mark, re.IGNORECASE)), None)


def _by_link(page: Page) -> Iterator[tuple[Rule, Tag]]:
    rules = [(rule, compile_text(rule.link)) for rule in page.rules if rule.link]
    for tag in tags(page.soup, "a"):
        address = attribute(tag, "href")
        for rule, pattern in rules:
            if pattern.search(address):
                yield rule, tag
                break


def _apply(rule: Rule, tag: Tag, names: str | None, page: Page) -> None:
    match rule.action:
        case Action.CAPTION:
            rename(tag, "figcaption")
        case Action.CREDIT:
            rename(tag, CREDIT)
        case Action.STANDFIRST:
            page.standfirst = page.standfirst or text_of(tag)
        case Action.AUTHOR:
            if rule.hosts or not is_of_another(tag):
                page.bylines.append(names or names_within(tag, _LONGEST_NAMES))
        case Action.KEEP:
            pass
        case Action.UNWRAP:
            tag.unwrap()
        case Action.BYLINE:
            page.bylines.append(names_within(tag, _LONGEST_NAMES))
            page.drop(tag, rule.name)
        case Action.COPYRIGHT:
            page.copyright = page.copyright or text_of(tag)
            page.drop(tag, rule.name)
        case _:
            page.drop(tag, rule.name)

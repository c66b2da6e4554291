"""The rules that hold for one publisher, made ready once and kept: by tag, attribute, class, link and line."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

import soupsieve  # noqa: TC002 - loaded all the same, where operators' rules are checked
from bs4 import Tag

from broadsheet.cleaning.rules.rule import Action, Rule, Rules, compile_selector, compile_text
from broadsheet.cleaning.rules.selectors import Alternative, plain
from broadsheet.cleaning.soup import attribute

_NEGATED = re.compile(r"(?:^|[-_])(?:no|non|without|hide|has)[-_]|free$", re.IGNORECASE)
_LONGEST_MARK = 100  # characters; the longest class met had 45
_MOST_MARKS = 4_096  # classes and ids whose rule is remembered
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_NO_NUMBER = -1


class CompiledRules:
    """The rules for one publisher. What each method answers is told in the order of the rules."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._by_name: dict[str, list[tuple[int, Alternative]]] = defaultdict(list)
        self._by_class: dict[str, list[tuple[int, Alternative]]] = defaultdict(list)
        self._by_attribute: dict[str, list[tuple[int, Alternative]]] = defaultdict(list)
        self.other_selectors: list[tuple[int, soupsieve.SoupSieve]] = []
        """The selectors that only soupsieve understands, by the number of their rule."""
        for number, rule in enumerate(rules):
            if rule.selector:
                self._index(number, rule.selector)
        self._marked = [
            (number, re.compile(rule.marked, re.IGNORECASE))
            for number, rule in enumerate(rules)
            if rule.marked
        ]
        self._marks: dict[str, int] = {}
        self._links = [(number, compile_text(rule.link)) for number, rule in enumerate(rules) if rule.link]
        self._any_link = _any_of(tuple(pattern.pattern for _, pattern in self._links))
        self.of_lines = [(rule, compile_text(rule.text)) for rule in rules if rule.is_about_lines]
        self.cuts = any(rule.action is Action.CUT for rule, _ in self.of_lines)

    def _index(self, number: int, selector: str) -> None:
        alternatives = plain(selector)
        if alternatives is None:
            self.other_selectors.append((number, compile_selector(selector)))
        for one in alternatives or ():
            first = next(iter(one.compound.tests), None)
            if first is None:
                self._by_name[one.compound.name].append((number, one))
            elif (first.key, first.sign) == ("class", "~="):
                self._by_class[first.value].append((number, one))
            else:
                self._by_attribute[first.key].append((number, one))

    def selected(self, tag: Tag) -> Iterable[int]:
        """Return the numbers of the rules whose plain selector names the tag, each once."""
        if not tag.attrs and tag.name not in self._by_name and "" not in self._by_name:
            return ()  # as most
        named = [*self._by_name.get(tag.name, ()), *self._by_name.get("", ())]
        for key in tag.attrs:
            if key in self._by_attribute:
                named += self._by_attribute[key]
            if key == "class":
                for mark in attribute(tag, key).split():
                    named += self._by_class.get(mark, ())
        return {number for number, one in named if one.holds(tag)} if named else ()

    def marked(self, tag: Tag) -> list[tuple[int, str]]:
        """Return the number of the rule for each of the tag's classes and its id that has one, and that."""
        marks = [*attribute(tag, "class").split(), *attribute(tag, "id").split()]
        return [(number, mark) for mark in marks if (number := self._of_mark(mark)) != _NO_NUMBER]

    def _of_mark(self, mark: str) -> int:
        number = self._marks.get(mark)
        if number is None:
            number = _NO_NUMBER
            if len(mark) <= _LONGEST_MARK and not _NEGATED.search(mark):
                fits = (number for number, pattern in self._marked if pattern.fullmatch(mark))
                number = next(fits, _NO_NUMBER)
            if len(self._marks) >= _MOST_MARKS:
                self._marks.clear()
            self._marks[mark] = number
        return number

    def linked(self, address: str) -> int | None:
        """Return the number of the first rule for links to this address."""
        if self._any_link is not None and not self._any_link.search(address):
            return None
        return next((number for number, pattern in self._links if pattern.search(address)), None)

    def may_name(self, text: str, *, is_prose: bool) -> bool:
        """Whether a rule may name a line of this text; of prose, a rule for every article does not."""
        patterns = self._any_of_prose if is_prose else self._any_line
        return any(pattern is None or pattern.fullmatch(text) for pattern in patterns)

    def is_label(self, text: str) -> bool:
        """Whether a rule for every article names lines of this text."""
        return any(pattern.fullmatch(text) for pattern in self._for_all)

    @cached_property
    def _for_all(self) -> list[re.Pattern[str]]:
        texts = tuple(rule.text for rule, _ in self.of_lines if not rule.hosts)
        together = _any_of(texts)
        return [together] if together else [compile_text(text) for text in texts]

    @cached_property
    def _any_line(self) -> list[re.Pattern[str] | None]:
        return _for_all_and_own([rule for rule, _ in self.of_lines])

    @cached_property
    def _any_of_prose(self) -> list[re.Pattern[str] | None]:
        return _for_all_and_own([rule for rule, _ in self.of_lines if not rule.spares_prose])


def _for_all_and_own(rules: list[Rule]) -> list[re.Pattern[str] | None]:
    """Return a pattern for the lines that rules for every article name, and one for those of other rules."""
    for_all = tuple(rule.text for rule in rules if not rule.hosts)
    own = tuple(rule.text for rule in rules if rule.hosts)
    return [_any_of(texts) for texts in (for_all, own) if texts]


@lru_cache(maxsize=64)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern that fits what any of these fits; None where they cannot be one.

    That of the rules for every article takes longer to compile than dozens of articles to clean, and is the
    same for all publishers.
    """
    try:
        return compile_text("|".join(f"(?:{_NAMED_GROUP.sub('(?:', one)})" for one in patterns) or r"(?!)")
    except re.error:  # an operator's pattern that refers to its own groups
        return None


class RuleBook:
    """All rules, and for each publisher those that hold for it."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._hosts = {host for rule in rules for host in rule.hosts}
        self.of_publisher = lru_cache(maxsize=256)(self._of_publisher)

    def for_host(self, host: str) -> CompiledRules:
        """Return the rules that hold for articles of this host."""
        labels = host.split(".")
        names = (".".join(labels[start:]) for start in range(len(labels)))
        return self.of_publisher(tuple(name for name in names if name in self._hosts))

    def _of_publisher(self, names: tuple[str, ...]) -> CompiledRules:
        return CompiledRules(
            tuple(rule for rule in self.rules if not rule.hosts or set(names) & set(rule.hosts))
        )

    @cached_property
    def certain(self) -> "RuleBook":
        """The book of those rules that can hardly err."""
        return RuleBook(tuple(rule for rule in self.rules if rule.is_certain))


_MOST_BOOKS = 8  # kept at once: a process has one set of rules, a test some
_books: dict[int, RuleBook] = {}


def book_of(rules: Rules) -> RuleBook:
    """Return the book of these rules, made once and kept; to compare a hundred rules each time takes longer."""
    book = _books.get(id(rules))
    if book is None:
        if len(_books) >= _MOST_BOOKS:
            _books.clear()
        book = _books[id(rules)] = RuleBook(rules)  # which holds the rules, so that their id stays theirs
    return book

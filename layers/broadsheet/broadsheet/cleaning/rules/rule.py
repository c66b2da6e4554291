"""What a rule of cleaning is, and which rules hold for an article."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import soupsieve


class Action(StrEnum):
    """What happens to what a rule names."""

    DROP = "drop"
    """The element or line goes."""
    DROP_LIST = "drop list"
    """The line goes, and with it the list of links that follows it."""
    DROP_REST = "drop rest"
    """The line goes, and with it everything that follows."""
    CUT = "cut"
    """Only the matched text goes; the rest of its line stays."""
    KEEP = "keep"
    """The element stays, and what it holds stays too, unless a rule of the same publisher names that."""
    UNWRAP = "unwrap"
    """The element's tags go, its content stays."""
    CAPTION = "caption"
    """The element's text is the caption of the image before it."""
    CREDIT = "credit"
    """The element's text is the credit of the image before it."""
    BYLINE = "byline"
    """The element's text names the authors; it goes."""
    AUTHOR = "author"
    """The element's text names an author, or the pattern's group `names` does; it stays."""
    COPYRIGHT = "copyright"
    """The element's or line's text is the notice of copyright; it goes."""
    STANDFIRST = "standfirst"
    """The element's text is the article's standfirst; it stays."""


OF_LINES = frozenset(
    {
        Action.DROP,
        Action.DROP_LIST,
        Action.DROP_REST,
        Action.CUT,
        Action.BYLINE,
        Action.AUTHOR,
        Action.COPYRIGHT,
    }
)
"""What can happen to lines."""
OF_ELEMENTS = frozenset(Action) - {Action.DROP_LIST, Action.DROP_REST, Action.CUT}
"""What can happen to elements."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of a table of rules: what it names, what happens to that, and why.

    Of `selector` (CSS), `marked` (a regular expression for a whole class name or id), `link` (one that
    is searched in the address of a link) and `text`, at least one is given. With `text` alone, the rule
    is about lines of the cleaned structure: paragraphs, headings, list items, and the parts of these
    between two line breaks. With `text` and one of the others, it is about those elements whose text
    matches. `text` is a regular expression for the whole folded text, except with `cut`, where it is
    searched. `hosts` are the publishers' hosts, sub-domains included; none means every article.
    """

    name: str
    why: str
    selector: str = ""
    marked: str = ""
    link: str = ""
    text: str = ""
    action: Action = Action.DROP
    hosts: tuple[str, ...] = ()

    def applies_to(self, host: str) -> bool:
        """Whether the rule holds for articles of this host."""
        return not self.hosts or any(host == own or host.endswith("." + own) for own in self.hosts)

    @property
    def is_certain(self) -> bool:
        """Whether the rule can hardly err: it names an element or a line to the letter, and only that."""
        return not self.marked and self.action not in {Action.DROP_LIST, Action.DROP_REST}

    @property
    def spares_prose(self) -> bool:
        """Whether the rule, if it is about lines, never names one that reads as a sentence."""
        return not self.hosts and self.action is not Action.COPYRIGHT and self.action is not Action.CUT

    @property
    def is_about_lines(self) -> bool:
        """Whether the rule names lines by their text alone."""
        return not (self.selector or self.marked or self.link)


Rules = tuple[Rule, ...]
"""Rules in the order in which they are tried."""


def digest_of(rules: Rules) -> str:
    """Return what tells these rules from others: 16 hexadecimal digits.

    Parameters
    ----------
    rules
        Rules in the order in which they are tried.

    Returns
    -------
    str
        16 hexadecimal digits, the same in every process.

    Examples
    --------
    >>> motto = Rule(name="motto", why="under every article", text="Light for all")
    >>> len(digest_of((motto,))), digest_of((motto,)) == digest_of(())
    (16, False)
    """
    kept = _digests.get(id(rules))
    if kept is None or kept[0] is not rules:
        if len(_digests) >= _MOST_DIGESTS:
            _digests.clear()
        digest = hashlib.sha256(repr(rules).encode()).hexdigest()[:16]
        kept = _digests[id(rules)] = (rules, digest)
    return kept[1]


_MOST_DIGESTS = 8  # kept at once: a process has one set of rules, a test some
_digests: dict[int, tuple[Rules, str]] = {}  # by identity: to compare a hundred rules takes longer


@lru_cache(maxsize=1024)
def compile_selector(selector: str) -> soupsieve.SoupSieve:
    """Compile a CSS selector; the same selector is compiled once."""
    return soupsieve.compile(selector)


@lru_cache(maxsize=1024)
def compile_text(pattern: str) -> re.Pattern[str]:
    """Compile a rule's text pattern: letter case counts for nothing, a dot is any character."""
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)

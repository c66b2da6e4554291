"""Phrases made into the rules that the cleaning's tables hold: patterns for whole, short lines."""

import re
from collections.abc import Iterable

from broadsheet.cleaning.phrases.loading import Phrases
from broadsheet.cleaning.rules.rule import Action, Rule, Rules

_LONGEST, _LONGEST_OF_FEEDS = 160, 600
_ANY, _NUMBER = "…", "#"
_BLANKS = re.compile(r"\s+")
_MARKS = r"[\W_]{0,4}"
_MARKS_BEHIND = r"[^\w.。!！?？…]{0,4}"  # what ends as a sentence is one
_QUOTES = "['’‘`´]"
_HEADLINE = r"\s*(?:[:：|｜»>]|[—–]+|\s-\s)\s*.{1,119}[^\s.。!！?？…]"
_NAME = r"\s*[:：]\s*[^.。!！?？:：,，]{1,40}"
# What stands in dates beside numbers and the names of months.
_DATE_WORDS = (
    "am", "pm", "a.m.", "p.m.", "gmt", "utc", "est", "edt", "cst", "cdt", "pst", "pdt", "et", "cet", "cest", "bst", "ist",
    "jst", "kst", "мск", "uhr", "um", "at", "on", "th", "st", "nd", "rd", "of", "de", "del", "di", "a las", "às", "à", "le",
    "alle ore", "alle", "ore", "godz.", "r.", "г.", "года", "в", "р.", "року", "о", "saat", "στις", "ساعت", "الساعة", "في", "lúc",
    "pukul", "น.", "h", "το", "op", "om", "den", "der", "il", "el", "em", "as", "w", "dnia", "dne",
)  # fmt: skip
_DATE_MARKS = r"[\d\s.,:;/()|–—+·•-]"
_SAYS_A_DATE = r"(?=.*(?:\d{4}|\d:\d\d|\d[./-]\d))"


def rules_of(phrases: Phrases) -> Rules:
    """Return the rules about lines that the phrases make, one or two for each kind."""

    def rule(name: str, why: str, text: str, action: Action = Action.DROP) -> Rule:
        return Rule(name=name, why=f"{why}, in many languages", text=text, action=action)

    return (
        rule(
            "feed-service", "what feed software appends", line_of(phrases["feed"], longest=_LONGEST_OF_FEEDS)
        ),
        rule(
            "further-reading",
            "the head of a list of other articles, and the list",
            line_of(phrases["related"]),
            Action.DROP_LIST,
        ),
        rule(
            "further-reading", "a line that points to another article", line_of(phrases["related"], _HEADLINE)
        ),
        rule("share", "the label of a row of share buttons", line_of(phrases["share"])),
        rule("subscribe", "a prompt to subscribe or to follow", line_of(phrases["subscribe"])),
        rule("comments", "an invitation to comment", line_of(phrases["comments"])),
        rule("ads", "the label of an advertisement", line_of(phrases["advertisement"])),
        rule("continue-reading", "the way to the rest of the text", line_of(phrases["more"])),
        rule("copyright", "a notice of rights", line_of(phrases["rights"]), Action.COPYRIGHT),
        rule("editor", "an editor's name behind its label", line_of(phrases["credits"], _NAME)),
    )


def dated_line_of(phrases: Phrases) -> str:
    """Return the pattern of a line that is a date behind its label, and nothing else."""
    word = _either([*phrases["months"], *_DATE_WORDS])
    return line_of(phrases["dates"], rf"\s*[:：]?\s*{_SAYS_A_DATE}(?>{_DATE_MARKS}|{word})++")


def line_of(phrases: Iterable[str], behind: str = "", *, longest: int = _LONGEST) -> str:
    """Return the pattern of a whole line that is one of the phrases, and what comes behind it.

    Long lines are told apart first: they are most of an article, and none of them is looked into; then those
    with another first letter than any phrase. Phrases with the same first letter stand together, so that a
    line is compared with few of them.
    """
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        groups.setdefault(phrase[0].lower()[:1], []).append(phrase)
    behind_any = [_behind_any(phrase) for phrase in groups.pop(_ANY, ())]
    firsts = "".join(_firsts(first, same) for first, same in sorted(groups.items()))
    begun = "|".join(_group(first, same) for first, same in sorted(groups.items()))
    choices = "|".join([*behind_any, *([rf"(?=(?-i:[{firsts}]))(?:{begun})"] if begun else [])])
    words = choices.replace(re.escape(_ANY), f".{{1,{longest}}}")
    return rf"(?=.{{1,{longest}}}+$){_MARKS}(?:{words}){behind}{_MARKS_BEHIND if behind else _MARKS}"


def _group(first: str, phrases: list[str]) -> str:
    """Return the pattern of phrases with the same first letter, which alone is compared without folding."""
    if first == _NUMBER:
        return rf"(?=\d)(?:{_either(phrases)})"
    return rf"(?-i:[{_firsts(first, phrases)}])(?:{_either(phrase[1:] for phrase in phrases)})"


def _firsts(first: str, phrases: list[str]) -> str:
    """Return what phrases with the same first letter may begin with, as it stands in a class of a pattern."""
    if first == _NUMBER:
        return r"\d"
    letters = {first, first.upper(), *(phrase[0] for phrase in phrases)}  # the Turkish İ is no capital of i
    return re.escape("".join(sorted(letter for letter in letters if len(letter) == 1)))


def _behind_any(phrase: str) -> str:
    """Return the pattern of a phrase that begins with `…`: first its words are searched for, which is cheap.

    Trying all lengths before them is not.
    """
    words = next(filter(None, (piece.strip() for piece in phrase.split(_ANY))))
    return f"(?-i:(?=.*{re.escape(words)})){_as_pattern(phrase)}"


def _either(phrases: Iterable[str]) -> str:
    """Return the pattern of any of the phrases, the longest first, however blanks are set."""
    return "|".join(_as_pattern(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


def _as_pattern(phrase: str) -> str:
    written = _BLANKS.sub(" ", phrase)
    pattern = re.escape(written).replace(r"\ ", r"\s+").replace(re.escape(_NUMBER), r"\d{1,6}")
    return pattern.replace("'", _QUOTES).replace("’", _QUOTES)

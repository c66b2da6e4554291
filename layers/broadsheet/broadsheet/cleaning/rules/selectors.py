"""CSS selectors of the plain kind, told of a tag without a library: most rules name tags so.

A plain selector is one or more compounds (`div.events[role="note"]:not(.keep)`), one within another or right
within it (`>`), with commas between alternatives. Anything else is left to soupsieve.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bs4 import Tag

from broadsheet.cleaning.soup import attribute

_NAME = r"[A-Za-z_][\w-]*"
_SIMPLE = rf"""\.{_NAME}|\#{_NAME}|\[{_NAME}(?:[~^$*]?=(?:"[^"\\]*"|'[^'\\]*'|{_NAME}))?\]"""
_COMPOUND = re.compile(rf"(?P<tag>{_NAME}|\*)?(?P<tests>(?:{_SIMPLE}|:not\((?:{_SIMPLE}|{_NAME})\))*)")
_COMBINATOR = re.compile(r"\s*(?P<sign>[,>])\s*|\s+|\Z")
_TEST = re.compile(
    rf"""\.(?P<mark>{_NAME})|\#(?P<id>{_NAME})|:not\((?P<no>[^)]*)\)|\[(?P<key>{_NAME})"""
    rf"""(?:(?P<sign>[~^$*]?=)(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>{_NAME})))?\]"""
)
_FITS: dict[str, Callable[[str, str], bool]] = {
    "=": str.__eq__,
    "~=": lambda written, value: value in written.split(),
    "^=": lambda written, value: bool(value) and written.startswith(value),
    "$=": lambda written, value: bool(value) and written.endswith(value),
    "*=": lambda written, value: bool(value) and value in written,
}
_BY_VALUE_IN_ANY_CASE = frozenset({"type", "lang", "dir"})


@dataclass(frozen=True, kw_only=True)
class Test:
    """One thing that must be true of a tag's attribute, or must not."""

    key: str
    sign: str = ""
    value: str = ""

    def holds(self, tag: Tag) -> bool:
        """Whether it is true of the tag."""
        if self.key not in tag.attrs:
            return False
        written = attribute(tag, self.key)
        return not self.sign or _FITS[self.sign](written, self.value)


@dataclass(frozen=True, kw_only=True)
class Compound:
    """What must be true of one tag."""

    name: str = ""
    tests: tuple[Test, ...] = ()
    none_of: tuple["Compound", ...] = ()

    def holds(self, tag: Tag) -> bool:
        """Whether all of it is true of the tag."""
        if self.name and tag.name != self.name:
            return False
        for test in self.tests:
            if not test.holds(tag):
                return False
        return not any(other.holds(tag) for other in self.none_of) if self.none_of else True


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """A compound, and those that must hold for tags around it: the nearest first, each with whether right around."""

    compound: Compound
    around: tuple[tuple[bool, Compound], ...] = ()

    def holds(self, tag: Tag) -> bool:
        """Whether the selector names the tag."""
        return self.compound.holds(tag) and _holds_around(self.around, tag.parent)


def _holds_around(around: tuple[tuple[bool, Compound], ...], tag: Tag | None) -> bool:
    if not around:
        return True
    (is_parent, compound), *rest = around
    while tag is not None:
        if compound.holds(tag) and _holds_around(tuple(rest), tag.parent):
            return True
        if is_parent:
            return False
        tag = tag.parent
    return False


def plain(selector: str) -> tuple[Alternative, ...] | None:
    """Return the alternatives of a plain selector, None for any other."""
    alternatives, chain, place = list[Alternative](), list[tuple[bool, Compound]](), 0
    selector = selector.strip()
    while True:
        match = _COMPOUND.match(selector, place)
        after = _COMBINATOR.match(selector, match.end()) if match and match[0] else None
        if match is None or after is None or _is_beyond(match[0]):
            return None
        chain.insert(0, (False, _compound(match["tag"], match["tests"])))
        place = after.end()
        if after["sign"] == "," or place == len(selector):
            alternatives.append(Alternative(compound=chain[0][1], around=tuple(chain[1:])))
            chain.clear()
            if after["sign"] is None:
                return tuple(alternatives)
        elif after["sign"] == ">":
            chain[0] = (True, chain[0][1])


def _is_beyond(compound: str) -> bool:
    """Whether a test asks what HTML knows better."""
    return any(
        match["key"] and match["key"].lower() in _BY_VALUE_IN_ANY_CASE for match in _TEST.finditer(compound)
    )


def _compound(name: str | None, tests: str) -> Compound:
    found = list(_TEST.finditer(tests))
    return Compound(
        name="" if name in {None, "*"} else str(name).lower(),
        tests=tuple(test for match in found for test in _test(match)),
        none_of=tuple(_negated(match["no"]) for match in found if match["no"]),
    )


def _test(match: re.Match[str]) -> Iterator[Test]:
    if match["mark"]:
        yield Test(key="class", sign="~=", value=match["mark"])
    elif match["id"]:
        yield Test(key="id", sign="=", value=match["id"])
    elif match["key"]:
        value = next((match[name] for name in ("double", "single", "bare") if match[name] is not None), "")
        yield Test(key=match["key"].lower(), sign=match["sign"] or "", value=value)


def _negated(simple: str) -> Compound:
    return _compound(None, simple) if simple[0] in ".#[" else _compound(simple, "")

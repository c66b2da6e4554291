"""The soup that cleaning works on: HTML text in, Beautiful Soup out, and the few moves all steps share."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from broadsheet.cleaning.soup.building import build
from broadsheet.cleaning.soup.tag_limits import crowded_tag
from broadsheet.cleaning.soup.wanted import fold, wanted
from broadsheet.cleaning.soup.weights import Weights
from broadsheet.errors import TooComplexError

# Beyond any article (the largest met had 9,800 tags and 450,000 characters), and within what a worker
# can finish in two seconds.
_MOST_CHARACTERS = 2_000_000
_MOST_TAGS = 20_000
_MOST_REFERENCES = 100_000
_LONGEST_NAMED = 100
_GIVEN_NAMES = frozenset({
    "audio", "br", "embed", "figcaption", "figcredit", "iframe", "img", "media", "span", "video",
})  # fmt: skip
"""The names that steps give to tags, which a page may have had none of."""
_MOST_ATTRIBUTES = 2_000
_SHORTER = "drop the article without what surrounds it, or in parts"


@dataclass(frozen=True, kw_only=True)
class Soup:
    """The publisher's soup: its root, its tags as it was parsed, and what each of them weighs.

    A tag that a step makes is none of these: a step that wants another one to see it renames one that is.
    """

    root: Tag
    elements: list[Tag]

    def tags(self, *names: str) -> list[Tag]:
        """Return the publisher's tags that are left, all or those of these names, in the document's order."""
        if not names:
            return [tag for tag in self.elements if tag.parent is not None]
        among = self.elements
        if _GIVEN_NAMES.isdisjoint(names):
            present = [self._by_name[name] for name in names if name in self._by_name]
            if not present:
                return []  # most articles have none of most tags
            among = present[0] if len(present) == 1 else among
        return [tag for tag in among if tag.name in names and tag.parent is not None]

    def having(self, *attributes: str) -> list[Tag]:
        """Return the publisher's tags that are left and have one of these attributes, in the same order."""
        if self._attributes.isdisjoint(attributes):
            return []  # most articles have none of most
        return [tag for tag in self.tags() if not tag.attrs.keys().isdisjoint(attributes)]

    @cached_property
    def _by_name(self) -> dict[str, list[Tag]]:
        by_name = defaultdict[str, list[Tag]](list)
        for tag in self.elements:
            by_name[tag.name].append(tag)
        return by_name

    @cached_property
    def _attributes(self) -> frozenset[str]:
        return frozenset(name for tag in self.tags() for name in tag.attrs)

    @cached_property
    def weights(self) -> Weights:
        """What the tags that are left weigh, at the time that it is first asked."""
        return Weights(self.root, self.tags())


def parse(html: str) -> Soup:
    """Parse a fragment of HTML, however malformed, and return the soup of it.

    Raises
    ------
    TooComplexError
        There are more tags than an article can have, more attributes on one of them, or tags nested deeper.
    """
    html = wanted(html)
    _refuse_what_never_ends(html)
    root, elements = build(f"<div>{html}</div>")
    return Soup(root=root, elements=elements)


def _refuse_what_never_ends(html: str) -> None:
    if len(html) > _MOST_CHARACTERS:
        raise TooComplexError(
            f"{len(html):,} characters of HTML; the limit is {_MOST_CHARACTERS:,}: {_SHORTER}"
        )
    if html.count("<") > _MOST_TAGS:
        raise TooComplexError(f"{html.count('<'):,} tags; the limit is {_MOST_TAGS:,}: {_SHORTER}")
    if html.count("&") > _MOST_REFERENCES:
        raise TooComplexError(
            f"{html.count('&'):,} character references; the limit is {_MOST_REFERENCES:,}: write characters"
        )
    if tag := crowded_tag(html, _MOST_ATTRIBUTES):
        raise TooComplexError(f"more than {_MOST_ATTRIBUTES:,} attributes on one tag; leave some out: {tag}")


def attribute(tag: Tag, name: str) -> str:
    """Return the attribute's value, empty where the tag has none."""
    value = tag.attrs.get(name)
    return value if isinstance(value, str) else ""


def named(tag: Tag) -> str:
    """Return a tag as a rule's `selector` would name it, by its id and classes."""
    marks = [f"#{attribute(tag, 'id')}"] if "id" in tag.attrs else []
    marks += [f".{name}" for name in attribute(tag, "class").split()]
    return f"{tag.name}{''.join(marks)}"[:_LONGEST_NAMED]


def tags(soup: Tag, *names: str) -> list[Tag]:
    """Return all tags within, or those of these names, in document order."""
    found, waiting = list[Tag](), soup.contents[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if not names or node.name in names:
                found.append(node)
            waiting += node.contents[::-1]
    return found


def first_within(tag: Tag, *names: str) -> Tag | None:
    """Return the first tag of these names within, in document order."""
    waiting = tag.contents[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if node.name in names:
                return node
            waiting += node.contents[::-1]
    return None


def children(tag: Tag, *names: str) -> list[Tag]:
    """Return the tags of these names right within a tag."""
    return [child for child in tag.contents if isinstance(child, Tag) and child.name in names]


def holder(node: PageElement, *names: str) -> Tag | None:
    """Return the nearest tag of these names that something stands in."""
    tag = node.parent
    while tag is not None and tag.name not in names:
        tag = tag.parent
    return tag


def is_gone(tag: Tag) -> bool:
    """Whether the tag, or one that it stood in, has been dropped, or the tag itself taken out.

    What was dropped forgot its parent, and its class has none. Beautiful Soup's `decomposed` would first
    search all that the tag holds for a tag of that name, which takes quadratic time in a deep document.
    """
    return tag.parent is None


def text_of(tag: Tag) -> str:
    """Return all text within the tag, white space folded."""
    return fold("".join(strings_of(tag)))


def strings_of(tag: Tag) -> Iterator[str]:
    """Yield all texts within the tag."""
    waiting = tag.contents[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            waiting += node.contents[::-1]
        elif isinstance(node, NavigableString):
            yield node


def beginning_of(tag: Tag, most: int) -> str:
    """Return the first characters of the text within the tag, white space folded; the rest is not read."""
    read, length = [], 0
    for text in strings_of(tag):
        read.append(text[:most])
        length += len(text)
        if length >= most:
            break
    return fold("".join(read)[:most])


def rename(tag: Tag, name: str) -> None:
    """Make the tag another one with the same content."""
    if name not in _GIVEN_NAMES:
        raise ValueError(f"{name!r} is no name that steps give to tags")
    tag.name = name

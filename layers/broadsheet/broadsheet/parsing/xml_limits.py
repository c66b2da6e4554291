"""What no feed in XML has, and what a parser of feeds would not come to an end with."""

import re
from dataclasses import dataclass

from broadsheet.errors import TooComplexError

# Beyond what feeds have, and within what feedparser can read in time: 10,000 entries have 150,000 tags.
MOST_CHARACTERS = 12_000_000
MOST_TAGS = 250_000  # outside of CDATA
MOST_REFERENCES = 1_500_000
MOST_ATTRIBUTES = 100  # of one tag
LONGEST_TAG = 100_000  # characters
DEEPEST = 400  # tags within tags
MOST_TOPICS = 200  # of one entry; feedparser looks at all of them for each
LONGEST_FACT = 5_000  # characters; feedparser searches authors and dates in quadratic time
MOST_ENTITIES = 300  # HTML's own Latin ones are 252
LONGEST_ENTITY = 100  # characters

_DECLARED_ENTITY = re.compile(
    r"<!ENTITY\s+%?\s*[^\s>]{1,200}\s+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')?"
)
_REFERENCE = re.compile(r"&(?!#)|%\w")
_SKIPPED = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_PIECE = re.compile(r"<!\[CDATA\[|<!--|<\?|<")
_ATTRIBUTE = re.compile(r"\s[^\s=\"'<>/]+\s*=")
_QUOTED = re.compile(r"\"[^\"<]*\"|'[^'<]*'")
_NAME = re.compile(r"<(?:[^\s:/>]{1,50}:)?(?P<name>[^\s:/>]{1,50})")
_ENTRIES = frozenset({"item", "entry"})
_TOPICS = frozenset({"category", "subject", "keywords", "tags"})
_FACTS = _TOPICS | {
    "author", "creator", "managingeditor", "webmaster", "publisher", "contributor", "name", "email", "owner",
    "pubdate", "published", "updated", "issued", "modified", "created", "date", "valid", "lastbuilddate",
    "expirationdate", "language", "id", "guid", "link", "url", "uri", "point", "polygon", "poslist", "pos",
    "line", "box", "restriction",
}  # fmt: skip


def refuse_what_never_ends(text: str) -> None:
    """Refuse a document that a feed parser would take too long, or too much memory, to read.

    Raises
    ------
    TooComplexError
        It is too long, has too many tags or references, tags too deep or with too many attributes, facts
        of endless length, or entities beyond single characters.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooComplexError(
            f"{len(text):,} characters; the limit is {MOST_CHARACTERS:,}: drop the feed in parts"
        )
    if text.count("&") > MOST_REFERENCES:
        raise TooComplexError(
            f"{text.count('&'):,} character references; the limit is {MOST_REFERENCES:,}: drop it in parts"
        )
    _refuse_entities(text)
    count, end = _Count(), 0
    while piece := _PIECE.search(text, end):
        start = piece.start()
        count.text(start - end)
        closing = _SKIPPED.get(piece[0], ">")
        end = text.find(closing, start)
        if closing == ">":
            count.tag(text[start : end if end >= 0 else len(text)])
        elif piece[0] == "<![CDATA[":
            count.text((end if end >= 0 else len(text)) - start)
        if end < 0:
            return


@dataclass(kw_only=True)
class _Count:
    """What a document has had so far: tags, of these open ones, topics of the entry, letters of the fact."""

    tags: int = 0
    depth: int = 0
    topics: int = 0
    letters: int = 0
    is_fact: bool = False

    def text(self, length: int) -> None:
        self.letters += length
        if self.is_fact and self.letters > LONGEST_FACT:
            raise TooComplexError(
                f"a fact of over {LONGEST_FACT:,} characters (an author, a date, an address); shorten it"
            )

    def tag(self, tag: str) -> None:
        self.tags += 1
        self.letters = 0
        self.is_fact = False
        if tag.startswith("</"):
            self.depth -= 1
        elif not tag.startswith("<!"):
            self._open(tag)
        if self.tags > MOST_TAGS or self.depth > DEEPEST:
            raise TooComplexError(
                f"more than {MOST_TAGS:,} tags, or {DEEPEST} within each other; drop the feed in parts"
            )

    def _open(self, tag: str) -> None:
        self.depth += not tag.endswith("/")
        name = _NAME.match(tag)
        named = name["name"].lower() if name else ""
        self.is_fact = named in _FACTS
        self.topics = 0 if named in _ENTRIES else self.topics + (named in _TOPICS)
        if self.topics > MOST_TOPICS:
            raise TooComplexError(f"more than {MOST_TOPICS} topics of one entry; leave some out")
        if len(tag) > LONGEST_TAG:
            raise TooComplexError(
                f"a tag of {len(tag):,} characters, the limit is {LONGEST_TAG:,}; shorten it: {tag[:40]}"
            )
        if tag.count("=") > MOST_ATTRIBUTES and _attributes_of(tag) > MOST_ATTRIBUTES:
            raise TooComplexError(
                f"more than {MOST_ATTRIBUTES} attributes on one tag; leave some out: {tag[:40]}"
            )


def _attributes_of(tag: str) -> int:
    return len(_ATTRIBUTE.findall(_QUOTED.sub('""', tag)))


def _refuse_entities(text: str) -> None:
    if "<!ENTITY" not in text:
        return
    for declared, entity in enumerate(_DECLARED_ENTITY.finditer(text), start=1):
        value = entity["double"] or entity["single"] or ""
        if declared > MOST_ENTITIES or len(value) > LONGEST_ENTITY or _REFERENCE.search(value):
            raise TooComplexError(
                "declares entities that stand for more than a character; write out what they stand for: "
                f"{entity[0][:60]}"
            )

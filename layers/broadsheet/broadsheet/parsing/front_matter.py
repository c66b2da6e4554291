"""Posts of static sites: front matter with the facts, then a body of HTML or Markdown.

As Jekyll and Hugo have them: YAML between lines of `---`, TOML between lines of `+++`. The crawlers'
archives are kept so, with the address in `from:`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from broadsheet.article import ParsedDocument, ParsedEntry
from broadsheet.parsing.addresses import is_absolute
from broadsheet.parsing.authors import names_in
from broadsheet.parsing.languages import language_of
from broadsheet.parsing.markdown_body import to_html
from broadsheet.parsing.moments import moment_of
from broadsheet.parsing.source import source_of

MOST_LINES = 200  # of the block
LARGEST_YAML = 20_000  # characters; PyYAML is slow, and knows no limit of its own
DEEPEST_YAML = 50  # brackets within brackets, which PyYAML reads by calling itself
LONGEST_TITLE = 2_000  # characters
MOST_TAGS, LONGEST_TAG = 100, 200  # of one post, and characters of each

ADDRESSES = ("from", "link", "url", "original_url", "source_url", "canonical_url", "canonical", "permalink")
NAMES = ("permalink", "url", "slug", "id")
AUTHORS = ("author", "authors", "byline")
TAGS = ("tags", "categories", "keywords", "tag", "category")
LANGUAGES = ("language", "lang", "locale")
PUBLISHED = ("date", "published", "published_at", "publishdate", "pubdate", "created")
UPDATED = ("lastmod", "last_modified_at", "updated", "updated_at", "modified")

_FENCE = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\n")
_LINE = re.compile(r"^(?P<name>[\w-]{1,50}):(?P<value>[^\n]*)$", re.MULTILINE)
_FLAT_LIST = re.compile(r"\[(?P<items>[^\[\]{}]*)\]")


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """The facts before a body: names in lower case, with the texts under each; `end` is the body's begin."""

    facts: Mapping[str, tuple[str, ...]]
    end: int

    def first(self, *names: str) -> str:
        """Return the first text under the first of the names that has one; empty if none has."""
        return next((text for name in names for text in self.facts.get(name, ())), "")

    def all(self, *names: str) -> tuple[str, ...]:
        """Return all texts under the names, each once."""
        return tuple(dict.fromkeys(text for name in names for text in self.facts.get(name, ())))

    def authors(self) -> tuple[str, ...]:
        """Return the authors, but for one who only repeats the name of the source."""
        of_source = " ".join(self.all(*TAGS))
        names = (name for text in self.all(*AUTHORS) for name in names_in(text))
        return tuple(name for name in names if name not in of_source)

    def tags(self, source: str) -> tuple[str, ...]:
        """Return tags and categories, but for one that is the source's name."""
        tags = (tag for tag in self.all(*TAGS) if tag != source and len(tag) <= LONGEST_TAG)
        return tuple(tags)[:MOST_TAGS]


def parse(text: str, key: str) -> ParsedDocument | None:
    """Return the one entry of a post with front matter, or None when the text is none.

    A post has a title or an absolute address in its front matter. One that has no such address is known
    by what it is called within its site: its path, or its slug.
    """
    found = read(text)
    if found is None:
        return None
    url = next((url for url in found.all(*ADDRESSES) if is_absolute(url)), "")
    title = found.first("title")[:LONGEST_TITLE]
    if not (url or title):
        return None
    source = source_of(key, url or None)
    entry = ParsedEntry(
        source=source,
        raw_title=title,
        raw_url=url or None,
        entry_id="" if url else found.first(*NAMES)[:LONGEST_TITLE],
        published_at=moment_of(found.first(*PUBLISHED)),
        updated_at=moment_of(found.first(*UPDATED)),
        html=to_html(text[found.end :].strip("\n")),
        authors=found.authors(),
        tags=found.tags(source),
        language=language_of(found.first(*LANGUAGES)),
    )
    return ParsedDocument(shape="front-matter", entries=(entry,))


def read(text: str) -> FrontMatter | None:
    """Return the front matter that a text begins with, None when it does not begin with any."""
    fence = _FENCE.match(text)
    if fence is None:
        return None
    start = end = fence.end()
    for _ in range(MOST_LINES):
        line_end = text.find("\n", end)
        line = text[end : line_end if line_end >= 0 else len(text)]
        if line.rstrip() == fence["fence"]:
            block = text[start:end]
            facts = _of_toml(block) if fence["fence"] == "+++" else _of_yaml(block)
            return FrontMatter(facts=facts, end=line_end + 1 if line_end >= 0 else len(text))
        if line_end < 0:
            return None
        end = line_end + 1
    return None


def _of_yaml(block: str) -> dict[str, tuple[str, ...]]:
    """Return the facts of a YAML block, line by line where it is none: crawlers quote nothing."""
    import yaml  # noqa: PLC0415  # most documents have no front matter, and no use for it

    if len(block) > LARGEST_YAML or block.count("[") + block.count("{") > DEEPEST_YAML:
        return _of_lines(block)
    try:
        # Its base loader makes texts, lists and mappings, and nothing else.
        found = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        return _of_lines(block)
    return _facts(found) if isinstance(found, dict) else _of_lines(block)


def _of_lines(block: str) -> dict[str, tuple[str, ...]]:
    facts: dict[str, tuple[str, ...]] = {}
    for name, written in _LINE.findall(block):
        value = written.strip()
        items = _FLAT_LIST.fullmatch(value)
        texts = items["items"].split(",") if items else [value]
        facts[name.lower()] = tuple(text for item in texts if (text := item.strip().strip("\"'")))
    return facts


def _of_toml(block: str) -> dict[str, tuple[str, ...]]:
    try:
        return _facts(tomllib.loads(block))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return {}


def _facts(found: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    return {str(name).lower(): tuple(_texts(value)) for name, value in found.items()}


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a value: its own, those of its items, or the `name` of a mapping."""
    items = value if isinstance(value, list) else [value]
    for item in items[:MOST_TAGS]:
        text = item.get("name", "") if isinstance(item, dict) else item
        if not isinstance(text, dict | list) and (written := str(text).strip()):
            yield written

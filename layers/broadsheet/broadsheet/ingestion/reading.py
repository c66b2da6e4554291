"""What a raw document holds, as articles: parsed, cleaned, identified. Pure; nothing is stored here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from broadsheet import PARSER_VERSION
from broadsheet.article import (
    UNDATED,
    Article,
    Content,
    ParsedDocument,
    ParsedEntry,
    RawDocument,
    RejectedEntry,
)
from broadsheet.cleaning import DEFAULT_RULES, Rules, clean, digest_of
from broadsheet.errors import InvalidDocumentError, TooComplexError
from broadsheet.identity import article_id, canonical_url, content_hash, name_of
from broadsheet.parsing import parse

# Bytes of all that stands beside the body: far beyond any article's, and what an item of the table can hold.
LARGEST_FACTS = 100_000
MOST_NAMED = 20  # rejected entries, in the sentence about them


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A document as it was read: its shape, its articles, at least one, and the entries that are none."""

    shape: str
    articles: tuple[Article, ...]
    rejected: tuple[RejectedEntry, ...] = ()

    @property
    def message(self) -> str:
        """Which entries are no articles, and why, in a sentence; empty where all are."""
        if not self.rejected:
            return ""
        named = "; ".join(
            f"{entry.number} ({entry.code}): {entry.message}" for entry in self.rejected[:MOST_NAMED]
        )
        count = len(self.rejected)
        more = f"; and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
        return f"{count} of {len(self.articles) + count} entries are no articles: {named}{more}"


def read(document: RawDocument, rules: Rules = DEFAULT_RULES) -> Reading:
    """Return what a raw document holds, cleaned by these rules; one bad entry loses no other.

    An article that is in the document twice is taken once, as its later date has it.

    Raises
    ------
    InvalidDocumentError
        By name: nothing in the document can ever become an article.
    """
    parsed = parse(document)
    articles = list[Article]()
    rejected = list(parsed.rejected)
    errors = list[InvalidDocumentError]()
    for number, entry in _numbered(parsed):
        try:
            articles.append(_article(document, entry, rules))
        except InvalidDocumentError as error:
            errors.append(error)
            rejected.append(RejectedEntry(number=number, code=error.code, message=str(error)))
    if not articles:
        raise errors[0]
    rejected.sort(key=lambda entry: entry.number)
    return Reading(shape=parsed.shape, articles=tuple(articles), rejected=tuple(rejected))


def articles_in(document: RawDocument, rules: Rules = DEFAULT_RULES) -> tuple[Article, ...]:
    """Return the articles of a raw document, at least one, cleaned by these rules. See `read`."""
    return read(document, rules).articles


def identity_of(entry: ParsedEntry) -> tuple[str, str | None]:
    """Return the id of an entry's article, and its canonical address, None where it has none."""
    url = None if entry.raw_url is None else canonical_url(entry.raw_url)
    return article_id(name_of(entry) if url is None else url), url


def _numbered(parsed: ParsedDocument) -> Iterable[tuple[int, ParsedEntry]]:
    """Return the entries with their places in the document, each article's latest one."""
    taken = {entry.number for entry in parsed.rejected}
    places = (number for number in range(1, len(parsed.entries) + len(taken) + 1) if number not in taken)
    latest: dict[str, tuple[int, ParsedEntry]] = {}
    for number, entry in zip(places, parsed.entries, strict=True):
        before = latest.get(identity_of(entry)[0])
        if before is None or _moment(entry) > _moment(before[1]):
            latest[identity_of(entry)[0]] = (number, entry)
    return latest.values()


def _moment(entry: ParsedEntry) -> datetime:
    return max(entry.published_at or UNDATED, entry.updated_at or UNDATED)


def _article(document: RawDocument, entry: ParsedEntry, rules: Rules) -> Article:
    id_, url = identity_of(entry)
    content = clean(entry, rules=rules)
    _refuse_endless_facts(url, entry, content, document.reference.key)
    return Article(
        id=id_,
        url=url,
        raw_url=entry.raw_url,
        source=entry.source,
        raw_title=entry.raw_title,
        content=content,
        content_hash=content_hash(content),
        raw=document.reference,
        put_at=document.put_at,
        sequencer=document.sequencer,
        parser_version=PARSER_VERSION,
        rules=digest_of(rules),
    )


def _refuse_endless_facts(url: str | None, entry: ParsedEntry, content: Content, key: str) -> None:
    image = content.lead_image
    facts = (
        url or "",
        entry.raw_url or "",
        entry.raw_title,
        content.title,
        content.standfirst,
        content.copyright,
    )
    of_image = (image.url, image.raw_url, image.alt, image.caption, image.credit) if image else ()
    size = sum(len(fact.encode()) for fact in (*facts, *content.authors, *of_image))
    if size > LARGEST_FACTS:
        raise TooComplexError(
            f"{key}: title, address, authors, standfirst and lead image have {size:,} bytes; "
            f"an article's have at most {LARGEST_FACTS:,}"
        )

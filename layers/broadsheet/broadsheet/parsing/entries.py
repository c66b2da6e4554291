"""Entries as the shapes of several entries make them: fields as they are written, in bounds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from broadsheet.article import ParsedDocument, ParsedEntry, RejectedEntry
from broadsheet.errors import EmptyEntryError, InvalidDocumentError, NoEntriesError, TooComplexError
from broadsheet.parsing.addresses import is_absolute
from broadsheet.parsing.authors import names_in
from broadsheet.parsing.languages import language_of
from broadsheet.parsing.repeated import with_repeated
from broadsheet.parsing.source import source_of

MOST_ENTRIES = 12_000  # of one document: so many its receipt can name
LONGEST_TITLE = 2_000  # characters
LONGEST_ID = 2_000  # characters
MOST_AUTHORS = 50  # of one entry
MOST_TAGS, LONGEST_TAG = 100, 200  # of one entry, and characters of each


@dataclass(frozen=True, kw_only=True)
class Fields:
    """An entry's fields as its document writes them; what it has not is empty.

    `url` may be relative to `base`, the address of what the entry stands in; `html` is relative to
    `html_base`, if that is given, else to `url`.
    """

    url: str = ""
    base: str = ""
    entry_id: str = ""
    title: str = ""
    html: str = ""
    html_base: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""

    def entry(self, key: str) -> ParsedEntry:
        """Return the entry.

        Raises
        ------
        EmptyEntryError
            There is nothing that tells it from any other, or that could be shown.
        """
        raw_url = absolute(self.url, self.base)
        moment = self.published_at or self.updated_at
        if not (raw_url or moment or any(text.strip() for text in (self.title, self.html, self.entry_id))):
            raise EmptyEntryError(
                "the entry has neither address, id, title, text nor date; give it one of them"
            )
        source = source_of(key, raw_url or absolute(self.base) or "")
        names = (name for written in self.authors[:MOST_AUTHORS] for name in names_in(written))
        tags = (" ".join(tag.split()) for tag in self.tags)
        return ParsedEntry(
            source=source,
            raw_title=" ".join(self.title.split())[:LONGEST_TITLE],
            raw_url=raw_url,
            entry_id=self.entry_id.strip()[:LONGEST_ID],
            published_at=moment,
            updated_at=self.updated_at,
            html=self.html,
            base_url=absolute(self.html_base, self.base) or "",
            authors=tuple(dict.fromkeys(names)),
            tags=tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= LONGEST_TAG))[:MOST_TAGS],
            language=language_of(self.language),
        )


def absolute(url: str, base: str = "") -> str | None:
    """Return an address made absolute, None where it can be none."""
    written = url.strip()
    if not written or is_absolute(written):
        return written or None
    try:
        joined = urljoin(base, written)
    except ValueError:
        return None
    return joined if is_absolute(joined) else None


def document_of(shape: str, key: str, found: Iterable[Fields | InvalidDocumentError]) -> ParsedDocument:
    """Return the document of entries; those that can be none are named with their reasons.

    Raises
    ------
    NoEntriesError
        The document holds no entry at all.
    TooComplexError
        It holds more than its receipt could name.
    InvalidDocumentError
        None of its entries can be one; the error is the first one's.
    """
    entries: list[ParsedEntry] = []
    rejected: list[RejectedEntry] = []
    errors: list[InvalidDocumentError] = []
    for number, fields in enumerate(found, start=1):
        try:
            entries.append(_entry(fields, key))
        except InvalidDocumentError as error:
            errors.append(error)
            rejected.append(RejectedEntry(number=number, code=error.code, message=error.reason))
    if not entries:
        raise (
            errors[0].about(key)
            if errors
            else NoEntriesError("a feed without any entry; drop it again when it has one", key=key)
        )
    _refuse_many(len(entries), key)
    return ParsedDocument(shape=shape, entries=with_repeated(entries), rejected=tuple(rejected))


def joined(parts: Iterable[ParsedDocument | InvalidDocumentError], key: str) -> ParsedDocument:
    """Return the documents of an archive as one, those that are none as rejected entries of it.

    Raises
    ------
    NoEntriesError
        The archive holds no file.
    InvalidDocumentError
        None of its files can be read; the error is the first one's.
    """
    entries: list[ParsedEntry] = []
    rejected: list[RejectedEntry] = []
    shapes: dict[str, None] = {}
    errors: list[InvalidDocumentError] = []
    for part in parts:
        place = len(entries) + len(rejected)
        if isinstance(part, InvalidDocumentError):
            errors.append(part)
            rejected.append(RejectedEntry(number=place + 1, code=part.code, message=str(part)))
            continue
        shapes[part.shape] = None
        entries += part.entries
        rejected += [replace(entry, number=place + entry.number) for entry in part.rejected]
    if not entries:
        raise (
            errors[0]
            if errors
            else NoEntriesError("an archive without any file; put the documents into it", key=key)
        )
    _refuse_many(len(entries), key)
    return ParsedDocument(shape=" and ".join(shapes), entries=tuple(entries), rejected=tuple(rejected))


def _refuse_many(count: int, key: str) -> None:
    if count > MOST_ENTRIES:
        raise TooComplexError(f"{count:,} entries; the limit is {MOST_ENTRIES:,}: drop it in parts", key=key)


def _entry(fields: Fields | InvalidDocumentError, key: str) -> ParsedEntry:
    if isinstance(fields, InvalidDocumentError):
        raise fields
    return fields.entry(key)

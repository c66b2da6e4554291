"""Raw documents whose readings are known: what a parser of each version makes of them is written in them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum, auto
from unittest import mock

from hypothesis import strategies as st

from broadsheet.article import Article, ParsedEntry, RawDocument, RawLocation, RejectedEntry
from broadsheet.cleaning import Rules
from broadsheet.errors import DocumentMissingError, NoHeaderError
from broadsheet.ingestion import ingest as ingestion
from broadsheet.ingestion.reading import OpenDocument
from broadsheet_cli.raw_versions import listed_order
from tests.builders import NOON, article, raw_document

URLS = ("https://news.example/lighthouse", "https://news.example/ferry")
NEWEST_PARSER = 3


class Told(IntEnum):
    """What a delivery tells of the order of puts within a second, the best last."""

    NOTHING = auto()
    LISTED = auto()
    BY_S3 = auto()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One version of a raw document; `readings` has its text for each parser version, None if rejected.

    `listed` is its place among the versions of its key of the same second, as an operator's list has it.
    """

    key: str
    version_id: str
    put_at: datetime
    sequencer: str
    url: str
    published_at: datetime | None
    readings: tuple[str | None, ...]
    is_latest: bool = False
    listed: str = ""

    @property
    def content(self) -> bytes:
        """The bytes: the same wherever the same was put."""
        published_at = self.published_at.isoformat() if self.published_at else None
        return json.dumps({"url": self.url, "at": published_at, "readings": self.readings}).encode()

    def location(self, told: Told) -> RawLocation:
        """Where it lies: as S3 notifies of it, as an operator's list has it, or without any order."""
        sequencer = {Told.BY_S3: self.sequencer, Told.LISTED: self.listed}.get(told, "")
        return RawLocation(
            bucket="raw",
            key=self.key,
            version_id=self.version_id,
            sequencer=sequencer,
            put_at=self.put_at,
        )

    def document(self, sequencer: str) -> RawDocument:
        """Return what is fetched."""
        return raw_document(self.content, self.key, self.version_id, self.put_at, sequencer)

    def article(self, parser_version: int, sequencer: str) -> Article | None:
        """Return the article that a parser makes of it, None if it rejects it."""
        return read(self.document(sequencer), parser_version)


def read(document: RawDocument, parser_version: int) -> Article | None:
    """Read a draft as a parser of some version does."""
    written = json.loads(document.content)
    text = written["readings"][parser_version - 1]
    if text is None:
        return None
    published_at = datetime.fromisoformat(written["at"]) if written["at"] else None
    made = article(text, published_at=published_at, url=written["url"], parser_version=parser_version)
    return replace(made, raw=document.reference, put_at=document.put_at, sequencer=document.sequencer)


ENTRY = ParsedEntry(source="draft", raw_title="", raw_url=None, published_at=None, html="")


@dataclass(frozen=True, kw_only=True)
class OpenDraft(OpenDocument):
    """A draft as a document of one entry, whose article is known."""

    made: Article

    def piece(self, start: int, end: int, rules: Rules) -> tuple[list[Article], list[RejectedEntry]]:
        """See `OpenDocument`."""
        return [self.made], []

    def ids(self, end: int, rejected: Iterable[RejectedEntry]) -> tuple[str, ...]:
        """See `OpenDocument`."""
        return (self.made.id,)


@contextmanager
def parser(version: int) -> Iterator[None]:
    """Let `ingest` read drafts, as a parser of some version does."""

    def open_draft(document: RawDocument, *_: object) -> OpenDocument:
        made = read(document, version)
        if made is None:
            raise NoHeaderError(f"{document.reference.key}: no header")
        return OpenDraft(document=document, shape="draft", entries=((1, ENTRY),), rejected=(), made=made)

    with (
        mock.patch.object(ingestion, "open_document", open_draft),
        mock.patch.object(ingestion, "PARSER_VERSION", version),
    ):
        yield


class DraftStore:
    """The raw bucket with drafts in it."""

    def __init__(self, drafts: "tuple[Draft, ...]") -> None:
        self._drafts = {(draft.key, draft.version_id): draft for draft in drafts}

    def fetch(self, location: RawLocation) -> RawDocument:
        """See `broadsheet.ports.RawStore`."""
        try:
            return self._drafts[location.key, location.version_id].document(location.sequencer)
        except KeyError:
            raise DocumentMissingError(f"{location.key}: gone") from None

    def latest_version(self, location: RawLocation) -> str:
        """See `broadsheet.ports.RawStore`."""
        return [version_id for key, version_id in self._drafts if key == location.key][-1]


ABSURD = (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC))
DATES = (None, NOON, NOON + timedelta(hours=1), NOON - timedelta(days=999), *ABSURD)
TEXTS = st.sampled_from(("One.", "Two.", "Three.", None))


@st.composite
def drafts(draw: st.DrawFn, most: int = 6) -> tuple[Draft, ...]:
    """Return documents of few keys, articles, dates and texts, so that many meet; put two a second."""
    made = []
    for number in range(draw(st.integers(1, most))):
        readings = draw(st.tuples(TEXTS, TEXTS, TEXTS) | TEXTS.map(lambda text: (text,) * NEWEST_PARSER))
        made.append(
            Draft(
                key=f"articles/harbour/{draw(st.integers(0, 2))}.md",
                version_id=f"v{number * 7 % 10}",  # an order of its own, as S3's have
                put_at=NOON + timedelta(seconds=number // 2),
                sequencer=f"{number:04X}",
                url=draw(st.sampled_from(URLS)),
                published_at=draw(st.sampled_from(DATES)),
                readings=readings,
            )
        )
    last = {draft.key: draft for draft in made}
    of_second = Counter[tuple[str, datetime]]()
    finished = []
    for draft in made:
        of_second[draft.key, draft.put_at] += 1
        listed = listed_order(of_second[draft.key, draft.put_at])
        finished.append(replace(draft, is_latest=last[draft.key] is draft, listed=listed))
    return tuple(finished)

"""Raw documents whose readings are known: what a parser of each version makes of them is written in them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from unittest import mock

from hypothesis import strategies as st

from broadsheet.article import Article, RawDocument, RawLocation
from broadsheet.errors import DocumentMissingError, NoHeaderError
from broadsheet.ingestion import ingest as ingestion
from tests.builders import NOON, article, raw_document

URLS = ("https://news.example/lighthouse", "https://news.example/ferry")
NEWEST_PARSER = 3


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One version of a raw document; `readings` has its text for each parser version, None if rejected."""

    key: str
    version_id: str
    put_at: datetime
    sequencer: str
    url: str
    published_at: datetime | None
    readings: tuple[str | None, ...]
    is_latest: bool = False

    @property
    def content(self) -> bytes:
        """The bytes: the same wherever the same was put."""
        published_at = self.published_at.isoformat() if self.published_at else None
        return json.dumps({"url": self.url, "at": published_at, "readings": self.readings}).encode()

    def location(self, *, with_sequencer: bool) -> RawLocation:
        """Where it lies: as S3 notifies of it, or, without a sequencer, as an operator replays it."""
        return RawLocation(
            bucket="raw",
            key=self.key,
            version_id=self.version_id,
            sequencer=self.sequencer if with_sequencer else "",
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


@contextmanager
def parser(version: int) -> Iterator[None]:
    """Let `ingest` read drafts, as a parser of some version does."""

    def articles_in(document: RawDocument, _: object) -> tuple[Article, ...]:
        made = read(document, version)
        if made is None:
            raise NoHeaderError(f"{document.reference.key}: no header")
        return (made,)

    with (
        mock.patch.object(ingestion, "articles_in", articles_in),
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
                published_at=draw(st.sampled_from((None, NOON, NOON + timedelta(hours=1)))),
                readings=readings,
            )
        )
    last = {draft.key: draft for draft in made}
    return tuple(replace(draft, is_latest=last[draft.key] is draft) for draft in made)

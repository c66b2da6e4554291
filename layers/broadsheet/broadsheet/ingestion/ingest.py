"""The order of work: fetch, parse, clean, identify, store. Nothing else knows it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from broadsheet import PARSER_VERSION
from broadsheet.article import Article, Outcome, RawLocation, RejectedEntry
from broadsheet.cleaning import DEFAULT_RULES, Rules
from broadsheet.errors import InvalidDocumentError
from broadsheet.identity import DEFAULT_SITES, Sites
from broadsheet.ingestion.progress import Place, UnfinishedError
from broadsheet.ingestion.reading import OpenDocument, open_document, sentence_about
from broadsheet.ingestion.receipts import store_receipt, store_rejection
from broadsheet.ingestion.store import store_articles
from broadsheet.moments import whole_milliseconds
from broadsheet.ports import ArticleStore, Observer, RawStore, SilentObserver
from broadsheet.receipt import Receipt

AT_ONCE = 20  # entries that are cleaned, then stored, before the time is asked
BEGINNING = Place()
SILENT = SilentObserver()


def ingest(  # noqa: PLR0913  # what it takes is what the order of work is made of
    location: RawLocation,
    *,
    raw_store: RawStore,
    article_store: ArticleStore,
    now: datetime,
    rules: Rules = DEFAULT_RULES,
    sites: Sites = DEFAULT_SITES,
    observer: Observer = SILENT,
    place: Place = BEGINNING,
    has_time: Callable[[], bool] = lambda: True,
) -> Receipt:
    """Bring one version of a raw document into the store, and return its receipt, which is stored too.

    May be called any number of times, with documents in any order, by any number of workers: the
    store ends up the same. A document that can never become an article is receipted as rejected;
    an error of a store is let through, and the document must be delivered again. Entries before
    `place` are those that were stored in time; where time runs out again, the receipt says how far it
    came, and the error where to go on.

    Parameters
    ----------
    location
        One version of the raw document; the latest, if its version is empty.
    raw_store
        Where the document is fetched.
    article_store
        Where its articles and its receipt go.
    now
        The moment that counts as processed, in UTC; its microseconds are cut.
    rules
        The rules of cleaning, those of an operator among them.
    sites
        What is known of the addresses of hosts.
    observer
        Who is told how the work goes.
    place
        Where to go on in a document of many entries.
    has_time
        Whether there is time for the next entries; asked before each twenty but the first.

    Returns
    -------
    Receipt
        What became of the document, as it is stored.

    Raises
    ------
    ConflictError
        Other workers kept changing the same article, or the receipts of the same key.
    UnfinishedError
        Time ran out; `place` is where to go on.

    Examples
    --------
    >>> from tests.builders import NOON, location, raw_document
    >>> from tests.fakes import FakeArticleStore, FakeRawStore
    >>> raw = FakeRawStore([raw_document()])
    >>> ingest(location(), raw_store=raw, article_store=FakeArticleStore(), now=NOON).outcome
    <Outcome.CREATED: 'created'>
    """
    now = whole_milliseconds(now)  # as the store keeps it: what is read back equals what was written
    articles, count = tuple[Article, ...](), 0
    stands: Receipt | None = None
    try:
        with observer.stage("fetch"):
            document = raw_store.fetch(location)
        location = replace(location, version_id=document.reference.version_id, put_at=document.put_at)
        work = _Work(open_document(document, sites), rules, article_store, now, observer)
    except InvalidDocumentError as error:
        receipt = _rejection(location, error.code, str(error), now)
        stands = article_store.rejection(location.key)
    else:
        count = len(work.opened.entries)
        place, articles, stands = work.from_place(place, has_time)
        receipt = _receipt(work.opened, place, location, now)
    receipt = store_receipt(receipt, article_store)
    if place.entry >= count:
        store_rejection(receipt, stands, article_store, raw_store)
    observer.ingested(receipt, articles)
    if place.entry < count:
        raise UnfinishedError(location, place)
    return receipt


@dataclass(frozen=True)
class _Work:
    """An open document, and all that is needed to bring its entries into the store."""

    opened: OpenDocument
    rules: Rules
    store: ArticleStore
    now: datetime
    observer: Observer

    def from_place(
        self, place: Place, has_time: Callable[[], bool]
    ) -> tuple[Place, tuple[Article, ...], Receipt | None]:
        """Store entries from a place on while there is time, and return the place reached, and the articles.

        Return beside them the rejection that stood of the document's key. At least some entries are stored,
        whatever the time: else a document might never be done.
        """
        if place == BEGINNING:
            place = place.after(0, (), self.opened.rejected)
        articles, stands = list[Article](), None
        first = place.entry
        while place.entry < len(self.opened.entries) and (place.entry == first or has_time()):
            end = min(place.entry + AT_ONCE, len(self.opened.entries))
            with self.observer.stage("clean"):
                piece, rejected = self.opened.piece(place.entry, end, self.rules)
            with self.observer.stage("store"):
                outcomes, refused, stands = self._stored(piece, stands)
            place = place.after(end, outcomes, [*rejected, *refused])
            articles += piece
        return place, tuple(articles), stands

    def _stored(
        self, piece: list[Article], stands: Receipt | None
    ) -> tuple[list[Outcome], list[RejectedEntry], Receipt | None]:
        """Store articles; return what each did, which cannot be stored, and the rejection that stood."""
        if not piece:
            return [], [], stands
        try:
            outcomes, seen = store_articles(piece, self.store, self.now)
        except InvalidDocumentError as error:
            if len(piece) == 1:
                return [], [self.opened.refused(piece[0], error)], stands
        else:
            return outcomes, [], seen
        done, refused = list[Outcome](), list[RejectedEntry]()
        for article in piece:  # one of them is too large for the store: the others are not lost with it
            outcomes, none, stands = self._stored([article], stands)
            done += outcomes
            refused += none
        return done, refused, stands


def _receipt(opened: OpenDocument, place: Place, location: RawLocation, now: datetime) -> Receipt:
    """Return what became of a document so far; one without any article is rejected."""
    count = len(opened.entries)
    rejected = sorted(place.rejected, key=lambda entry: entry.number)
    if place.outcome is None and place.entry == count:
        return _rejection(location, rejected[0].code, f"{location.key}: {rejected[0].message}", now)
    ids = opened.ids(place.entry, rejected)
    message = sentence_about(rejected, len(ids))
    if place.entry < count:
        message = f"{place.entry:,} of {count:,} entries are dealt with, the others follow. {message}".strip()
    return Receipt(
        location=location,
        outcome=place.outcome or Outcome.UNCHANGED,
        article_ids=ids,
        parser_version=PARSER_VERSION,
        processed_at=now,
        message=message,
    )


def _rejection(location: RawLocation, code: str, message: str, now: datetime) -> Receipt:
    return Receipt(
        location=location,
        outcome=Outcome.REJECTED,
        article_ids=(),
        parser_version=PARSER_VERSION,
        processed_at=now,
        code=code,
        message=message,
    )

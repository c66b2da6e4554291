"""The order of work: fetch, parse, clean, identify, store. Nothing else knows it."""

from dataclasses import replace
from datetime import datetime, timedelta

from broadsheet import PARSER_VERSION
from broadsheet.article import Article, Outcome, RawLocation, Receipt
from broadsheet.cleaning import DEFAULT_RULES, Rules
from broadsheet.errors import InvalidDocumentError
from broadsheet.identity import DEFAULT_SITES, Sites
from broadsheet.ingestion.reading import Reading, read
from broadsheet.ingestion.receipts import store_receipt, store_rejection
from broadsheet.ingestion.store import store_articles
from broadsheet.ports import ArticleStore, Observer, RawStore, SilentObserver

# What a document of several articles did, is the first of these that any of them says.
WEIGHTIEST_FIRST = (Outcome.CREATED, Outcome.REVISED, Outcome.SUPERSEDED, Outcome.UNCHANGED)

# A document may come before its date by as much as clocks and zones differ; beyond that, the date is a slip.
LONGEST_AHEAD = timedelta(days=1)

SILENT = SilentObserver()


def ingest(
    location: RawLocation,
    *,
    raw_store: RawStore,
    article_store: ArticleStore,
    now: datetime,
    rules: Rules = DEFAULT_RULES,
    sites: Sites = DEFAULT_SITES,
    observer: Observer = SILENT,
) -> Receipt:
    """Bring one version of a raw document into the store, and return its receipt, which is stored too.

    May be called any number of times, with documents in any order, by any number of workers: the
    store ends up the same. A document that can never become an article is receipted as rejected;
    an error of a store is let through, and the document must be delivered again.

    Raises
    ------
    ConflictError
        Other workers kept changing the same article, or the receipts of the same key.
    """
    articles: tuple[Article, ...] = ()
    stands: Receipt | None = None
    try:
        with observer.stage("fetch"):
            document = raw_store.fetch(location)
        location = replace(location, version_id=document.reference.version_id, put_at=document.put_at)
        with observer.stage("clean"):
            reading = read(document, rules, sites)
            articles = reading.articles
        with observer.stage("store"):
            outcomes, stands = store_articles(articles, article_store, now)
        receipt = _receipt(reading, outcomes, location, now)
    except InvalidDocumentError as error:
        receipt = _rejection(location, error, now)
        stands = article_store.rejection(location.key)
    receipt = store_receipt(receipt, article_store)
    store_rejection(receipt, stands, article_store, raw_store)
    observer.ingested(receipt, articles)
    return receipt


def _receipt(reading: Reading, outcomes: list[Outcome], location: RawLocation, now: datetime) -> Receipt:
    return Receipt(
        location=location,
        outcome=next(outcome for outcome in WEIGHTIEST_FIRST if outcome in outcomes),
        article_ids=tuple(article.id for article in reading.articles),
        parser_version=PARSER_VERSION,
        processed_at=now,
        message=reading.message,
    )


def _rejection(location: RawLocation, error: InvalidDocumentError, now: datetime) -> Receipt:
    return Receipt(
        location=location,
        outcome=Outcome.REJECTED,
        article_ids=(),
        parser_version=PARSER_VERSION,
        processed_at=now,
        code=error.code,
        message=str(error),
    )

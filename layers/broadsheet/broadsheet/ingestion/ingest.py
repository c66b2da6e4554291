"""The order of work: fetch, parse, clean, identify, store. Nothing else knows it."""

from dataclasses import replace
from datetime import datetime

from broadsheet import PARSER_VERSION
from broadsheet.article import Article, Outcome, RawLocation, Receipt
from broadsheet.cleaning import DEFAULT_RULES, Rules
from broadsheet.errors import InvalidDocumentError
from broadsheet.ingestion.reading import Reading, read
from broadsheet.ingestion.receipts import store_receipt
from broadsheet.ingestion.store import store_article
from broadsheet.ports import ArticleStore, Observer, RawStore, SilentObserver

# What a document of several articles did, is the first of these that any of them says.
WEIGHTIEST_FIRST = (Outcome.CREATED, Outcome.REVISED, Outcome.SUPERSEDED, Outcome.UNCHANGED)

SILENT = SilentObserver()


def ingest(
    location: RawLocation,
    *,
    raw_store: RawStore,
    article_store: ArticleStore,
    now: datetime,
    rules: Rules = DEFAULT_RULES,
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
    try:
        with observer.stage("fetch"):
            document = raw_store.fetch(location)
        location = replace(location, version_id=document.reference.version_id, put_at=document.put_at)
        with observer.stage("clean"):
            reading = read(document, rules)
            articles = reading.articles
    except InvalidDocumentError as error:
        receipt = _rejection(location, error, now)
    else:
        with observer.stage("store"):
            receipt = _stored(reading, location, article_store, now)
    receipt = store_receipt(receipt, article_store)
    observer.ingested(receipt, articles)
    return receipt


def _stored(reading: Reading, location: RawLocation, store: ArticleStore, now: datetime) -> Receipt:
    outcomes = {store_article(article, store, now) for article in reading.articles}
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
        stands=True,
    )

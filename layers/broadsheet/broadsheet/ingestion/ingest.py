"""The order of work: fetch, parse, clean, identify, store. Nothing else knows it."""

from dataclasses import replace
from datetime import datetime

from broadsheet import PARSER_VERSION
from broadsheet.article import Article, Outcome, ParsedEntry, RawDocument, RawLocation, Receipt
from broadsheet.cleaning import DEFAULT_RULES, Rules, clean, digest_of
from broadsheet.errors import InvalidDocumentError
from broadsheet.identity import article_id, canonical_url, content_hash
from broadsheet.ingestion.receipts import store_receipt, store_rejection
from broadsheet.ingestion.store import store_articles
from broadsheet.parsing import parse
from broadsheet.ports import ArticleStore, Observer, RawStore, SilentObserver

# What a document of several articles did, is the first of these that any of them says.
WEIGHTIEST_FIRST = (Outcome.CREATED, Outcome.REVISED, Outcome.SUPERSEDED, Outcome.UNCHANGED)

SILENT = SilentObserver()


def articles_in(document: RawDocument, rules: Rules = DEFAULT_RULES) -> tuple[Article, ...]:
    """Return the articles of a raw document, at least one, cleaned by these rules.

    Raises
    ------
    InvalidDocumentError
        By name: the document can never become an article. It is about the document's key.
    """
    try:
        return tuple(_article(document, entry, rules) for entry in parse(document))
    except InvalidDocumentError as error:
        error.about(document.reference.key)  # cleaning knows no documents
        raise


def _article(document: RawDocument, entry: ParsedEntry, rules: Rules) -> Article:
    url = canonical_url(entry.raw_url)
    content = clean(entry, rules=rules)
    return Article(
        id=article_id(url),
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
    stands: Receipt | None = None
    try:
        with observer.stage("fetch"):
            document = raw_store.fetch(location)
        location = replace(location, version_id=document.reference.version_id, put_at=document.put_at)
        with observer.stage("clean"):
            articles = articles_in(document, rules)
        with observer.stage("store"):
            outcomes, stands = store_articles(articles, article_store, now)
        receipt = _receipt(articles, outcomes, location, now)
    except InvalidDocumentError as error:
        receipt = _rejection(location, error, now)
        stands = article_store.rejection(location.key)
    receipt = store_receipt(receipt, article_store)
    store_rejection(receipt, stands, article_store, raw_store)
    observer.ingested(receipt, articles)
    return receipt


def _receipt(
    articles: tuple[Article, ...], outcomes: list[Outcome], location: RawLocation, now: datetime
) -> Receipt:
    return Receipt(
        location=location,
        outcome=next(outcome for outcome in WEIGHTIEST_FIRST if outcome in outcomes),
        article_ids=tuple(article.id for article in articles),
        parser_version=PARSER_VERSION,
        processed_at=now,
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

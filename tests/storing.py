"""Bringing an article into a store, as the ingest function does."""

from datetime import datetime

from broadsheet.article import Article
from broadsheet.ingestion.store import store_article
from broadsheet.ports import ArticleStore
from tests.aws import Aws
from tests.builders import NOON


def put(aws: Aws, article: Article, now: datetime = NOON) -> None:
    """Store an article in a mocked account, as one raw document has it."""
    put_into(aws.article_store, article, now)


def put_into(store: ArticleStore, article: Article, now: datetime = NOON) -> None:
    """Store an article as one raw document has it."""
    store_article(article, store, now)

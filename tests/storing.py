"""Bringing an article into a mocked account, as the ingest function does."""

from datetime import datetime

from broadsheet.article import Article
from broadsheet.ingestion.store import store_article
from tests.aws import Aws
from tests.builders import NOON


def put(aws: Aws, article: Article, now: datetime = NOON) -> None:
    """Store an article as one raw document has it."""
    store_article(article, aws.article_store, now)

"""The stores that the contracts are about: the fakes, and DynamoDB as moto has it."""

from dataclasses import dataclass

import pytest

from broadsheet.article import StoredArticle
from broadsheet.ingestion.revisions import Current
from broadsheet.ports import ArticleCatalogue, ArticleStore
from tests.aws import Aws
from tests.builders import article, head_of, later, stored
from tests.fakes import FakeArticleStore


@dataclass(frozen=True, kw_only=True)
class Stores:
    writes: ArticleStore
    reads: ArticleCatalogue

    def create(self, stored: StoredArticle) -> bool:
        """Store a new article."""
        return self.writes.create_if_absent(head_of(stored), stored.article.content)

    def head(self, article_id: str) -> Current:
        """Return the head of an article that there is."""
        head = self.writes.head(article_id)
        assert head
        return head


@pytest.fixture(params=["fake", "dynamodb"])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "fake":
        fake = FakeArticleStore()
        return Stores(writes=fake, reads=fake)
    aws: Aws = request.getfixturevalue("aws")
    return Stores(writes=aws.article_store, reads=aws.catalogue)


ONE = stored(article("One."))
TWO = stored(article("Two.", published_at=later(), key="articles/harbour/2.md"), revision=2)

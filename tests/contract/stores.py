"""The stores that the contracts are about: the fakes, and DynamoDB as moto has it."""

from dataclasses import dataclass

import pytest

from broadsheet.ports import ArticleCatalogue, ArticleStore
from tests.aws import Aws
from tests.builders import article, later, stored
from tests.fakes import FakeArticleStore


@dataclass(frozen=True, kw_only=True)
class Stores:
    writes: ArticleStore
    reads: ArticleCatalogue


@pytest.fixture(params=["fake", "dynamodb"])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "fake":
        fake = FakeArticleStore()
        return Stores(writes=fake, reads=fake)
    aws: Aws = request.getfixturevalue("aws")
    return Stores(writes=aws.article_store, reads=aws.catalogue)


ONE = stored(article("One."))
TWO = stored(article("Two.", published_at=later(), key="articles/harbour/2.md"), revision=2)

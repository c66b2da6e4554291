"""Whatever the order, the number and the failures of deliveries: the store is what the documents say."""

from hypothesis import settings

from broadsheet.ports import ArticleCatalogue, ArticleStore
from tests.aws import aws_account
from tests.fakes import FakeArticleStore
from tests.faults.machine import Deliveries


class DeliveriesToTheFake(Deliveries):
    def make_stores(self) -> tuple[ArticleStore, ArticleCatalogue]:
        fake = FakeArticleStore()
        return fake, fake


TestDeliveriesToTheFake = DeliveriesToTheFake.TestCase
TestDeliveriesToTheFake.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)


class DeliveriesToAws(Deliveries):
    def __init__(self) -> None:
        self._account = aws_account()
        self._aws = self._account.__enter__()
        super().__init__()

    def make_stores(self) -> tuple[ArticleStore, ArticleCatalogue]:
        return self._aws.article_store, self._aws.catalogue

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            self._account.__exit__(None, None, None)


TestDeliveriesToAws = DeliveriesToAws.TestCase
TestDeliveriesToAws.settings = settings(max_examples=10, stateful_step_count=25, deadline=None)

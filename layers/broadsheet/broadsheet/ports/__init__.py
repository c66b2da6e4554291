"""What the order of work asks of the outside world. `adapters` answers with AWS, tests with fakes."""

from broadsheet.ports.articles import ArticleStore, Look
from broadsheet.ports.bodies import BodyStore
from broadsheet.ports.catalogue import ArticleCatalogue
from broadsheet.ports.documents import Observer, RawStore, Retries, SilentObserver
from broadsheet.ports.publishing import EventBus, Parking, Totals
from broadsheet.ports.receipts import ReceiptStore

__all__ = [
    "ArticleCatalogue",
    "ArticleStore",
    "BodyStore",
    "EventBus",
    "Look",
    "Observer",
    "Parking",
    "RawStore",
    "ReceiptStore",
    "Retries",
    "SilentObserver",
    "Totals",
]

"""What the order of work asks of the outside world. `adapters` answers with AWS, tests with fakes."""

from broadsheet.ports.articles import ArticleStore, Look
from broadsheet.ports.catalogue import ArticleCatalogue
from broadsheet.ports.documents import Observer, RawStore, Retries, SilentObserver
from broadsheet.ports.publishing import EventBus, Parking, Totals

__all__ = [
    "ArticleCatalogue",
    "ArticleStore",
    "EventBus",
    "Look",
    "Observer",
    "Parking",
    "RawStore",
    "Retries",
    "SilentObserver",
    "Totals",
]

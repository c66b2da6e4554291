"""Sources as items."""

from datetime import datetime

from broadsheet.adapters.dynamodb.shape import moment
from broadsheet.adapters.dynamodb.table import RECORD, Item, source_key
from broadsheet.article import UNDATED
from broadsheet.moments import to_rfc3339


def source_item(source: str, seen_at: datetime) -> Item:
    """Return the item that says that a source exists."""
    return {**source_key(source), "first_seen_at": to_rfc3339(seen_at)}


def to_source(item: Item) -> tuple[str, datetime]:
    """Return a source by name, and when it was first seen."""
    return item[RECORD], moment(item, "first_seen_at", UNDATED)

"""Looking inside the items of one article: do they say of it what they must?"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.conditions import code_of
from broadsheet.adapters.dynamodb.contents import content_of, holds_body, read_content
from broadsheet.adapters.dynamodb.editions import to_edition
from broadsheet.adapters.dynamodb.heads import head_item, to_head
from broadsheet.adapters.dynamodb.table import (
    CONTENT_PREFIX,
    CURRENT,
    EDITION_PREFIX,
    LISTING_ATTRIBUTES,
    RECORD,
    SUMMARY,
    Item,
)
from broadsheet.adapters.s3 import GONE
from broadsheet.article import UNDATED
from broadsheet.identity import content_hash
from broadsheet.ingestion.changes import rebuilt
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.ports import BodyStore


@dataclass(frozen=True, kw_only=True)
class Flaws:
    """What is wrong with the items of one article.

    `mislisted`: listings do not show it, or show another state than its own. `misled`: its current edition or
    its revision is not what its editions say. `unreadable` are the editions whose content is gone, cannot be
    read, or is another. `leftovers`: it was erased, and something is left of it.
    """

    mislisted: bool = False
    misled: bool = False
    unreadable: tuple[Edition, ...] = ()
    leftovers: bool = False


SOUND = Flaws()


def flaws_of(items: Sequence[Item], bodies: BodyStore) -> Flaws:
    """Return what is wrong with the items of one article; one without a head is missed by its receipts."""
    by_record = {item[RECORD]: item for item in items}
    head = to_head(by_record[CURRENT]) if CURRENT in by_record else None
    if head is None:
        return SOUND
    if head.is_erased:
        return Flaws(leftovers=len(items) > 1)
    beside = [to_edition(item) for record, item in by_record.items() if record.startswith(EDITION_PREFIX)]
    editions = [head.edition, *beside] if head.edition else beside
    is_readable = {
        (reading, hash_): _is_readable(reading, hash_, by_record, bodies)
        for reading, hash_ in {(edition.reading, edition.content_hash) for edition in editions}
    }
    return Flaws(
        mislisted=_is_mislisted(by_record[CURRENT], head),
        misled=_is_misled(head, beside),
        unreadable=tuple(e for e in editions if not is_readable[e.reading, e.content_hash]),
    )


def _is_mislisted(item: Item, head: Current) -> bool:
    wanted = head_item(head, content_of(head.held if isinstance(head.held, dict) else {}))
    shown = item.get(SUMMARY, {})
    wanted_shown = {name: value for name, value in wanted.get(SUMMARY, {}).items() if value not in (None, "")}
    return any((item.get(name) or None) != (wanted.get(name) or None) for name in LISTING_ATTRIBUTES) or any(
        shown.get(name) != value for name, value in wanted_shown.items()
    )


def _is_misled(head: Current, beside: Sequence[Edition]) -> bool:
    change = rebuilt(None, tuple(beside), head, UNDATED)
    return change is not None and (
        bool(change.editions)
        or change.current.edition != head.edition
        or change.current.revision != head.revision
    )


def _is_readable(reading: str, hash_: str, by_record: dict[str, Item], bodies: BodyStore) -> bool:
    """Tell whether the content of a reading is there, and the one that its editions know."""
    head = by_record[CURRENT]
    shown = to_head(head)
    is_heads = shown.edition is not None and shown.edition.reading == reading and holds_body(head)
    held = shown.held if is_heads else by_record.get(f"{CONTENT_PREFIX}{reading}")
    if not isinstance(held, dict) or not holds_body(held):
        return False
    try:
        return content_hash(read_content(held, bodies)) == hash_
    except (ValueError, KeyError, TypeError, zlib.error):
        return False
    except ClientError as error:
        if code_of(error) not in GONE:
            raise
        return False

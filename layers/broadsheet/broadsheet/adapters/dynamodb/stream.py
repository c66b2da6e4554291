"""Records of the table's stream as changes of articles."""

from typing import Any

from broadsheet.adapters.dynamodb.attributes import from_attributes
from broadsheet.adapters.dynamodb.heads import to_summary
from broadsheet.adapters.dynamodb.table import SUMMARY, article_id_of
from broadsheet.errors import BroadsheetError
from broadsheet.publishing.changes import ArticleChange, ArticleState
from broadsheet.publishing.states import state_of

LONGEST_SEQUENCE = 40  # digits, as the API reference has it


class UnreadableRecordError(BroadsheetError):
    """A record of the stream is not one of an article that this version can read."""

    code = "unreadable_record"


def to_change(record: dict[str, Any]) -> ArticleChange:
    """Return the change that a record with both images tells of.

    Raises
    ------
    UnreadableRecordError
        It will be no better when it is read again.
    """
    try:
        change = record["dynamodb"]
        return ArticleChange(
            article_id=article_id_of(from_attributes(change["Keys"])),
            sequence=change["SequenceNumber"].zfill(LONGEST_SEQUENCE),
            before=_to_state(change.get("OldImage")),
            after=_to_state(change.get("NewImage")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableRecordError(f"{type(error).__name__}: {error}") from error


def _to_state(image: dict[str, Any] | None) -> ArticleState | None:
    """Return what the world may know of the head that an image shows; None where there is nothing yet."""
    if not image:
        return None
    names = ("subject", "changed_at", "summary")
    item = from_attributes({name: image[name] for name in names if name in image})
    if "changed_at" not in item:
        return None
    if "withdrawal" not in item[SUMMARY]:
        _ = item[SUMMARY]["content_hash"], item[SUMMARY]["source"]  # without which it is no article
    return state_of(to_summary(item))

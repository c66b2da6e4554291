"""Under which conditions writes are made, and what a refused one tells."""

from typing import Any, TypedDict

from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.attributes import to_attributes
from broadsheet.adapters.dynamodb.table import SUBJECT, Item
from broadsheet.article import UNDATED
from broadsheet.ingestion.revisions import Current
from broadsheet.moments import to_rfc3339

# What may differ between two receipts of the same document: seen as it was, nobody has written since.
CHANGING_RECEIPT_ATTRIBUTES = (
    "version_id",
    "outcome",
    "code",
    "parser_version",
    "processed_at",
    "sequencer",
    "dismissed",
    "given_up",
)
# What a receipt is read with that lacks an attribute: seen so, it may be there or not.
READ_WHERE_LACKING = {"outcome": "rejected", "parser_version": 0, "processed_at": to_rfc3339(UNDATED)}
CONDITION_FAILED = "ConditionalCheckFailedException"
# A transaction of another worker holds the item at this moment; botocore does not try again by itself.
HELD_BY_TRANSACTION = "TransactionConflictException"
# Why a transaction may be cancelled because of another worker; anything else is a fault.
OVERTAKEN = frozenset({"None", "ConditionalCheckFailed", "TransactionConflict"})


class ConditionTypeDef(TypedDict, total=False):
    """The part of a write that says under which condition it is made."""

    ConditionExpression: str
    ExpressionAttributeNames: dict[str, str]
    ExpressionAttributeValues: dict[str, Any]


def if_absent() -> ConditionTypeDef:
    """Return the condition that there is no such item."""
    return {"ConditionExpression": f"attribute_not_exists({SUBJECT})"}


def if_unchanged(receipt: Item | None) -> ConditionTypeDef:
    """Return the condition that a receipt is stored as it was seen; None was not there."""
    if receipt is None:
        return if_absent()
    seen = to_attributes({name: receipt.get(name) for name in CHANGING_RECEIPT_ATTRIBUTES})
    conditions = []
    for name in CHANGING_RECEIPT_ATTRIBUTES:
        same, lacking = f"#{name} = :{name}", f"attribute_not_exists(#{name})"
        may_lack = receipt.get(name) == READ_WHERE_LACKING.get(name)
        conditions.append(lacking if name not in seen else f"({same} OR {lacking})" if may_lack else same)
    return {
        "ConditionExpression": " AND ".join(conditions),
        "ExpressionAttributeNames": {f"#{name}": name for name in CHANGING_RECEIPT_ATTRIBUTES},
        "ExpressionAttributeValues": {f":{name}": value for name, value in seen.items()},
    }


def if_head_is(observed: Current | None) -> ConditionTypeDef:
    """Return the condition that nobody has changed a head since it was read; None was not there."""
    if observed is None:
        return if_absent()
    if not observed.writes:  # an item that lacks its count
        return {"ConditionExpression": f"attribute_exists({SUBJECT}) AND attribute_not_exists(writes)"}
    return {
        "ConditionExpression": "writes = :writes",
        "ExpressionAttributeValues": to_attributes({":writes": observed.writes}),
    }


def code_of(error: ClientError) -> str:
    """Return AWS's name of an error."""
    return error.response["Error"]["Code"]


def is_overtaken(error: ClientError) -> bool:
    """Whether a transaction was cancelled because another worker was faster, which another look answers."""
    if code_of(error) != "TransactionCanceledException":
        return False
    reasons = error.response.get("CancellationReasons", [])
    return all(reason.get("Code", "None") in OVERTAKEN for reason in reasons)

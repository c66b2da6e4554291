"""Under which conditions writes are made, and what a refused one tells."""

from typing import Any, TypedDict

from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.items import Item, to_attributes
from broadsheet.article import Article

# What may differ between two receipts of the same document: seen as it was, nobody has written since.
CHANGING_RECEIPT_ATTRIBUTES = ("outcome", "parser_version", "processed_at", "sequencer", "rejection_listing")
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


def if_unchanged(receipt: Item) -> ConditionTypeDef:
    """Return the condition that a receipt is stored as it was seen; an empty one was not there."""
    seen = to_attributes({name: receipt.get(name) for name in CHANGING_RECEIPT_ATTRIBUTES})
    conditions = [
        f"#{name} = :{name}" if name in seen else f"attribute_not_exists(#{name})"
        for name in CHANGING_RECEIPT_ATTRIBUTES
    ]
    condition: ConditionTypeDef = {
        "ConditionExpression": " AND ".join(conditions),
        "ExpressionAttributeNames": {f"#{name}": name for name in CHANGING_RECEIPT_ATTRIBUTES},
    }
    if seen:
        condition["ExpressionAttributeValues"] = {f":{name}": value for name, value in seen.items()}
    return condition


def unless_newer(article: Article) -> ConditionTypeDef:
    """Return the condition that no newer parser's reading of the same document is stored there."""
    return {
        "ConditionExpression": "attribute_not_exists(subject) OR parser_version <= :parser_version",
        "ExpressionAttributeValues": to_attributes({":parser_version": article.parser_version}),
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

"""The keys that sign what is handed out, each under a name: whoever removes one revokes what it signed."""

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LENGTH = 32  # bytes


class _SigningKeys:
    """Keys by name, in a partition of the table that is theirs."""

    subject: ClassVar[str]

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def find(self, name: str) -> bytes | None:
        """Return the key of a name, with one GetItem; None where there is none."""
        answer = self._client.get_item(TableName=self._table, Key=self._place(name))
        return bytes(from_attributes(answer["Item"])["key"]) if "Item" in answer else None

    def find_or_make(self, name: str) -> bytes:
        """Return the key of a name; one that nobody can guess is made where there is none."""
        with suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.put_item(
                TableName=self._table,
                Item={**self._place(name), "key": {"B": secrets.token_bytes(LENGTH)}},
                ConditionExpression="attribute_not_exists(subject)",
            )
        answer = self._client.get_item(TableName=self._table, Key=self._place(name), ConsistentRead=True)
        return bytes(from_attributes(answer["Item"])["key"])

    def remove(self, name: str) -> bool:
        """Remove the key of a name; return whether there was one."""
        answer = self._client.delete_item(
            TableName=self._table, Key=self._place(name), ReturnValues="ALL_OLD"
        )
        return "Attributes" in answer

    def names(self) -> tuple[str, ...]:
        """Return the names that have keys."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="subject = :keys",
            ExpressionAttributeValues={":keys": {"S": self.subject}},
        )
        return tuple(item["record"]["S"] for page in pages for item in page["Items"])

    def _place(self, name: str) -> dict[str, dict[str, str]]:
        return to_attributes({"subject": self.subject, "record": name})


class DynamoDbFeedKeys(_SigningKeys):
    """The keys that sign the addresses of feeds."""

    subject = "feed_keys"


class DynamoDbPassKeys(_SigningKeys):
    """The keys that sign the passes of those who read the pages."""

    subject = "pass_keys"

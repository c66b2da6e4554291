"""Writing items of the table: under conditions, several at once, and again while another worker holds one."""

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.attributes import from_attributes, item_size, to_attributes
from broadsheet.adapters.dynamodb.conditions import (
    CONDITION_FAILED,
    HELD_BY_TRANSACTION,
    code_of,
    is_overtaken,
)
from broadsheet.adapters.dynamodb.table import SUBJECT, Item
from broadsheet.errors import ConflictError, TooComplexError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LONGEST_PAUSE = 0.1  # seconds for which an overtaken worker lets the others finish
TRIES_WHILE_HELD = 5
LARGEST_ITEM = 390_000  # bytes; DynamoDB's limit is 400 KB

Write = dict[str, Any]
"""One write of a transaction, as `TransactWriteItems` takes it."""


class TableWriter:
    """Puts and deletes items. An item that is larger than DynamoDB takes is a `TooComplexError`."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        pause: Callable[[], None] = lambda: time.sleep(random.uniform(0, LONGEST_PAUSE)),  # noqa: S311
    ) -> None:
        self._client = client
        self._table = table
        self._pause = pause

    def put(self, item: Item, **condition: Any) -> bool:  # noqa: ANN401  put_item's own arguments
        """Put an item when no other worker's transaction holds it; return False if its condition fails.

        Raises
        ------
        ConflictError
            Others held it each time.
        """
        return self._put_when_free(**self._request(item, **condition))

    def put_all(self, items: Sequence[Item]) -> None:
        """Put a few items, whatever is there, in no order."""
        unsent: dict[str, Any] = {}
        if len(items) == 1:
            self.put(items[0])
        elif items:
            unsent = {self._table: [{"PutRequest": {"Item": _sized(item)}} for item in items]}
        while unsent:
            unsent = self._client.batch_write_item(RequestItems=unsent)["UnprocessedItems"]

    def put_or_read(self, item: Item, **condition: Any) -> Item | None:  # noqa: ANN401  the same
        """Put an item; return the one that is there, with nothing changed, if the condition fails."""
        try:
            self._client.put_item(
                **self._request(item, **condition), ReturnValuesOnConditionCheckFailure="ALL_OLD"
            )
        except ClientError as error:
            if code_of(error) != CONDITION_FAILED:
                raise
            there: dict[str, Any] = error.response.get("Item", {})  # type: ignore[assignment]  # not in the stubs
            return from_attributes(there)
        return None

    def delete(self, key: Item, **condition: Any) -> bool:  # noqa: ANN401  delete_item's own arguments
        """Delete an item; return False if the condition fails."""
        try:
            self._client.delete_item(TableName=self._table, Key=to_attributes(key), **condition)
        except ClientError as error:
            if code_of(error) != CONDITION_FAILED:
                raise
            return False
        return True

    def putting(self, item: Item, **condition: Any) -> Write:  # noqa: ANN401  put_item's own arguments
        """Return the write of a transaction that puts an item."""
        return {"Put": self._request(item, **condition)}

    def deleting(self, key: Item) -> Write:
        """Return the write of a transaction that deletes an item."""
        return {"Delete": {"TableName": self._table, "Key": to_attributes(key)}}

    def transact(self, writes: Sequence[Write]) -> bool:
        """Make all writes or none, the first of them a put; return False if another worker was faster."""
        try:
            if len(writes) == 1:
                return self._put_when_free(**writes[0]["Put"])
            self._client.transact_write_items(TransactItems=writes)  # type: ignore[arg-type]  # as it takes them
        except ClientError as error:
            if not is_overtaken(error):
                raise
            self.let_others_finish()
            return False
        return True

    def let_others_finish(self) -> None:
        """Wait a moment, another each time, so that workers who met do not meet again."""
        self._pause()

    def _request(self, item: Item, **condition: Any) -> dict[str, Any]:  # noqa: ANN401  put_item's own
        return {"TableName": self._table, "Item": _sized(item), **condition}

    def _put_when_free(self, **request: Any) -> bool:  # noqa: ANN401  put_item's own arguments
        for _ in range(TRIES_WHILE_HELD):
            try:
                self._client.put_item(**request)
            except ClientError as error:
                if code_of(error) == CONDITION_FAILED:
                    return False
                if code_of(error) != HELD_BY_TRANSACTION:
                    raise
                self.let_others_finish()
            else:
                return True
        subject = request["Item"][SUBJECT]["S"]
        raise ConflictError("others kept changing it while it was stored", key=subject)


def _sized(item: Item) -> dict[str, Any]:
    """Return an item in DynamoDB's typed form.

    Raises
    ------
    TooComplexError
        It is larger than an item can be.
    """
    attributes = to_attributes(item)
    if (size := item_size(attributes)) > LARGEST_ITEM:
        raise TooComplexError(
            f"title, address, authors, standfirst and lead image make an item of {size:,} bytes; "
            f"one has at most {LARGEST_ITEM:,}"
        )
    return attributes

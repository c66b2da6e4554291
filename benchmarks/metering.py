"""What DynamoDB counts: sizes of items, and the units that requests take.

By the rules of its developer guide, "DynamoDB item sizes and formats" and "Read and write operations".
"""

import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from broadsheet.adapters.dynamodb.attributes import item_size

WRITE_UNIT = 1024  # bytes
READ_UNIT = 4096
UNITS_IN_A_TRANSACTION = 2  # for each that the same write takes alone
OVERHEAD_OF_AN_ITEM = 100  # bytes that are stored beside it, in the table and in each index

Attributes = Mapping[str, Any]


def projection(item: Attributes, index: Mapping[str, Any], table_key: Iterable[str]) -> Attributes | None:
    """Return what an index of the template holds of an item; None if the item does not enter it."""
    keys = {element["AttributeName"] for element in index["KeySchema"]}
    if not keys <= item.keys():
        return None
    if index["Projection"]["ProjectionType"] == "ALL":
        return item
    names = {*keys, *table_key, *index["Projection"]["NonKeyAttributes"]}
    return {name: value for name, value in item.items() if name in names}


@dataclass(kw_only=True)
class Meter:
    """Counts what the requests of a DynamoDB client take.

    A write counts as one of a new item; what a transaction replaces or removes is not known to it.

    `seconds_in_calls` is the processor's time between a request and its answer: on a mocked account,
    the mock's own.
    """

    indexes: list[dict[str, Any]]
    table_key: tuple[str, ...]
    calls: int = 0
    write_units: int = 0
    read_units: float = 0
    stored: int = 0
    seconds_in_calls: float = 0

    def watch(self, events: Any) -> None:  # noqa: ANN401  botocore has no type for it
        """Count all requests of a client from now on."""
        for event, heard in self._heard.items():
            events.register(event, heard)

    def unwatch(self, events: Any) -> None:  # noqa: ANN401
        """Count no more requests of a client."""
        for event, heard in self._heard.items():
            events.unregister(event, heard)

    @property
    def _heard(self) -> dict[str, Callable[..., None]]:
        return {
            "provide-client-params.dynamodb.PutItem": self.put,
            "provide-client-params.dynamodb.TransactWriteItems": self.transact,
            "provide-client-params.dynamodb.BatchWriteItem": self.put_many,
            "provide-client-params.dynamodb.DeleteItem": self.delete,
            "provide-client-params.dynamodb.*": self._ask,
            "after-call.dynamodb.*": self._answered,
        }

    def put(self, params: dict[str, Any], **_: object) -> None:
        """Count a PutItem of a new item."""
        sizes = self._sizes(params["Item"])
        self.write_units += _units(sizes)
        self.stored += sum(size + OVERHEAD_OF_AN_ITEM for size in sizes)

    def put_many(self, params: dict[str, Any], **_: object) -> None:
        """Count the puts of a BatchWriteItem."""
        for writes in params["RequestItems"].values():
            for write in writes:
                self.put(write["PutRequest"])

    def delete(self, params: dict[str, Any], **_: object) -> None:
        """Count a DeleteItem; what it removes counts as the least there is."""
        del params
        self.write_units += 1

    def transact(self, params: dict[str, Any], **_: object) -> None:
        """Count a transaction; an item that it updates or removes counts as the least there is."""
        for write in params["TransactItems"]:
            units = _units(self._sizes(write["Put"]["Item"])) if "Put" in write else 1
            self.write_units += UNITS_IN_A_TRANSACTION * units

    def _sizes(self, item: Attributes) -> list[int]:
        """Return the bytes of an item and of what each index holds of it."""
        held = [item, *(projection(item, index, self.table_key) for index in self.indexes)]
        return [item_size(each) for each in held if each is not None]

    def _ask(self, params: dict[str, Any], **_: object) -> None:
        self.calls += 1
        self._started = time.process_time()
        asked = params.get("RequestItems", {})
        is_consistent = any(each.get("ConsistentRead") for each in asked.values() if isinstance(each, dict))
        self._unit = 1.0 if params.get("ConsistentRead") or is_consistent else 0.5
        self._asked = sum(len(each.get("Keys", ())) for each in asked.values() if isinstance(each, dict))

    def _answered(self, parsed: dict[str, Any], model: Any, **_: object) -> None:  # noqa: ANN401
        self.seconds_in_calls += time.process_time() - self._started
        match model.name:
            case "GetItem" | "Query":
                items = parsed.get("Items", [parsed["Item"]] if "Item" in parsed else [])
                units = max(1, math.ceil(sum(map(item_size, items)) / READ_UNIT))
            case "BatchGetItem":  # each item by itself, and one that is not there as the least there is
                items = [item for found in parsed["Responses"].values() for item in found]
                units = sum(max(1, math.ceil(item_size(item) / READ_UNIT)) for item in items)
                units += self._asked - len(items)
            case _:
                units = 0
        self.read_units += units * self._unit


def indexes_of(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return all indexes of a table in the template."""
    return [*table["LocalSecondaryIndexes"], *table["GlobalSecondaryIndexes"]]


def _units(sizes: Iterable[int]) -> int:
    return sum(math.ceil(size / WRITE_UNIT) for size in sizes)

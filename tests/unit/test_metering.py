"""What DynamoDB counts, by the examples of its own rules."""

from typing import Any

import pytest

from benchmarks.metering import Meter, projection
from broadsheet.adapters.dynamodb.attributes import item_size

INDEX = {
    "KeySchema": [{"AttributeName": "listing", "KeyType": "HASH"}],
    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["title"]},
}


@pytest.mark.parametrize(
    ("attribute", "size"),
    [
        ({"S": "灯塔"}, 6),
        ({"B": b"\x00" * 5}, 5),
        ({"N": "7"}, 2),
        ({"N": "-1234"}, 3),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"S": "c"}]}, 3 + 2 + 3),
        ({"M": {"key": {"S": "value"}}}, 3 + 1 + 8),
    ],
)
def test_a_value_has_the_size_of_its_type(attribute: dict[str, Any], size: int) -> None:
    assert item_size({"name": attribute}) == len("name") + size


def test_an_index_holds_its_keys_the_tables_and_what_it_projects() -> None:
    item = {name: {"S": name} for name in ("subject", "record", "listing", "title", "text")}
    held = projection(item, INDEX, ("subject", "record"))
    assert held is not None
    assert set(held) == {"subject", "record", "listing", "title"}


def test_an_item_without_an_indexs_key_does_not_enter_it() -> None:
    assert projection({"subject": {"S": "a"}, "title": {"S": "b"}}, INDEX, ("subject",)) is None


def test_every_begun_kilobyte_of_the_item_and_of_each_index_is_a_write_unit() -> None:
    meter = Meter(indexes=[INDEX, INDEX], table_key=("subject",))
    meter.put({"Item": {"subject": {"S": "a"}, "listing": {"S": "l"}, "text": {"S": "x" * 2048}}})
    assert meter.write_units == 3 + 1 + 1


def test_a_transaction_takes_twice_the_units() -> None:
    alone, together = (Meter(indexes=[INDEX], table_key=("subject",)) for _ in range(2))
    item = {"subject": {"S": "a"}, "listing": {"S": "l"}, "text": {"S": "x" * 2048}}
    alone.put({"Item": item})
    together.transact({"TransactItems": [{"Put": {"Item": item}}, {"Delete": {"Key": {}}}]})
    assert together.write_units == 2 * alone.write_units + 2

"""The totals in the table: one item a group, and one an article that says as what it is counted."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.attributes import from_attributes, to_attributes
from broadsheet.adapters.dynamodb.table import Item
from broadsheet.errors import ConflictError
from broadsheet.publishing.changes import ArticleChange, ArticleState
from broadsheet.publishing.totals import Counted, Recount, recount, settle

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TOTALS = "totals"
MOST_WRITES = 100  # in one transaction
AT_ONCE = 50  # articles, of which most share their groups
TRIES = 5

LookUp = Callable[[Sequence[str]], Mapping[str, ArticleState]]
Wanted = Callable[[Sequence[str], Mapping[str, Counted]], Recount]


class DynamoDbTotals:
    """Totals by group, written with what they follow from or not at all."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def count(self, changes: Sequence[ArticleChange]) -> None:
        """Count some changes, whichever of them were counted before.

        Raises
        ------
        ConflictError
            Others kept counting the same articles.
        """
        of_article = defaultdict[str, list[ArticleChange]](list)
        for change in changes:
            of_article[change.article_id].append(change)
        self._count_anew(
            list(of_article),
            lambda ids, known: recount(chain.from_iterable(of_article[id_] for id_ in ids), known),
        )

    def settle(self, article_ids: Sequence[str], look_up: LookUp) -> int:
        """Count some articles as what they are, whatever was told of them; return how many were not.

        It may be done while changes are told, too. `look_up` reads articles consistently.

        Raises
        ------
        ConflictError
            Others kept counting the same articles.
        """
        return self._count_anew(article_ids, lambda ids, known: settle(ids, look_up(ids), known))

    def read(self) -> dict[str, int]:
        """Return the totals by group, such as `source#harbour`, with one query a megabyte."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="subject = :totals",
            ExpressionAttributeValues={":totals": {"S": TOTALS}},
        )
        items = (from_attributes(item) for page in pages for item in page["Items"])
        return {item["record"]: item["articles"] for item in items if item.get("articles")}

    def _count_anew(self, article_ids: Sequence[str], wanted: Wanted) -> int:
        """Write what is wanted of some articles, a few at once; return of how many anything was."""
        return sum(
            self._count_together(article_ids[start : start + AT_ONCE], wanted)
            for start in range(0, len(article_ids), AT_ONCE)
        )

    def _count_together(self, article_ids: Sequence[str], wanted: Wanted) -> int:
        for _ in range(TRIES):
            known = self._known(article_ids)
            anew = wanted(article_ids, known)
            if len(anew.counted) + len(anew.added) > MOST_WRITES:
                half = len(article_ids) // 2
                halves = article_ids[:half], article_ids[half:]
                return sum(self._count_together(some, wanted) for some in halves)
            if self._write(anew, known):
                return len(anew.counted)
        raise ConflictError("the same articles kept being counted")

    def _known(self, article_ids: Sequence[str]) -> dict[str, Counted]:
        keys = [to_attributes(_counted_key(article_id)) for article_id in article_ids]
        items: list[Item] = []
        while keys:
            answer = self._client.batch_get_item(
                RequestItems={self._table: {"Keys": keys, "ConsistentRead": True}}
            )
            items += [from_attributes(item) for item in answer["Responses"][self._table]]
            keys = list(answer["UnprocessedKeys"].get(self._table, {"Keys": []})["Keys"])
        return {item["article_id"]: _to_counted(item) for item in items}

    def _write(self, wanted: Recount, known: dict[str, Counted]) -> bool:
        """Write all or nothing; return False when another has counted one of the articles since."""
        writes = [self._put(counted, known.get(counted.article_id)) for counted in wanted.counted]
        writes += [self._add(group, count) for group, count in sorted(wanted.added.items())]
        if not writes:
            return True
        try:
            self._client.transact_write_items(TransactItems=writes)  # type: ignore[arg-type]  # TypedDicts
        except ClientError as error:
            if error.response["Error"]["Code"] != "TransactionCanceledException":
                raise
            return False
        return True

    def _put(self, counted: Counted, seen: Counted | None) -> dict[str, Any]:
        condition = "attribute_not_exists(subject)" if seen is None else "#sequence = :seen"
        put: dict[str, Any] = {
            "TableName": self._table,
            "Item": to_attributes(_counted_item(counted)),
            "ConditionExpression": condition,
        }
        if seen is not None:
            put["ExpressionAttributeNames"] = {"#sequence": "sequence"}
            put["ExpressionAttributeValues"] = {":seen": {"S": seen.sequence}}
        return {"Put": put}

    def _add(self, group: str, count: int) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": self._table,
                "Key": to_attributes({"subject": TOTALS, "record": group}),
                "UpdateExpression": "ADD articles :count",
                "ExpressionAttributeValues": {":count": {"N": str(count)}},
            }
        }


def _counted_key(article_id: str) -> Item:
    return {"subject": f"counted#{article_id}", "record": "counted"}


def _counted_item(counted: Counted) -> Item:
    return {
        **_counted_key(counted.article_id),
        "article_id": counted.article_id,
        "sequence": counted.sequence,
        "groups": list(counted.groups),
    }


def _to_counted(item: Item) -> Counted:
    return Counted(
        article_id=item["article_id"], sequence=item["sequence"], groups=tuple(item.get("groups", ()))
    )

"""What a refused write tells: another worker was faster, or something is wrong."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from broadsheet.errors import ConflictError
from broadsheet.ingestion.changes import revised
from broadsheet.ingestion.revisions import Edition
from tests.aws import Aws
from tests.builders import NOON, article, create, edition, later, stored

ONE = stored(article("One."))
TWO = article("Two.", version_id="v2", put_at=later())


def refused(code: str, *reasons: str) -> ClientError:
    told: Any = {"Error": {"Code": code, "Message": "no"}}
    if reasons:
        told["CancellationReasons"] = [{"Code": reason} for reason in reasons]
    return ClientError(told, "TransactWriteItems")


def change(aws: Aws, monkeypatch: pytest.MonkeyPatch, error: ClientError) -> bool:
    """Revise an article while DynamoDB refuses with an error; return whether it was changed."""
    store = aws.article_store
    create(store, ONE)
    head = store.head(ONE.article.id)
    assert head

    def refuse(**_: object) -> None:
        raise error

    monkeypatch.setattr(aws.dynamodb, "transact_write_items", refuse)
    return store.change(revised(edition(TWO), head, NOON), observed=head, arriving=TWO.content)


@pytest.mark.parametrize("reason", ["ConditionalCheckFailed", "TransactionConflict"])
def test_a_transaction_that_another_worker_was_faster_than_changes_nothing(
    reason: str, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not change(aws, monkeypatch, refused("TransactionCanceledException", "None", reason))
    assert aws.catalogue.article(ONE.article.id) == ONE


@pytest.mark.parametrize(
    "error",
    [
        refused("TransactionCanceledException", "None", "ValidationError"),
        refused("TransactionCanceledException", "ConditionalCheckFailed", "ProvisionedThroughputExceeded"),
        refused("TransactionCanceledException", "ThrottlingError", "None"),
        refused("ValidationException"),
        refused("AccessDeniedException"),
    ],
)
def test_any_other_refusal_of_a_transaction_is_a_fault(
    error: ClientError, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ClientError):
        change(aws, monkeypatch, error)


def test_an_item_that_a_transaction_holds_is_put_when_it_is_free(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = count_puts(aws, monkeypatch, held=2)
    aws.article_store.put_edition(edition_beside())
    assert len(tries) == 3
    assert aws.article_store.other_editions(TWO.id) == (edition_beside(),)


def test_an_item_that_is_never_free_is_a_conflict_by_name(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    count_puts(aws, monkeypatch, held=99)
    with pytest.raises(ConflictError):
        aws.article_store.put_edition(edition_beside())


def edition_beside() -> Edition:
    return edition(TWO)


def count_puts(aws: Aws, monkeypatch: pytest.MonkeyPatch, *, held: int) -> list[object]:
    """Have DynamoDB refuse the first puts, since a transaction holds the item."""
    put, tries = aws.dynamodb.put_item, list[object]()

    def refuse(**request: Any) -> object:
        tries.append(request)
        if len(tries) <= held:
            raise refused("TransactionConflictException")
        return put(**request)

    monkeypatch.setattr(aws.dynamodb, "put_item", refuse)
    return tries

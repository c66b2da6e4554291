"""AWS fails at any call of any delivery: a further delivery makes all good, and an audit finds nothing."""

from collections.abc import Callable, Iterator
from itertools import count
from random import Random
from typing import Any

import pytest

from broadsheet.adapters.dynamodb import contents
from broadsheet.identity import article_id
from broadsheet.retrieval.queries import RejectionQuery, RevisionQuery
from tests.aws import Aws, aws_account
from tests.builders import URL as BUILDERS_URL
from tests.builders import feed_file, later
from tests.faults.aws_faults import AwsFaults, Fault, WorkerKilledError, nth
from tests.faults.deliveries import Deliveries, Message, Table

URL = "https://news.example/{}"


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    """An account whose clients do not try again by themselves."""
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with aws_account() as account:
        yield account


@pytest.fixture
def deliveries(aws: Aws) -> Deliveries:
    return Deliveries(aws=aws)


@pytest.fixture
def faults(aws: Aws) -> AwsFaults:
    return AwsFaults(aws.dynamodb, aws.s3)


BAD = b"Dear reader,"
LARGE = "bodies in the content bucket"


def saying(text: str, hour: float) -> Callable[[str], bytes]:
    """Return what makes a file that says something at some hour, under the address that it is given."""
    return lambda url: feed_file(body=f"<p>{text}</p>", url=url, published_at=later(hour))


# What came before, and last what comes now: versions of one key.
SCENARIOS: dict[str, list[Callable[[str], bytes]]] = {
    "created": [saying("One.", 0)],
    "revised": [saying("One.", 0), saying("Two.", 1)],
    "superseded": [saying("Two.", 1), saying("One.", 0)],
    "parting two that were one revision": [saying("One.", 0), saying("One.", 2), saying("Two.", 1)],
    "rejected": [saying("One.", 0), lambda _: BAD],
    "repaired": [lambda _: BAD, saying("One.", 0)],
    LARGE: [saying("One.", 0), saying("Three.", 2), saying("Two.", 1)],
}


def dropped(name: str, number: int, deliveries: Deliveries) -> list[Message]:
    """Drop the files of a scenario, under a key and an address of its own."""
    key, url = f"articles/harbour/{number}.md", URL.format(number)
    return [deliveries.drop(key, make(url)) for make in SCENARIOS[name]]


@pytest.mark.parametrize(
    "kinds",
    [
        (Fault.THROTTLED, Fault.BROKEN, Fault.UNREACHABLE, Fault.KILLED_BEFORE),
        (Fault.ANSWER_LOST, Fault.KILLED_AFTER),
    ],
    ids=["before it is done", "after it is done"],
)
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_failure_at_any_call_is_made_good_by_the_next_delivery(
    name: str,
    kinds: tuple[Fault, ...],
    deliveries: Deliveries,
    faults: AwsFaults,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if name == LARGE:
        monkeypatch.setattr(contents, "LARGEST_BODY_IN_TABLE", 1)
    for number in range(100):
        *before, now = dropped(name, number, deliveries)
        assert deliveries.deliver(before) == []
        faults.faults, faults.choose = 0, nth(number, kinds[number % len(kinds)])
        try:
            failed = deliveries.deliver([now])
        except WorkerKilledError:
            failed = [now]
        had_fault, faults.choose = faults.faults > 0, lambda _: None
        assert failed == ([now] if had_fault else [])
        assert deliveries.deliver(failed) == []
        if not had_fault:
            break
    assert number >= 4, "each call had its failure"
    assert deliveries.findings() == {}
    table = deliveries.table()
    first, *others = [articles_of(table, number) for number in range(number + 1)]
    assert first
    assert all(other == first for other in others), "the failures left nothing behind"


def articles_of(table: Table, number: int) -> list[tuple[object, ...]]:
    """Return what is stored of a scenario's article, but for what names it: the same for each number."""
    return sorted(
        (record == "current", *(str(held.get(name)) for name in ("text", "revision", "content_hash")))
        for (_, record), item in table.items()
        for held in [{**item, **members_of(item, "summary")}]
        if held.get("url") == {"S": URL.format(number)}
    )


def members_of(item: dict[str, Any], name: str) -> dict[str, object]:
    """Return the members of a map, none if there is none."""
    return dict(item.get(name, {"M": {}})["M"])


def test_in_a_batch_only_what_failed_comes_back(deliveries: Deliveries, faults: AwsFaults) -> None:
    good = [
        deliveries.drop(f"articles/harbour/{number}.md", feed_file(url=URL.format(number)))
        for number in range(5)
    ]
    bad = deliveries.drop("articles/harbour/bad.md", BAD)
    poison = [deliveries.enqueue(body) for body in ("", "{", '{"Records": [{}]}', "[]")]
    throttled = deliveries.drop("articles/harbour/throttled.md", feed_file(url=URL.format("t")))
    fetches = iter(range(100))

    def choose(event: str) -> Fault | None:
        return Fault.THROTTLED if event == "s3.GetObject" and next(fetches) == 6 else None

    faults.choose = choose
    batch = [*good[:2], poison[0], poison[1], bad, *good[2:], throttled, *poison[2:]]
    assert deliveries.deliver(batch) == [poison[0], poison[1], throttled, *poison[2:]]
    faults.choose = lambda _: None
    assert deliveries.deliver([throttled]) == []
    assert deliveries.findings() == {}


def test_a_worker_killed_between_any_two_calls_of_a_batch_loses_nothing(
    deliveries: Deliveries, faults: AwsFaults
) -> None:
    batch = [
        deliveries.drop("articles/harbour/1.md", feed_file(body="<p>One.</p>")),
        deliveries.drop("articles/harbour/bad.md", BAD),
        deliveries.drop("articles/harbour/1.md", feed_file(body="<p>Two.</p>", published_at=later())),
        deliveries.drop("articles/harbour/bad.md", feed_file(url=URL.format(2))),
    ]
    for number in range(100):
        faults.choose, faults.faults = nth(number, Fault.KILLED_AFTER), 0
        try:
            deliveries.deliver(batch)
        except WorkerKilledError:
            continue
        break
    assert number > 10, "each call had its end"
    faults.choose = lambda _: None
    assert deliveries.findings() == {}
    after_deaths = deliveries.table()
    assert deliveries.deliver(batch) == []
    assert deliveries.table() == after_deaths
    revisions = deliveries.aws.catalogue.revisions(article_id(BUILDERS_URL), RevisionQuery()).revisions
    assert [revision.number for revision in revisions] == [1, 2]
    assert deliveries.aws.catalogue.rejections(RejectionQuery()).receipts == ()


@pytest.mark.parametrize("seed", [1, 2])
def test_though_three_calls_in_ten_fail_every_document_ends_with_its_receipt(
    seed: int, deliveries: Deliveries, faults: AwsFaults
) -> None:
    random = Random(seed)
    for number in range(24):
        content = feed_file(
            title=f"Title {random.randrange(3)}",
            url=URL.format(random.randrange(12)),
            published_at=later(random.randrange(3)),
        )
        key = f"articles/harbour/{random.randrange(20)}.md"
        deliveries.drop(key, content if number % 8 else BAD)
    kinds = list(Fault)
    faults.choose = lambda _: random.choice(kinds) if random.random() < 0.3 else None
    waiting = list(deliveries.messages)
    while waiting:
        random.shuffle(waiting)
        batch, waiting = waiting[:10], waiting[10:]
        try:
            waiting += deliveries.deliver(batch)
        except WorkerKilledError:
            waiting += batch
    faults.choose = lambda _: None
    assert faults.faults > 0.2 * faults.calls
    assert deliveries.findings() == {}
    stormy = deliveries.table()
    with_another_order = sorted(deliveries.messages, key=lambda _: random.random())
    assert deliveries.deliver(with_another_order) == []
    assert deliveries.table() == stormy


@pytest.mark.parametrize(("name", "held"), [("created", {0, 1}), ("superseded", {4, 5})])
def test_an_item_held_by_another_workers_transaction_is_written_when_it_is_free(
    name: str, held: set[int], deliveries: Deliveries, faults: AwsFaults
) -> None:
    puts = count()
    faults.choose = lambda call: Fault.HELD if "PutItem" in call and next(puts) in held else None

    assert deliveries.deliver(dropped(name, 1, deliveries)) == []

    assert faults.faults == len(held)
    assert deliveries.findings() == {}

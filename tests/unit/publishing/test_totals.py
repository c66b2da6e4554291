"""The totals: exact, whatever is told twice and in whatever order."""

import random
from collections import Counter
from datetime import timedelta
from itertools import pairwise

from broadsheet.publishing.changes import ArticleChange, ArticleState, Kind
from broadsheet.publishing.totals import Counted, Recount, groups_of, recount, settle
from tests.builders import NOON


class Ledger:
    """The store's part, in memory."""

    def __init__(self) -> None:
        self.known: dict[str, Counted] = {}
        self.totals: Counter[str] = Counter()

    def tell(self, changes: list[ArticleChange]) -> None:
        self._write(recount(changes, self.known))

    def settle(self, states: dict[str, ArticleState]) -> None:
        self._write(settle(states, states, self.known))

    def _write(self, wanted: Recount) -> None:
        self.known |= {counted.article_id: counted for counted in wanted.counted}
        self.totals.update(wanted.added)

    def groups(self) -> dict[str, int]:
        return {group: count for group, count in self.totals.items() if count}


def changes_of_a_life(article_id: str, random_: random.Random, sequence: int) -> list[ArticleChange]:
    """Return the changes of one article: revised, withdrawn, put back, moved between months and languages."""
    states: list[ArticleState | None] = [None]
    for step in range(random_.randint(1, 12)):
        kind = (
            Kind.CREATED
            if step == 0
            else random_.choice((Kind.REVISED, Kind.REVISED, Kind.WITHDRAWN, Kind.ERASED))
        )
        states.append(
            ArticleState(
                article_id=article_id,
                kind=kind,
                changed_at=NOON + timedelta(seconds=step),
                source=random_.choice(("harbour", "法广")),
                language=random_.choice(("en", "zh-Hans", None)),
                published_at=random_.choice((NOON, NOON + timedelta(days=30), None)),
            )
        )
    return [
        ArticleChange(article_id=article_id, sequence=f"{sequence + step:040}", before=before, after=after)
        for step, (before, after) in enumerate(pairwise(states))
    ]


def test_ten_thousand_changes_told_twice_and_shuffled_leave_the_totals_exact() -> None:
    random_ = random.Random(7)
    changes: list[ArticleChange] = []
    while len(changes) < 10_000:
        changes += changes_of_a_life(f"article-{len(changes)}", random_, len(changes))
    last = {change.article_id: change.after for change in changes}
    expected = Counter(group for state in last.values() for group in groups_of(state))
    told = changes * 2
    random_.shuffle(told)
    ledger = Ledger()
    while told:
        size = random_.randint(1, 100)
        ledger.tell(told[:size])
        told = told[size:]
    assert ledger.groups() == expected
    assert sum(n for group, n in expected.items() if group.startswith("source#")) == sum(
        state is not None and state.is_served for state in last.values()
    )


def test_where_changes_were_lost_the_totals_are_exact_again_when_they_are_settled() -> None:
    random_ = random.Random(8)
    lives = [changes_of_a_life(f"article-{number}", random_, number * 100) for number in range(500)]
    states = {life[0].article_id: after for life in lives if (after := life[-1].after)}
    expected = Counter(group for state in states.values() for group in groups_of(state))
    told = [change for life in lives for change in life if random_.random() < 0.5]
    on_their_way = [life[-1] for life in lives if random_.random() < 0.5]
    random_.shuffle(told)
    ledger = Ledger()
    ledger.tell(told)
    assert ledger.groups() != expected

    ledger.settle(states)

    assert ledger.groups() == expected
    ledger.tell(told + on_their_way)
    assert ledger.groups() == expected, "what is told again, or late, changes nothing"
    assert settle(states, states, ledger.known).counted == ()


def test_an_article_that_is_gone_for_good_is_counted_no_more_when_it_is_settled() -> None:
    (change, *_) = changes_of_a_life("a", random.Random(1), 0)
    ledger = Ledger()
    ledger.tell([change])
    assert settle(["a"], {}, ledger.known).added == dict.fromkeys(groups_of(change.after), -1)


def test_an_article_that_was_taken_down_or_removed_is_in_no_group() -> None:
    assert groups_of(None) == ()
    gone = ArticleState(article_id="a", kind=Kind.WITHDRAWN, changed_at=NOON, source="harbour")
    assert groups_of(gone) == ()


def test_a_batch_that_says_nothing_new_writes_nothing() -> None:
    (change, *_) = changes_of_a_life("a", random.Random(1), 0)
    ledger = Ledger()
    ledger.tell([change])
    assert recount([change, change], ledger.known).counted == ()
    assert recount([change], ledger.known).added == {}

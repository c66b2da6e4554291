"""How many articles there are, by source, language and month: exact, in whatever order it is told.

For each article it is kept as what it was counted last, and by which change. A change that is not later than
that one counts for nothing; a later one takes back what was counted and counts anew. Writing both at once, or
nothing, is the store's part.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from broadsheet.moments import to_rfc3339
from broadsheet.publishing.changes import ArticleChange, ArticleState

UNKNOWN = "unknown"  # language or month
SOURCES = "source"
NEVER_COUNTED = "0"  # a sequence before all others, which have forty digits
MONTHS_OF_SOURCES = "month-of"
"""The kind of the groups that count a source's articles of a month, as `month-of#2023-09#harbour`."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """As what an article was counted last, and by which change; `groups` is empty where it was not."""

    article_id: str
    sequence: str
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Recount:
    """What is to be written: how articles are counted now, and what is added to each group's total."""

    counted: tuple[Counted, ...]
    added: Mapping[str, int]


def recount(changes: Iterable[ArticleChange], known: Mapping[str, Counted]) -> Recount:
    """Return what some changes do to the totals.

    Parameters
    ----------
    changes
        In any order, any of them any number of times.
    known
        How the articles of these changes are counted, by their ids; those that never were are not in it.
    """
    counted: dict[str, Counted] = {}
    for change in changes:
        last = counted.get(change.article_id) or known.get(change.article_id)
        if last is None or last.sequence < change.sequence:
            counted[change.article_id] = Counted(
                article_id=change.article_id, sequence=change.sequence, groups=groups_of(change.after)
            )
    return _taking_the_place_of(known, counted.values())


def settle(
    article_ids: Iterable[str], states: Mapping[str, ArticleState], known: Mapping[str, Counted]
) -> Recount:
    """Return what makes some articles counted as what they are, where a change was never told.

    Such an article is still counted by the change that it was counted by: any later one that is told counts.

    Parameters
    ----------
    article_ids
        Which articles.
    states
        What they are; those that do not exist are not in it. It was looked up after `known`, or a change
        that was counted in between would be taken back.
    known
        How they are counted; those that never were are not in it.
    """
    settled = []
    for article_id in article_ids:
        groups, last = groups_of(states.get(article_id)), known.get(article_id)
        if groups != (last.groups if last else ()):
            sequence = last.sequence if last else NEVER_COUNTED
            settled.append(Counted(article_id=article_id, sequence=sequence, groups=groups))
    return _taking_the_place_of(known, settled)


def _taking_the_place_of(known: Mapping[str, Counted], counted: Iterable[Counted]) -> Recount:
    """Return articles' new counts, with what they add to the totals beyond the counts that they had."""
    now, added = tuple(counted), Counter[str]()
    for each in now:
        added.update(each.groups)
        if each.article_id in known:
            added.subtract(known[each.article_id].groups)
    return Recount(counted=now, added={group: count for group, count in added.items() if count})


def groups_of(state: ArticleState | None) -> tuple[str, ...]:
    """Return the groups that an article counts in: none, if no client can read it."""
    if state is None or not state.is_served:
        return ()
    month = (to_rfc3339(state.published_at) or UNKNOWN)[: len("2023-09")]
    return (
        f"{SOURCES}#{state.source}",
        f"language#{state.language or UNKNOWN}",
        f"month#{month}",
        f"{MONTHS_OF_SOURCES}#{month}#{state.source}",
    )


def by_source(totals: Mapping[str, int]) -> dict[str, int]:
    """Return how many articles each source has, most first.

    >>> by_source({"source#harbour": 1, "source#lamp": 2, "language#en": 3})
    {'lamp': 2, 'harbour': 1}

    Parameters
    ----------
    totals
        Counts of articles by group, such as `source#harbour`.

    Returns
    -------
    dict
        Counts by the name of the source, the largest first.
    """
    beginning = f"{SOURCES}#"
    counts = {
        group.removeprefix(beginning): count for group, count in totals.items() if group.startswith(beginning)
    }
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

"""What an export has to do: by listing everything, or by following what has changed since the last one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from broadsheet.ports import ArticleCatalogue
from broadsheet.retrieval.queries import ArticleSummary, ListingQuery, Tombstone
from broadsheet_cli.export import Choice, FolderExport
from broadsheet_cli.listings import entries, summaries

PAGE = 500  # summaries asked for at once
OVERLAP = timedelta(minutes=10)
"""How much is listed again: a change is dated when work on its document begins, which may be tried again."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to do to a folder.

    `lacking` are the articles to be written, `gone` the ids of those to be removed if they are held;
    `followed_to` is the moment from which the next export may follow the changes, None if it may not.
    """

    lacking: tuple[ArticleSummary, ...]
    gone: frozenset[str]
    followed_to: datetime | None


def listing_of(choice: Choice) -> ListingQuery:
    """Return the query that lists what is chosen, but for its language."""
    sources = (choice.source,) if choice.source else ()
    return ListingQuery(sources=sources, since=choice.since, until=choice.until, limit=PAGE)


def plan_of(folder: FolderExport, choice: Choice, catalogue: ArticleCatalogue, now: datetime) -> Plan:
    """Return what a folder needs to be an export of what is served now.

    Parameters
    ----------
    folder
        The folder, as the last export left it.
    choice
        What it is an export of.
    catalogue
        The articles, as the API reads them.
    now
        The moment that the export begins, in UTC.

    Returns
    -------
    Plan
        What to write, newest first, and what to remove.
    """
    is_a_span = choice.since is not None or choice.until is not None
    followed_to = None if is_a_span else folder.followed_to
    if followed_to is None:
        return _by_listing(folder, choice, catalogue, now)
    return _by_following(folder, choice, catalogue, followed_to)


def _by_listing(folder: FolderExport, choice: Choice, catalogue: ArticleCatalogue, now: datetime) -> Plan:
    listed = list(summaries(catalogue, listing_of(choice)))
    wanted = [summary for summary in listed if choice.includes(summary)]
    newest = max((summary.content_changed_at for summary in listed), default=None)
    return Plan(
        lacking=tuple(summary for summary in wanted if folder.lacks(summary)),
        gone=frozenset(folder.ids() - {summary.id for summary in wanted}),
        followed_to=min(newest, now) if newest else None,  # what changes while this is listed comes after
    )


def _by_following(
    folder: FolderExport, choice: Choice, catalogue: ArticleCatalogue, followed_to: datetime
) -> Plan:
    query = ListingQuery(order="changed", since=followed_to - OVERLAP, limit=PAGE)
    lacking, gone, newest = [], set(), followed_to
    for entry in entries(catalogue, query):
        if isinstance(entry, Tombstone):
            gone.add(entry.id)
            newest = max(newest, entry.changed_at)
            continue
        newest = max(newest, entry.content_changed_at)
        if not choice.includes(entry):
            gone.add(entry.id)
        elif folder.lacks(entry):
            lacking.append(entry)
    return Plan(lacking=tuple(lacking), gone=frozenset(gone), followed_to=newest)

"""A mirror: a copy of the archive kept by nothing but `/changes`, with restarts of its own."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from broadsheet.article import StoredArticle
from broadsheet.ports import ArticleCatalogue
from functions.api.app import ArticleApi
from tests.events import lambda_context
from tests.functions.asking import request

Page = dict[str, Any]
Ask = Callable[[dict[str, str]], Page]


class Mirror:
    """Digests of articles by id; what is on disk is what the last save left there."""

    def __init__(self, ask: Ask, limit: int = 7) -> None:
        self._ask = ask
        self._limit = limit
        self._saved: tuple[dict[str, str], str | None] = ({}, None)
        self.articles: dict[str, str] = {}
        self._cursor: str | None = None

    def follow_a_page(self) -> bool:
        """Ask for one page and take it over; return whether it was the last for now."""
        page = self._ask({"limit": str(self._limit)} | ({"cursor": self._cursor} if self._cursor else {}))
        for change in page["changes"]:
            if change["change"] in ("withdrawn", "erased"):
                self.articles.pop(change["id"], None)
            else:
                self.articles[change["id"]] = change["content_hash"]
        self._cursor = page["next_cursor"]
        return bool(page["is_last"])

    def catch_up(self) -> None:
        """Follow to the end."""
        while not self.follow_a_page():
            pass

    def save(self) -> None:
        """Write copy and cursor to disk."""
        self._saved = (dict(self.articles), self._cursor)

    def restart(self) -> None:
        """Lose what was not saved."""
        articles, self._cursor = self._saved
        self.articles = dict(articles)


def asking(api: ArticleApi, clock: Callable[[], datetime]) -> Ask:
    """Return how the api function is asked for changes at the moment that a clock tells."""

    def ask(parameters: dict[str, str]) -> Page:
        event = request("/changes", parameters={name: [value] for name, value in parameters.items()})
        event["requestContext"]["requestTimeEpoch"] = int(clock().timestamp() * 1000)
        answer = api.handle(event, lambda_context())
        assert answer["statusCode"] == 200, answer["body"]
        return dict(json.loads(answer["body"]))

    return ask


def served(catalogue: ArticleCatalogue, ids: set[str]) -> dict[str, str]:
    """Return the digests of all articles that the store serves, by id."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), 50):
        whole = catalogue.lookup(sorted(ids)[start : start + 50])
        found |= {id_: a.article.content_hash for id_, a in whole.items() if isinstance(a, StoredArticle)}
    return found

"""A mirror: a copy of the archive kept by nothing but `/changes`, with restarts of its own."""

import json
from datetime import datetime
from typing import Any

from functions.api.app import ArticleApi
from tests.events import lambda_context
from tests.functions.asking import request


class Mirror:
    """Digests of articles by id; what is on disk is what the last save left there."""

    def __init__(self, api: ArticleApi, limit: int = 7) -> None:
        self._api = api
        self._limit = limit
        self._saved: tuple[dict[str, str], str | None] = ({}, None)
        self.articles: dict[str, str] = {}
        self._cursor: str | None = None

    def follow_a_page(self, now: datetime) -> bool:
        """Ask for one page and take it over; return whether it was the last for now."""
        parameters = {"limit": [str(self._limit)]} | ({"cursor": [self._cursor]} if self._cursor else {})
        event = request("/changes", parameters=parameters)
        event["requestContext"]["requestTimeEpoch"] = int(now.timestamp() * 1000)
        answer = self._api.handle(event, lambda_context())
        assert answer["statusCode"] == 200, answer["body"]
        page: dict[str, Any] = json.loads(answer["body"])
        for change in page["changes"]:
            if change["change"] in ("withdrawn", "erased"):
                self.articles.pop(change["id"], None)
            else:
                self.articles[change["id"]] = change["content_hash"]
        self._cursor = page["next_cursor"]
        return bool(page["is_last"])

    def catch_up(self, now: datetime) -> None:
        """Follow to the end."""
        while not self.follow_a_page(now):
            pass

    def save(self) -> None:
        """Write copy and cursor to disk."""
        self._saved = (dict(self.articles), self._cursor)

    def restart(self) -> None:
        """Lose what was not saved."""
        articles, self._cursor = self._saved
        self.articles = dict(articles)

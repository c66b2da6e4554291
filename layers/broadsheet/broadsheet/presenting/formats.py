"""The formats that an article can be had in, by the media type and by the suffix that ask for each."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from broadsheet.article import StoredArticle
from broadsheet.presenting import article_markdown, article_page, article_text, ninjs
from broadsheet.presenting.article_json import article_json

JSON = "application/json"


@dataclass(frozen=True, kw_only=True)
class ArticleFormat:
    """A format by its media type, what writes an article in it, and the fields that go with it."""

    media_type: str
    write: Callable[[StoredArticle], str]
    headers: Mapping[str, str]


def _as_json(stored: StoredArticle) -> str:
    return json.dumps(article_json(stored.article, stored), ensure_ascii=False)


def _as_ninjs(stored: StoredArticle) -> str:
    return json.dumps(ninjs.article_ninjs(stored), ensure_ascii=False)


PAGE_HEADERS = {
    "Content-Security-Policy": article_page.SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}

# By suffix; the first is what a client gets that does not care.
ARTICLE_FORMATS: dict[str, ArticleFormat] = {
    "json": ArticleFormat(media_type=JSON, write=_as_json, headers={}),
    "html": ArticleFormat(
        media_type=article_page.MEDIA_TYPE, write=article_page.article_page, headers=PAGE_HEADERS
    ),
    "md": ArticleFormat(
        media_type=article_markdown.MEDIA_TYPE, write=article_markdown.article_markdown, headers={}
    ),
    "txt": ArticleFormat(media_type=article_text.MEDIA_TYPE, write=article_text.article_text, headers={}),
    "ninjs": ArticleFormat(media_type=ninjs.MEDIA_TYPE, write=_as_ninjs, headers={}),
}

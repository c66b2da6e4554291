"""The reader function on moto, and visiting its pages as a browser would."""

import base64
import gzip
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs

import pytest

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys, DynamoDbPassKeys
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.article import Article
from broadsheet.identity import content_hash
from broadsheet.retrieval.passes import Pass, Role, to_pass
from broadsheet_pages.access import Access, Openness
from broadsheet_pages.routes import PAGE_ROUTES
from functions.reader.app import ReaderSite, pages
from tests.aws import TABLE, Aws
from tests.builders import NOON, article
from tests.events import lambda_context
from tests.functions.asking import KEY, request
from tests.functions.operated import nothing_operated
from tests.storing import put

VISITED_AT = datetime.fromisoformat("2026-11-27T12:00:00+00:00")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What came back."""

    status: int
    fields: dict[str, str]
    body: str

    @property
    def text(self) -> str:
        """What a person reads: the page without its tags."""
        return " ".join(Texts.of(self.body).split())

    def links(self) -> list[str]:
        """Return where all links, forms and pictures of the page lead."""
        return re.findall(r'(?:href|src|action)="([^"]*)"', self.body)


class Texts(HTMLParser):
    """Collects the texts of a page that are not in its head."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, page: str) -> str:
        texts = cls()
        texts.feed(page.partition("<body>")[2])
        return " ".join(texts.found)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def written(made: Article, **content: Any) -> Article:
    """Return an article with other content."""
    changed = replace(made.content, **content)
    return replace(made, content=changed, content_hash=content_hash(changed))


def site_on(aws: Aws, openness: Openness = Openness.PUBLIC, **options: Any) -> ReaderSite:
    """Return the reader function on an account."""
    access = Access(openness=openness, keys=DynamoDbPassKeys(aws.dynamodb, TABLE))
    keys, totals = DynamoDbFeedKeys(aws.dynamodb, TABLE), DynamoDbTotals(aws.dynamodb, TABLE)
    return ReaderSite(pages(aws.catalogue, keys, totals, nothing_operated, access, KEY, **options), access)


@pytest.fixture
def site(aws: Aws) -> ReaderSite:
    """The pages of an archive of one article, which everybody may read."""
    put(aws, article())
    aws.article_store.note_source("harbour", NOON)
    return site_on(aws)


def visit(
    site: ReaderSite, path: str, method: str = "GET", *, came_at: datetime = VISITED_AT, **fields: str
) -> Seen:
    """Return what a visit to a path shows, which may have a query; names of fields have `_` for hyphens."""
    place, _, query = path.partition("?")
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    event = request(place, method, named, parse_qs(query, keep_blank_values=True))
    event["resource"] = page_of(place)
    event["requestContext"]["requestTimeEpoch"] = int(came_at.timestamp() * 1000)
    answer = site.handle(event, lambda_context())
    body = answer["body"]
    if answer["isBase64Encoded"]:
        body = gzip.decompress(base64.b64decode(body)).decode()
    sent = {name: values[0] for name, values in answer["multiValueHeaders"].items()}
    return Seen(status=answer["statusCode"], fields=sent, body=body)


def page_of(path: str) -> str:
    """Return the resource that API Gateway chooses for a path: words go before placeholders."""
    if path in PAGE_ROUTES:
        return path
    patterns = {re.sub("{[a-z]+}", "[^/]+", route): route for route in PAGE_ROUTES}
    return next((route for pattern, route in patterns.items() if re.fullmatch(pattern, path)), path)


def a_pass(aws: Aws, role: Role = Role.READER, name: str = "ada", days: int = 1) -> str:
    """Return a pass, made as an operator makes it."""
    key = DynamoDbPassKeys(aws.dynamodb, TABLE).find_or_make(name)
    return to_pass(Pass(name=name, role=role, ends_at=VISITED_AT + timedelta(days=days)), key)

"""The api function: HTTP requests in, JSON out; every error becomes an RFC 9457 problem here."""

import json
import os
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.logging import correlation_paths

import broadsheet
from broadsheet.adapters.clients import dynamodb_client, s3_client
from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.errors import BroadsheetError, InvalidParameterError
from broadsheet.moments import to_rfc3339
from broadsheet.presenting.article_json import article_json, rejection_json, revision_json, summary_json
from broadsheet.retrieval.cursors import to_cursor
from broadsheet.retrieval.differences import text_difference
from broadsheet.retrieval.queries import (
    parse_article_id,
    parse_listing_query,
    parse_rejection_query,
    parse_revision,
)
from broadsheet.settings import ApiSettings, is_in_lambda

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from broadsheet.ports import ArticleCatalogue

logger = Logger(service="api")

LARGEST_ANSWER = 6_000_000  # bytes; Lambda's limit is 6 MB (6,291,556 bytes) with the envelope


class AnswerTooLargeError(BroadsheetError):
    """The answer is larger than Lambda can hand to API Gateway."""

    code = "answer_too_large"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class ArticleApi:
    """The routes, and the mapping of errors to HTTP."""

    def __init__(self, catalogue: "ArticleCatalogue", cursor_key: str) -> None:
        self._catalogue = catalogue
        self._cursor_key = cursor_key
        self._resolver = resolver = APIGatewayRestResolver()
        resolver.get("/articles")(self.list_articles)
        resolver.get("/articles/<article_id>")(self.get_article)
        resolver.get("/articles/<article_id>/revisions")(self.list_revisions)
        resolver.get("/articles/<article_id>/changes")(self.get_changes)
        resolver.get("/rejections")(self.list_rejections)
        resolver.get("/sources")(self.list_sources)
        resolver.get("/health")(self.get_health)
        resolver.exception_handler(BroadsheetError)(self.on_error)
        resolver.exception_handler(Exception)(self.on_fault)
        resolver.not_found(self.on_unknown_route)

    def handle(self, event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
        """Answer one request of API Gateway's proxy integration."""
        return self._resolver.resolve(event, context)

    def list_articles(self) -> Response[str]:
        """Answer with one page of summaries, newest first."""
        query = parse_listing_query(self._parameters, self._cursor_key)
        page = self._catalogue.articles(query)
        return _json(
            {
                "articles": [summary_json(summary) for summary in page.articles],
                "next_cursor": self._cursor(page.next, query.listing),
            }
        )

    def get_article(self, article_id: str) -> Response[str]:
        """Answer with everything about one article, as it is or as it was in a revision."""
        id_ = parse_article_id(article_id)
        stored = self._catalogue.article(id_, parse_revision("revision", self._parameters))
        return _json(article_json(stored.article, stored))

    def list_revisions(self, article_id: str) -> Response[str]:
        """Answer with the history of an article, the first revision first."""
        revisions = self._catalogue.revisions(parse_article_id(article_id))
        return _json({"revisions": [revision_json(revision) for revision in revisions]})

    def get_changes(self, article_id: str) -> Response[str]:
        """Answer with what changed between two revisions; by default, the last two."""
        id_ = parse_article_id(article_id)
        after = self._catalogue.article(id_, parse_revision("to", self._parameters))
        number = parse_revision("from", self._parameters) or max(after.revision - 1, 1)
        before = self._catalogue.article(id_, number)
        return _json({"from": before.revision, "to": after.revision, "diff": text_difference(before, after)})

    def list_rejections(self) -> Response[str]:
        """Answer with one page of the rejections that stand, newest first."""
        query = parse_rejection_query(self._parameters, self._cursor_key)
        page = self._catalogue.rejections(query)
        return _json(
            {
                "rejections": [rejection_json(receipt) for receipt in page.receipts],
                "next_cursor": self._cursor(page.next, query.listing),
            }
        )

    def list_sources(self) -> Response[str]:
        """Answer with every source."""
        sources = [
            {"source": source, "first_seen_at": to_rfc3339(first_seen_at)}
            for source, first_seen_at in self._catalogue.sources()
        ]
        return _json({"sources": sources})

    def get_health(self) -> Response[str]:
        """Answer that the function runs, and which parser it goes with."""
        return _json({"status": "ok", "parser_version": broadsheet.PARSER_VERSION})

    def on_error(self, error: BroadsheetError) -> Response[str]:
        """Say what was wrong with the request, and which parameter it was; or when to ask again."""
        if error.status is HTTPStatus.INTERNAL_SERVER_ERROR:
            return self.on_fault(error)
        members = {"parameter": error.parameter} if isinstance(error, InvalidParameterError) else {}
        answer = _problem(error.status, code=error.code, detail=str(error), **members)
        if error.retry_after is not None:
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer

    def on_unknown_route(self, error: NotFoundError) -> Response[str]:
        """Say that there is nothing at this address."""
        del error
        event = self._resolver.current_event
        return _problem(
            HTTPStatus.NOT_FOUND, code="no_route", detail=f"nothing answers {event.http_method} {event.path}"
        )

    def on_fault(self, error: Exception) -> Response[str]:
        """Log what went wrong, and tell the client no more than that it did."""
        logger.error("request failed", exc_info=error)
        return _problem(
            HTTPStatus.INTERNAL_SERVER_ERROR,
            code="fault",
            detail="the request failed; it is safe to repeat it",
        )

    @property
    def _parameters(self) -> dict[str, str]:
        return self._resolver.current_event.query_string_parameters or {}

    def _cursor(self, place: tuple[str, ...] | None, listing: str) -> str | None:
        return to_cursor(place, listing, self._cursor_key) if place else None


def _json(
    body: dict[str, Any], status: HTTPStatus = HTTPStatus.OK, content_type: str = "application/json"
) -> Response[str]:
    text = json.dumps(body, ensure_ascii=False)
    if (size := len(json.dumps(text))) > LARGEST_ANSWER:  # as the runtime writes it into the envelope
        raise AnswerTooLargeError(f"the answer would be {size:,} bytes; {LARGEST_ANSWER:,} can be carried")
    return Response(status_code=status, content_type=content_type, body=text)


def _problem(status: HTTPStatus, *, code: str, detail: str, **members: str) -> Response[str]:
    """Return a problem document (RFC 9457); `code` is stable and made for programs."""
    problem = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    return _json({**problem, **members}, status, "application/problem+json")


@cache
def _api() -> ArticleApi:
    settings = ApiSettings.read(os.environ)
    bodies = S3BodyStore(s3_client(), settings.content_bucket)
    catalogue = DynamoDbCatalogue(dynamodb_client(), settings.table, bodies)
    return ArticleApi(catalogue, settings.cursor_key)


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Handle one event of Lambda's. See `ArticleApi`."""
    return _api().handle(event, context)


if is_in_lambda(os.environ):  # which gives a start more of the processor than the first event
    _api()

"""The api function: HTTP requests in, representations out; every error becomes an RFC 9457 problem here."""

import json
import os
from base64 import b64encode
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.logging import correlation_paths

import broadsheet
from broadsheet.adapters.clients import dynamodb_client, s3_client
from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.errors import BroadsheetError, InvalidParameterError
from broadsheet.moments import to_rfc3339
from broadsheet.presenting.article_json import rejection_json, revision_json, summary_json
from broadsheet.presenting.formats import ARTICLE_FORMATS, JSON
from broadsheet.retrieval.answers import Answer, finish
from broadsheet.retrieval.cursors import to_cursor
from broadsheet.retrieval.differences import text_difference
from broadsheet.retrieval.negotiation import acceptable, by_suffix
from broadsheet.retrieval.parameters import check_names
from broadsheet.retrieval.queries import (
    parse_article_id,
    parse_listing_query,
    parse_rejection_query,
    parse_revision,
)
from broadsheet.retrieval.routes import ROUTES, cors_headers, preflight, rule_of
from broadsheet.settings import ApiSettings, is_in_lambda

if TYPE_CHECKING:
    from collections.abc import Callable

    from aws_lambda_powertools.utilities.typing import LambdaContext

    from broadsheet.ports import ArticleCatalogue
    from broadsheet.retrieval.parameters import Parameters

logger = Logger(service="api")


class ArticleApi:
    """The routes, and the mapping of errors to HTTP."""

    def __init__(self, catalogue: "ArticleCatalogue", cursor_key: str, cors_origin: str = "") -> None:
        self._catalogue = catalogue
        self._cursor_key = cursor_key
        self._cors_origin = cors_origin
        self._resolver = resolver = APIGatewayRestResolver()
        handlers: dict[str, Callable[..., Answer]] = {
            "/articles": self.list_articles,
            "/articles/{id}": self.get_article,
            "/articles/{id}/revisions": self.list_revisions,
            "/articles/{id}/changes": self.get_changes,
            "/rejections": self.list_rejections,
            "/sources": self.list_sources,
            "/health": self.get_health,
        }
        for path, handler in handlers.items():
            resolver.route(rule_of(path), method=["GET", "HEAD"])(self._answering(path, handler))
            resolver.route(rule_of(path), method="OPTIONS")(self._on_options)
            resolver.route(rule_of(path), method=["POST", "PUT", "PATCH", "DELETE"])(self._on_other_method)
        resolver.exception_handler(BroadsheetError)(self.on_error)
        resolver.exception_handler(Exception)(self.on_fault)
        resolver.not_found(self.on_unknown_route)

    def handle(self, event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
        """Answer one request of API Gateway's proxy integration."""
        return self._resolver.resolve(event, context)

    def list_articles(self) -> Answer:
        """Answer with one page of summaries, newest first."""
        query = parse_listing_query(self._parameters, self._cursor_key)
        page = self._catalogue.articles(query)
        return _json(
            {
                "articles": [summary_json(summary) for summary in page.articles],
                "next_cursor": self._cursor(page.next, query.listing),
            }
        )

    def get_article(self, article_id: str) -> Answer:
        """Answer with everything about one article, as it is or as it was in a revision, in any format."""
        name, asked = by_suffix(article_id, {suffix: suffix for suffix in ARTICLE_FORMATS})
        by_type = {format_.media_type: format_ for format_ in ARTICLE_FORMATS.values()}
        accept = None if asked else self._fields.get("accept")
        format_ = ARTICLE_FORMATS[asked] if asked else by_type[acceptable(accept, list(by_type))]
        id_, revision = parse_article_id(name), parse_revision("revision", self._parameters)
        stored = self._catalogue.article(id_, revision)
        return Answer(
            body=format_.write(stored),
            media_type=format_.media_type,
            changed_at=max(stored.content_changed_at, stored.processed_at),
            is_dated=revision is None,  # which document a revision's number means may change
            headers=format_.headers,
        )

    def list_revisions(self, article_id: str) -> Answer:
        """Answer with the history of an article, the first revision first."""
        revisions = self._catalogue.revisions(parse_article_id(article_id))
        return _json({"revisions": [revision_json(revision) for revision in revisions]})

    def get_changes(self, article_id: str) -> Answer:
        """Answer with what changed between two revisions; by default, the last two."""
        id_ = parse_article_id(article_id)
        after = self._catalogue.article(id_, parse_revision("to", self._parameters))
        number = parse_revision("from", self._parameters) or max(after.revision - 1, 1)
        before = self._catalogue.article(id_, number)
        return _json({"from": before.revision, "to": after.revision, "diff": text_difference(before, after)})

    def list_rejections(self) -> Answer:
        """Answer with one page of the rejections that stand, newest first."""
        query = parse_rejection_query(self._parameters, self._cursor_key)
        page = self._catalogue.rejections(query)
        return _json(
            {
                "rejections": [rejection_json(receipt) for receipt in page.receipts],
                "next_cursor": self._cursor(page.next, query.listing),
            }
        )

    def list_sources(self) -> Answer:
        """Answer with every source."""
        sources = [
            {"source": source, "first_seen_at": to_rfc3339(first_seen_at)}
            for source, first_seen_at in self._catalogue.sources()
        ]
        return _json({"sources": sources})

    def get_health(self) -> Answer:
        """Answer that the function runs, and which parser it goes with."""
        return _json({"status": "ok", "parser_version": broadsheet.PARSER_VERSION})

    def on_error(self, error: BroadsheetError) -> Response[Any]:
        """Say what was wrong with the request, and which parameter it was; or when to ask again."""
        if error.status is HTTPStatus.INTERNAL_SERVER_ERROR:
            return self.on_fault(error)
        members = {"parameter": error.parameter} if isinstance(error, InvalidParameterError) else {}
        headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
        return self._problem(error.status, error.code, str(error), headers, **members)

    def on_unknown_route(self, error: Exception) -> Response[Any]:
        """Say that there is nothing at this address."""
        del error
        event = self._resolver.current_event
        return self._problem(
            HTTPStatus.NOT_FOUND, "no_route", f"nothing answers {event.http_method} {event.path}"
        )

    def on_fault(self, error: Exception) -> Response[Any]:
        """Log what went wrong, and tell the client no more than that it did."""
        logger.error("request failed", exc_info=error)
        return self._problem(
            HTTPStatus.INTERNAL_SERVER_ERROR, "fault", "the request failed; it is safe to repeat it"
        )

    def _answering(self, path: str, handler: "Callable[..., Answer]") -> "Callable[..., Response[Any]]":
        """Return a handler as the resolver wants it, which refuses parameters that its route has not."""

        def answer(**placeholders: str) -> Response[Any]:
            check_names(self._parameters, ROUTES[path].parameters)
            return self._send(handler(**placeholders))

        return answer

    def _on_options(self, **placeholders: str) -> Response[Any]:
        """Tell a browser what a page of another origin may ask (https://fetch.spec.whatwg.org)."""
        del placeholders
        return Response(
            status_code=HTTPStatus.NO_CONTENT, headers=dict(preflight(self._cors_origin)), body=""
        )

    def _on_other_method(self, **placeholders: str) -> Response[Any]:
        del placeholders
        method = self._resolver.current_event.http_method
        return self._problem(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "method_not_allowed",
            f"nothing can be done here by {method}",
            {"Allow": "GET, HEAD, OPTIONS"},
        )

    def _problem(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        headers: dict[str, str] | None = None,
        **members: str,
    ) -> Response[Any]:
        """Return a problem document (RFC 9457); `code` is stable and made for programs."""
        problem = {
            "type": "about:blank",
            "title": status.phrase,
            "status": status,
            "detail": detail,
            "instance": f"urn:uuid:{self._resolver.current_event.request_context.request_id}",
            "code": code,
            **members,
        }
        body = json.dumps(problem, ensure_ascii=False)
        return self._send(
            Answer(body=body, media_type="application/problem+json", status=status, headers=headers or {})
        )

    def _send(self, answer: Answer) -> Response[Any]:
        sent = finish(answer, self._resolver.current_event.http_method, self._fields)
        headers = {**sent.headers, **cors_headers(self._cors_origin)}
        if isinstance(sent.body, str):
            return Response(status_code=sent.status, headers=headers, body=sent.body)
        # By itself the resolver would make JSON of bytes that are said to be JSON.
        packed = Response(status_code=sent.status, headers=headers, body=b64encode(sent.body).decode())
        packed.base64_encoded = True
        return packed

    @property
    def _parameters(self) -> "Parameters":
        return self._resolver.current_event.resolved_query_string_parameters

    @property
    def _fields(self) -> dict[str, str]:
        """The request's fields by their names in small letters; the values of a repeated one are joined."""
        fields = self._resolver.current_event.resolved_headers_field
        return {
            name.lower(): value if isinstance(value, str) else ", ".join(value)
            for name, value in fields.items()
        }

    def _cursor(self, place: tuple[str, ...] | None, listing: str) -> str | None:
        return to_cursor(place, listing, self._cursor_key) if place else None


def _json(body: dict[str, Any]) -> Answer:
    return Answer(body=json.dumps(body, ensure_ascii=False), media_type=JSON)


@cache
def _api() -> ArticleApi:
    settings = ApiSettings.read(os.environ)
    bodies = S3BodyStore(s3_client(), settings.content_bucket)
    catalogue = DynamoDbCatalogue(dynamodb_client(), settings.table, bodies)
    return ArticleApi(catalogue, settings.cursor_key, settings.cors_origin)


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Handle one event of Lambda's. See `ArticleApi`."""
    return _api().handle(event, context)


if is_in_lambda(os.environ):  # which gives a start more of the processor than the first event
    _api()

"""The api function: HTTP requests in, representations out; every error becomes an RFC 9457 problem here."""

import json
import os
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, event_handler
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.logging import correlation_paths

import broadsheet
from broadsheet.adapters.clients import dynamodb_client, s3_client
from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.adapters.gateway import fields_of, request_of, response_of
from broadsheet.adapters.rules_file import sites_of
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.answering import articles, changes, describing, feeds, listings, operating
from broadsheet.answering.request import Request, json_answer
from broadsheet.errors import BroadsheetError, InvalidParameterError, OperatorsOnlyError
from broadsheet.identity import DEFAULT_SITES, Sites
from broadsheet.retrieval.answers import Answer, finish
from broadsheet.retrieval.parameters import check_names
from broadsheet.retrieval.routes import METHODS, ROUTES, cors_headers, preflight, rule_of, without_base_path
from broadsheet.settings import ApiSettings, is_in_lambda

if TYPE_CHECKING:
    from collections.abc import Callable

    from aws_lambda_powertools.utilities.typing import LambdaContext

    from broadsheet.answering.feeds import FeedKeys
    from broadsheet.answering.operating import TotalsReader
    from broadsheet.ports import ArticleCatalogue

logger = Logger(service="api")

OPENAPI = Path(__file__).parent / "openapi.json"
SWAGGER_UI = Path(event_handler.__file__).parent / "openapi" / "swagger_ui"  # which Powertools brings along


def _handlers(
    catalogue: "ArticleCatalogue",
    keys: "FeedKeys",
    totals: "TotalsReader",
    cursor_key: str,
    sites: Sites,
    swagger_ui: Path | None,
) -> "dict[str, Callable[[str, Request], Answer]]":
    """Return what answers each route, given the path's one name and the request."""
    return {
        "/articles": lambda _, request: listings.listing_answer(request, catalogue, cursor_key, sites),
        "/changes": lambda _, request: changes.changes_answer(request, catalogue, cursor_key),
        "/articles/{id}": lambda name, request: articles.article_answer(name, request, catalogue),
        "/articles/{id}/revisions": lambda name, request: operating.revisions_answer(
            name, request, catalogue, cursor_key
        ),
        "/articles/{id}/changes": lambda name, request: articles.difference_answer(name, request, catalogue),
        "/rejections": lambda _, request: operating.rejections_answer(request, catalogue, cursor_key),
        "/sources": lambda *_: operating.sources_answer(catalogue, totals),
        "/sources.opml": lambda _, request: operating.subscriptions_answer(request, catalogue, keys),
        "/feeds/{feed}": lambda name, request: feeds.feed_answer(name, request, catalogue, keys, cursor_key),
        "/openapi.json": lambda *_: describing.description_answer(OPENAPI),
        **({"/docs": lambda *_: describing.docs_answer(swagger_ui)} if swagger_ui else {}),
        "/health": lambda *_: json_answer({"status": "ok", "parser_version": broadsheet.PARSER_VERSION}),
    }


class ArticleApi:
    """The routes, and the mapping of errors to HTTP."""

    def __init__(  # noqa: PLR0913  # what it reads, and one for each setting
        self,
        catalogue: "ArticleCatalogue",
        keys: "FeedKeys",
        totals: "TotalsReader",
        cursor_key: str,
        *,
        cors_origin: str = "",
        operator_key_id: str = "",
        sites: Sites = DEFAULT_SITES,
        swagger_ui: Path | None = None,
    ) -> None:
        self._cors_origin = cors_origin
        self._operator_key_id = operator_key_id
        self._resolver = resolver = APIGatewayRestResolver()
        handlers = _handlers(catalogue, keys, totals, cursor_key, sites, swagger_ui)
        for path, handler in handlers.items():
            resolver.route(rule_of(path), method=["GET", "HEAD"])(self._answering(path, handler))
            resolver.route(rule_of(path), method="OPTIONS")(self._on_options)
            resolver.route(rule_of(path), method=["POST", "PUT", "PATCH", "DELETE"])(self._on_other_method)
        resolver.exception_handler(BroadsheetError)(self.on_error)
        resolver.exception_handler(Exception)(self.on_fault)
        resolver.not_found(self.on_unknown_route)

    def handle(self, event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
        """Answer one request of API Gateway's proxy integration."""
        path = without_base_path(event["path"], event.get("resource", ""))
        return self._resolver.resolve({**event, "path": path}, context)

    def on_error(self, error: BroadsheetError) -> Response[Any]:
        """Say what was wrong with the request, and which parameter it was; or when to ask again."""
        if error.status is HTTPStatus.INTERNAL_SERVER_ERROR:
            return self.on_fault(error)
        members = {"parameter": error.parameter} if isinstance(error, InvalidParameterError) else {}
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
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

    def _refuse_readers(self) -> None:
        """Let nobody but operators pass. API Gateway names the key, the local engine does not."""
        key_id = self._resolver.current_event.request_context.identity.api_key_id
        if key_id and self._operator_key_id and key_id != self._operator_key_id:
            raise OperatorsOnlyError("this address takes the operators' key only")

    def _answering(
        self, path: str, handler: "Callable[[str, Request], Answer]"
    ) -> "Callable[..., Response[Any]]":
        """Return a handler as the resolver wants it, which refuses parameters that its route has not."""

        def answer(name: str = "") -> Response[Any]:
            if path == "/rejections":
                self._refuse_readers()
            request = request_of(self._resolver.current_event)
            check_names(request.parameters, ROUTES[path].parameters)
            return self._send(handler(name, request))

        return answer

    def _on_options(self, **placeholders: str) -> Response[Any]:
        """Tell a browser what a page of another origin may ask (https://fetch.spec.whatwg.org)."""
        del placeholders
        return Response(
            status_code=HTTPStatus.NO_CONTENT, headers=dict(preflight(self._cors_origin)), body=""
        )

    def _on_other_method(self, **placeholders: str) -> Response[Any]:
        del placeholders
        detail = f"nothing can be done here by {self._resolver.current_event.http_method}"
        status, allowed = HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": METHODS}
        return self._problem(status, "method_not_allowed", detail, allowed)

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
        event = self._resolver.current_event
        sent = finish(answer, event.http_method, fields_of(event))
        return response_of(sent, cors_headers(self._cors_origin))


@cache
def _api() -> ArticleApi:
    settings = ApiSettings.read(os.environ)
    client, table = dynamodb_client(), settings.table
    return ArticleApi(
        DynamoDbCatalogue(client, table, S3BodyStore(s3_client(), settings.content_bucket)),
        DynamoDbFeedKeys(client, table),
        DynamoDbTotals(client, table),
        settings.cursor_key,
        cors_origin=settings.cors_origin,
        operator_key_id=settings.operator_key_id,
        sites=sites_of(settings.rules_file, logger),
        swagger_ui=SWAGGER_UI if settings.has_docs_page else None,
    )


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Handle one event of Lambda's. See `ArticleApi`."""
    return _api().handle(event, context)


if is_in_lambda(os.environ):  # which gives a start more of the processor than the first event
    _api()

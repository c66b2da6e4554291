"""The reader function: visits in, pages out; every error becomes a page in words here."""

import os
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.logging import correlation_paths

from broadsheet.adapters.clients import dynamodb_client, logs_client, s3_client, sqs_client
from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys, DynamoDbPassKeys
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.adapters.gateway import fields_of, request_of, response_of
from broadsheet.adapters.ingest_log import IngestLog
from broadsheet.adapters.rules_file import sites_of
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.adapters.sqs import SqsDocumentQueue
from broadsheet.errors import BroadsheetError
from broadsheet.identity import DEFAULT_SITES, Sites
from broadsheet.retrieval.answers import Answer, finish
from broadsheet.retrieval.parameters import check_names
from broadsheet.retrieval.routes import rule_of, without_base_path
from broadsheet.settings import ReaderSettings, is_in_lambda
from broadsheet_pages.access import Access, Openness
from broadsheet_pages.assets import NoSuchPageError, asset_answer
from broadsheet_pages.changes import changes_page
from broadsheet_pages.failing import error_page, fault_page, nothing_here
from broadsheet_pages.listing import front_page
from broadsheet_pages.reading import article_page
from broadsheet_pages.routes import PAGE_ROUTES
from broadsheet_pages.sources import sources_page
from broadsheet_pages.status import status_page
from broadsheet_pages.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aws_lambda_powertools.utilities.typing import LambdaContext

    from broadsheet.answering.feeds import FeedKeys
    from broadsheet.answering.operating import TotalsReader
    from broadsheet.answering.status import DocumentQueue, OperatorsLog
    from broadsheet.ports import ArticleCatalogue

    PageHandler = Callable[[str, Visit], Answer]
    Operated = Callable[[], tuple[DocumentQueue, OperatorsLog]]

logger = Logger(service="reader")
MOST_CALLS_OF_LOG = 20  # for each question; a log may be large, and a page must come


def pages(  # noqa: PLR0913  # what the pages read, and one for each setting
    catalogue: "ArticleCatalogue",
    keys: "FeedKeys",
    totals: "TotalsReader",
    operated: "Operated",
    access: Access,
    cursor_key: str,
    *,
    sites: Sites = DEFAULT_SITES,
    image_proxy: str = "",
) -> "dict[str, PageHandler]":
    """Return what answers each route, given the path's one name and the visit."""
    return {
        "/": lambda _, visit: front_page(visit, catalogue, keys, cursor_key, sites, image_proxy),
        "/read/{id}": lambda name, visit: article_page(name, visit, catalogue, image_proxy),
        "/read/{id}/changes": lambda name, visit: changes_page(name, visit, catalogue),
        "/read/sources": lambda _, visit: sources_page(visit, catalogue, totals),
        "/status": lambda _, visit: status_page(visit, catalogue, totals, *operated()),
        "/assets/{name}": lambda name, _: asset_answer(name),
        "/enter": lambda _, visit: access.enter(visit),
    }


class ReaderSite:
    """The routes for people, who may open each, and what they see where one fails."""

    def __init__(self, handlers: "Mapping[str, PageHandler]", access: Access) -> None:
        self._access = access
        self._resolver = resolver = APIGatewayRestResolver()
        for path, handler in handlers.items():
            resolver.route(rule_of(path), method=["GET", "HEAD"])(self._answering(path, handler))
        resolver.not_found(self._on_unknown_route)

    def handle(self, event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
        """Answer one request of API Gateway's proxy integration."""
        path = without_base_path(event["path"], event.get("resource", ""))
        return self._resolver.resolve({**event, "path": path}, context)

    def _answering(self, path: str, handler: "PageHandler") -> "Callable[..., Response[Any]]":
        """Return a handler as the resolver wants it, which lets in whom the route is for."""
        route = PAGE_ROUTES[path]

        def answer(name: str = "") -> Response[Any]:
            visit = self._visit()
            if self._access.openness is Openness.OFF:
                return self._send(nothing_here())
            try:
                visit = self._access.admit(visit.request, visit.path, route.audience)
                check_names(visit.request.parameters, route.parameters)
                return self._send(handler(name, visit))
            except BroadsheetError as error:
                if error.status is HTTPStatus.INTERNAL_SERVER_ERROR:
                    return self._fault(error, visit)
                return self._send(error_page(error, visit))
            except Exception as error:  # noqa: BLE001  # it is logged, and told as a page
                return self._fault(error, visit)

        return answer

    def _visit(self) -> Visit:
        event = self._resolver.current_event
        return Visit(request=request_of(event), path=event.path)

    def _on_unknown_route(self, error: Exception) -> Response[Any]:
        del error
        if self._access.openness is Openness.OFF:
            return self._send(nothing_here())
        return self._send(error_page(NoSuchPageError("no page has this address"), self._visit()))

    def _fault(self, error: Exception, visit: Visit) -> Response[Any]:
        logger.error("page failed", exc_info=error)
        return self._send(fault_page(visit))

    def _send(self, answer: Answer) -> Response[Any]:
        event = self._resolver.current_event
        return response_of(finish(answer, event.http_method, fields_of(event)))


@cache
def _operated() -> "tuple[DocumentQueue, OperatorsLog]":
    """Return what operators ask about; its clients are no part of a start, for most visits need none."""
    settings = ReaderSettings.read(os.environ)
    return (
        SqsDocumentQueue(sqs_client(), settings.queue_url, settings.dead_letter_queue_url),
        IngestLog(logs_client(), settings.ingest_log_group, most_calls=MOST_CALLS_OF_LOG),
    )


@cache
def _site() -> ReaderSite:
    settings = ReaderSettings.read(os.environ)
    client, table = dynamodb_client(), settings.table
    access = Access(openness=Openness(settings.openness), keys=DynamoDbPassKeys(client, table))
    handlers = pages(
        DynamoDbCatalogue(client, table, S3BodyStore(s3_client(), settings.content_bucket)),
        DynamoDbFeedKeys(client, table),
        DynamoDbTotals(client, table),
        _operated,
        access,
        settings.cursor_key,
        sites=sites_of(settings.rules_file, logger),
        image_proxy=settings.image_proxy,
    )
    return ReaderSite(handlers, access)


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Handle one event of Lambda's. See `ReaderSite`."""
    return _site().handle(event, context)


if is_in_lambda(os.environ):  # which gives a start more of the processor than the first event
    _site()

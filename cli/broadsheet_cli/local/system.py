"""The whole system on this machine: the engine, and the template deployed to it."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.adapters.dynamodb.signing_keys import DynamoDbFeedKeys, DynamoDbPassKeys
from broadsheet.adapters.sqs import messages_in
from broadsheet.article import RawLocation
from broadsheet.errors import BroadsheetError
from broadsheet.retrieval.feed_tokens import PUBLIC_FEEDS
from broadsheet.retrieval.passes import Role
from broadsheet_cli.local.api import LocalApi, local_api
from broadsheet_cli.local.checkout import Checkout
from broadsheet_cli.local.deployment import build, deploy, fingerprint
from broadsheet_cli.local.engine import Engine, client_environment
from broadsheet_cli.local.engine_state import move_state, stop_left_behind, try_to_lock
from broadsheet_cli.local.ports import FIRST_PORT, free_port, one_at_a_time
from broadsheet_cli.notifications import replay_documents, unreceipted
from broadsheet_cli.reader_links import reader_link
from broadsheet_cli.stack import DEFAULT_STACK, Stack, describe_stack

OPERATOR_FOR = timedelta(days=30)  # from one start to the next

Say = Callable[[str], None]
"""Called with what is about to be done."""


class AlreadyRunningError(BroadsheetError):
    """Another `broadsheet local` uses the same folder."""

    code = "already_running"


@dataclass(frozen=True, kw_only=True)
class LocalSystem:
    """A system that is up.

    `operators_link` opens the operators' pages. `replayed` are the documents that a crash may have taken the
    articles of. They are in the queue again, and their receipts will come.
    """

    engine: Engine
    stack: Stack
    api: LocalApi
    operators_link: str
    replayed: Sequence[RawLocation]


@contextmanager
def local_system(checkout: Checkout, port: int | None, say: Say, rules: str = "") -> Iterator[LocalSystem]:
    """Bring the system up, and down again at the end; what it keeps is in `checkout.home`.

    It listens on `port`, without one where it did before, at first on 4566; or, where that is taken, on
    the next free port. While it is up, the AWS clients of this process speak to the engine, and can reach
    nothing else. `rules` are cleaning rules of one's own, TOML.

    Raises
    ------
    BroadsheetError
        By name: it is up already, a tool is missing, the engine or the SAM CLI failed.
    """
    with _sole_use_of(checkout.state):
        stop_left_behind(checkout.state / "engine")
        free_port(port or _port_before(checkout) or FIRST_PORT)  # if there is none, say so before the work
        build(checkout, say)
        say("starting the engine")
        with _engine(checkout, port, say) as engine, _environment(client_environment(engine.address)):
            _deploy_if_changed(checkout, engine, say, rules)
            stack = describe_stack(boto3.client("cloudformation"), DEFAULT_STACK)
            replayed = _replay_if_unsettled(checkout, stack, say)
            checkout.up.write_text(engine.address)
            api = local_api(stack, DEFAULT_STACK, engine.address, boto3.client("apigateway"))
            link = _open_pages(stack, api)
            yield LocalSystem(engine=engine, stack=stack, api=api, operators_link=link, replayed=replayed)
            checkout.up.unlink(missing_ok=True)
            _settle(checkout, stack)


@contextmanager
def _sole_use_of(state: Path) -> Iterator[None]:
    state.mkdir(parents=True, exist_ok=True)
    with (state / "owner.lock").open("a+") as lock:
        if not try_to_lock(lock):
            raise AlreadyRunningError(f"the system in {state.parent} is up already; stop it first")
        yield


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _engine(checkout: Checkout, port: int | None, say: Say) -> Iterator[Engine]:
    with one_at_a_time():
        engine = Engine(
            python=checkout.tool("engine", "python"),
            folder=checkout.state / "engine",
            log=checkout.logs / "engine.log",
            port=_port(checkout, port, say),
        )
        engine.start()
    try:
        yield engine
    finally:
        engine.stop()


def _port(checkout: Checkout, asked: int | None, say: Say) -> int:
    """Return the port to listen on, with the state made to belong to it.

    A state that no deployment was ever finished in holds no article, and is given up for a new one:
    after a crash the engine would have the bucket, but not the stack that it belongs to.
    """
    before = _port_before(checkout)
    port = free_port(asked or before or FIRST_PORT)
    if before is None:
        shutil.rmtree(checkout.state / "engine", ignore_errors=True)
    elif port != before:
        move_state(checkout.state / "engine", before, port)
        why = "as you ask" if asked else "where something else listens now"
        say(f"moved from port {before}, {why}, to {port}")
    (checkout.state / "port").write_text(str(port))
    return port


def _port_before(checkout: Checkout) -> int | None:
    """Return the port that the state belongs to, if there is a state."""
    file = checkout.state / "port"
    return int(file.read_text()) if _deployed(checkout).exists() and file.exists() else None


def _deploy_if_changed(checkout: Checkout, engine: Engine, say: Say, rules: str) -> None:
    deployed = _deployed(checkout)
    before = deployed.read_text().splitlines() if deployed.exists() else []
    wanted = [fingerprint(checkout), *([hashlib.sha256(rules.encode()).hexdigest()] if rules else [])]
    if before == wanted:
        return
    say("deploying the template")
    had_rules = len(before) > 1
    if deploy(checkout, os.environ, DEFAULT_STACK, rules if rules or had_rules else None):
        # A stop makes the engine write what was deployed, so that no crash can take it away.
        _unsettled(checkout).touch()
        engine.restart()
    deployed.write_text("\n".join(wanted))


def _replay_if_unsettled(checkout: Checkout, stack: Stack, say: Say) -> Sequence[RawLocation]:
    """Send the documents without a receipt through the queue again, if the engine left any behind.

    The queue is emptied first: a message that was being worked on when the engine ended would stay
    invisible for minutes, and the bucket knows all that the queue knows.
    """
    marker = _unsettled(checkout)
    if not marker.exists():
        marker.touch()
        return ()
    sqs = boto3.client("sqs")
    sqs.purge_queue(QueueUrl=stack.queue_url)
    receipts = DynamoDbReceipts(boto3.client("dynamodb"), stack.table)
    lost = unreceipted(boto3.client("s3"), stack.raw_bucket, receipts)
    if lost:
        say(f"replaying {len(lost)} documents that have no receipt")
    for _ in replay_documents(lost, sqs, stack.queue_url):
        pass
    return lost


def _open_pages(stack: Stack, api: LocalApi) -> str:
    """Let the pages announce feeds, since everybody may read here; return the link for operators."""
    dynamodb = boto3.client("dynamodb")
    DynamoDbFeedKeys(dynamodb, stack.table).find_or_make(PUBLIC_FEEDS)
    keys, ends_at = DynamoDbPassKeys(dynamodb, stack.table), datetime.now(UTC) + OPERATOR_FOR
    return reader_link(api.address, keys, Role.OPERATOR, Role.OPERATOR, ends_at)


def _settle(checkout: Checkout, stack: Stack) -> None:
    """Note that every document has its receipt, if the queue is empty."""
    if not messages_in(boto3.client("sqs"), stack.queue_url):
        _unsettled(checkout).unlink()


def _deployed(checkout: Checkout) -> Path:
    """The file that says what is deployed, and written to the engine's state."""
    return checkout.state / "deployed"


def _unsettled(checkout: Checkout) -> Path:
    """The file that is there while documents may have no receipt, so also after a crash."""
    return checkout.state / "unsettled"

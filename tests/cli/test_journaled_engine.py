"""The journal of the engine's tables, and the address that an API keeps."""

import asyncio
import os
import shutil
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from broadsheet_cli.local.engine_state import move_state
from broadsheet_cli.local.journaled_engine import (
    Journal,
    by_name,
    journal_tables,
    read_streams_anew,
    signed,
    unpack_once,
)


class Engine:
    """As much of ministack as keeps items, and writes them when it is stopped."""

    def __init__(self, folder: Path) -> None:
        self.tables: dict[str, dict[str, Any]] = {"t": {"TableName": "t", "items": {}}}
        self.persistence = SimpleNamespace(STATE_DIR=str(folder), save_state=self._save)
        self.dynamodb = SimpleNamespace(
            _set_item=lambda table, pk, sk, item: table["items"].update({f"{pk}/{sk}": item}),
            _remove_item=lambda table, pk, sk: table["items"].pop(f"{pk}/{sk}", None),
            _tables=SimpleNamespace(all_items=lambda: [(("1", "r", n), t) for n, t in self.tables.items()]),
            handle_request=self._handle,
            load_persisted_state=self.tables["t"]["items"].update,
        )
        self.journal = Journal(folder / "journal")
        journal_tables(self.dynamodb, self.persistence, self.journal)

    async def _handle(self, sort: str, item: object) -> str:
        if item is None:
            self.dynamodb._remove_item(self.tables["t"], "p", sort)
        else:
            self.dynamodb._set_item(self.tables["t"], "p", sort, item)
        return "answer"

    def _save(self, service: str, state: object) -> None:
        if state is not None:
            (Path(self.persistence.STATE_DIR) / "new").write_text("{}")
            (Path(self.persistence.STATE_DIR) / "new").rename(
                Path(self.persistence.STATE_DIR) / f"{service}.json"
            )

    def ask(self, sort: str, item: object) -> None:
        assert asyncio.run(self.dynamodb.handle_request(sort, item)) == "answer"

    def items(self) -> Any:
        return self.tables["t"]["items"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def started_again(folder: Path, saved: dict[str, Any]) -> Any:
    engine = Engine(folder)
    engine.dynamodb.load_persisted_state(saved)
    return engine.items()


def test_every_change_that_was_answered_is_made_again(folder: Path) -> None:
    engine = Engine(folder)
    engine.ask("a", {"n": "1"})
    engine.ask("b", {"n": "2"})
    engine.ask("a", None)
    engine.ask("saved", None)

    assert started_again(folder, {"p/saved": {}}) == {"p/b": {"n": "2"}}


def test_a_line_that_was_not_finished_is_no_change(folder: Path) -> None:
    engine = Engine(folder)
    engine.ask("a", {"n": "1"})
    with (folder / "journal").open("ab") as file:
        file.write(b'[["t", "p", "b", {"n"')

    again = Engine(folder)
    again.dynamodb.load_persisted_state({})
    assert again.items() == {"p/a": {"n": "1"}}
    again.ask("c", {"n": "3"})
    assert started_again(folder, {}) == {"p/a": {"n": "1"}, "p/c": {"n": "3"}}


def test_after_a_stop_in_order_nothing_is_left_to_be_made_again(folder: Path) -> None:
    engine = Engine(folder)
    engine.ask("a", {"n": "1"})
    engine.persistence.save_state("dynamodb", {})

    assert list(engine.journal.changes()) == []


def test_a_stop_that_could_not_write_the_tables_keeps_the_journal(folder: Path) -> None:
    engine = Engine(folder)
    engine.persistence.save_state("dynamodb", {})
    engine.ask("a", {"n": "1"})
    engine.persistence.save_state("dynamodb", None)
    engine.persistence.save_state("sqs", {})

    assert len(list(engine.journal.changes())) == 1


def test_functions_read_a_tables_new_stream_from_its_beginning() -> None:
    functions = SimpleNamespace(
        _restore_esm_positions=lambda store, positions: store.update(positions),
        _dynamodb_stream_positions={},
        _kinesis_positions={},
    )
    read_streams_anew(functions)
    functions._restore_esm_positions(functions._dynamodb_stream_positions, {"publish": 12})
    functions._restore_esm_positions(functions._kinesis_positions, {"other": 12})
    assert (functions._dynamodb_stream_positions, functions._kinesis_positions) == ({}, {"other": 12})


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("/broadsheet/v1/articles", "/_aws/execute-api/new/v1/articles"),
        ("/broadsheet-raw/v1/articles", "/broadsheet-raw/v1/articles"),
        ("/broadsheet", "/broadsheet"),
        ("/", "/"),
    ],
)
def test_an_api_is_served_under_its_name(asked: str, served: str) -> None:
    seen: list[Any] = []

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        seen.append((scope["path"], scope["raw_path"]))

    scope = {"type": "http", "path": asked, "raw_path": asked.encode(), "headers": []}
    asyncio.run(by_name(app, lambda: {"broadsheet": "new"})(scope, None, None))

    assert seen == [(served, served.encode())]


def test_a_function_is_told_the_address_that_was_asked() -> None:
    seen: dict[bytes, bytes] = {}

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        seen.update(scope["headers"])

    scope = {"type": "http", "path": "/a/v1", "raw_path": b"/a/v1", "headers": [(b"host", b"localhost:1")]}
    asyncio.run(by_name(app, lambda: {"a": "id"})(scope, None, None))

    assert seen == {b"host": b"localhost:1", b"x-forwarded-proto": b"http", b"x-forwarded-prefix": b"/a"}


def test_an_answer_says_which_process_gives_it() -> None:
    sent: list[dict[str, Any]] = []

    async def app(_scope: dict[str, Any], _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
        await send({"type": "http.response.body", "body": b"text"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(signed(app)({"type": "http"}, None, send))

    start, body = sent
    assert start["headers"] == [(b"a", b"b"), (b"x-engine-process", str(os.getpid()).encode())]
    assert body == {"type": "http.response.body", "body": b"text"}


def test_a_moved_state_names_the_new_port_and_no_other_figure_changes(folder: Path) -> None:
    services = folder / "services"
    services.mkdir()
    (services / "sqs.json").write_text('"http://localhost:4567/0/q" "http://127.0.0.1:4567/" "45678" "4567"')
    (services / "dynamodb.json").write_text('"http://localhost:4567/ in an article"')

    move_state(folder, 4567, 4700)

    moved = '"http://localhost:4700/0/q" "http://127.0.0.1:4700/" "45678" "4567"'
    assert (services / "sqs.json").read_text() == moved
    assert "4567" in (services / "dynamodb.json").read_text()


def test_an_archive_of_code_is_unpacked_once_for_all_workers(tmp_path: Path) -> None:
    runtime = SimpleNamespace(zipfile=zipfile)
    unpack_once(runtime, tmp_path / "unpacked")
    for name, text in (("layer.zip", "1"), ("another.zip", "2")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("python/lamp.py", text)
            archive.writestr("app.py", text)

    for worker, name in (("a", "layer.zip"), ("b", "layer.zip"), ("c", "another.zip")):
        (tmp_path / worker).mkdir()
        with runtime.zipfile.ZipFile(tmp_path / name) as archive:
            archive.extractall(tmp_path / worker)

    files = {worker: (tmp_path / worker / "python" / "lamp.py") for worker in "abc"}
    assert [file.read_text() for file in files.values()] == ["1", "1", "2"]
    assert files["a"].samefile(files["b"])
    shutil.rmtree(tmp_path / "a")  # as when a worker ends
    assert files["b"].read_text() == "1"
    assert (tmp_path / "c" / "app.py").read_text() == "2"

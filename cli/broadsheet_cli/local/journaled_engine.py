"""The engine's program: ministack, with a journal of its tables, and its APIs at addresses that stay.

Run by the engine's own Python, where nothing of this project is installed: it imports nothing of it.

ministack writes its tables only when it is stopped. Here every change of an item is added to a journal before
the request that made it is answered; a start after a crash makes the changes again, a stop in order has
written them, and the journal begins anew. An API's id changes with its routes, so each API is also served
under its name: `/NAME/STAGE/path` is `/_aws/execute-api/ID/STAGE/path`. ministack keeps how far each function
has read a table's stream, but not the stream; here a function begins with the stream that a start makes. And
what it unpacks for each worker is unpacked once. Each answer says which process gives it.
"""

import hashlib
import json
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Callable, Coroutine, Iterator
from importlib import import_module
from pathlib import Path
from threading import Lock, Thread
from types import SimpleNamespace
from typing import Any

PROCESS_FIELD = b"x-engine-process"
SECONDS_BETWEEN_SYNCS = 1.0  # what a loss of power can take; a killed process takes nothing

Change = str
"""JSON of a table's name, partition key, sort key, and the item or null."""

Asgi = Callable[[dict[str, Any], Any, Any], Coroutine[Any, Any, None]]


class Journal:
    """The changes of items since the tables were last written whole: a JSON line for each request.

    Parameters
    ----------
    path
        The file; made if it is not there. A last line that was not finished belongs to a request that was
        never answered, and is removed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pending: list[Change] = []
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        os.truncate(self._file, sum(map(len, self._finished_lines())))

    def note(self, table: str, partition: object, sort: object, item: object) -> None:
        """Take down that an item is now so, None for gone; `commit` writes it."""
        # As text at once: whoever stores the item may go on to change it.
        self._pending.append(json.dumps([table, partition, sort, item]))

    def commit(self) -> None:
        """Write what was noted, all or nothing, so that it outlives this process."""
        if self._pending:
            line = f"[{','.join(self._pending)}]\n".encode()
            self._pending.clear()
            while line:
                line = line[os.write(self._file, line) :]

    def changes(self) -> Iterator[list[Any]]:
        """Yield the changes, oldest first: table, partition key, sort key, item or None."""
        for line in self._finished_lines():
            yield from json.loads(line)

    def begin_anew(self) -> None:
        """Forget all changes: the tables are written whole."""
        os.truncate(self._file, 0)

    def sync_forever(self) -> None:
        """Have the disk take what was written, again and again."""
        while True:
            time.sleep(SECONDS_BETWEEN_SYNCS)
            os.fsync(self._file)

    def _finished_lines(self) -> Iterator[bytes]:
        with self._path.open("rb") as lines:
            yield from (line for line in lines if line.endswith(b"\n"))


def journal_tables(dynamodb: Any, persistence: Any, journal: Journal) -> None:  # noqa: ANN401  ministack is untyped
    """Have ministack's DynamoDB keep a journal: wrap what stores an item, answers, loads and saves."""
    _catch_up_when_loaded(dynamodb, journal)  # first: what it makes again is in the journal already
    _note_changes(dynamodb, journal)
    _begin_anew_when_saved(persistence, journal)


def _note_changes(dynamodb: Any, journal: Journal) -> None:  # noqa: ANN401
    """Have every change noted, and every answer wait until what was noted is written."""
    set_item, remove_item = dynamodb._set_item, dynamodb._remove_item  # noqa: SLF001  the only place all writes pass
    handle_request = dynamodb.handle_request

    def set_and_note(table: dict[str, Any], partition: Any, sort: Any, item: Any) -> Any:  # noqa: ANN401
        journal.note(table["TableName"], partition, sort, item)
        return set_item(table, partition, sort, item)

    def remove_and_note(table: dict[str, Any], partition: Any, sort: Any) -> Any:  # noqa: ANN401
        journal.note(table["TableName"], partition, sort, None)
        return remove_item(table, partition, sort)

    async def answer_when_written(*request: Any) -> Any:  # noqa: ANN401
        try:
            return await handle_request(*request)
        finally:
            journal.commit()

    dynamodb._set_item, dynamodb._remove_item = set_and_note, remove_and_note  # noqa: SLF001
    dynamodb.handle_request = answer_when_written


def _catch_up_when_loaded(dynamodb: Any, journal: Journal) -> None:  # noqa: ANN401
    """Have what was saved brought up to date by the journal's changes, which are not noted again."""
    set_item, remove_item = dynamodb._set_item, dynamodb._remove_item  # noqa: SLF001
    load = dynamodb.load_persisted_state

    def load_and_catch_up(saved: Any) -> None:  # noqa: ANN401
        load(saved)
        tables = {name: table for (_, _, name), table in dynamodb._tables.all_items()}  # noqa: SLF001
        for name, partition, sort, item in journal.changes():
            if name in tables and item is None:
                remove_item(tables[name], partition, sort)
            elif name in tables:
                set_item(tables[name], partition, sort, item)

    dynamodb.load_persisted_state = load_and_catch_up


def _begin_anew_when_saved(persistence: Any, journal: Journal) -> None:  # noqa: ANN401
    """Have the journal emptied when the tables were written whole."""
    save_state = persistence.save_state

    def save_and_begin_anew(service: str, state: Any) -> None:  # noqa: ANN401
        file = Path(persistence.STATE_DIR) / "dynamodb.json"
        before = file.stat().st_ino if file.exists() else None
        save_state(service, state)
        # ministack logs a failure to save and goes on; the file is replaced only when it was written.
        if service == "dynamodb" and file.exists() and file.stat().st_ino != before:
            journal.begin_anew()

    persistence.save_state = save_and_begin_anew


def read_streams_anew(functions: Any) -> None:  # noqa: ANN401  # ministack is untyped
    """Have functions read each table's stream from its beginning when the engine has started again.

    From where they were in the stream of before, they would pass over as many changes as that had.
    """
    restore = functions._restore_esm_positions  # noqa: SLF001

    def restore_others(store: Any, positions: Any) -> None:  # noqa: ANN401
        if store is not functions._dynamodb_stream_positions:  # noqa: SLF001
            restore(store, positions)

    functions._restore_esm_positions = restore_others  # noqa: SLF001


def unpack_once(runtime: Any, folder: Path) -> None:  # noqa: ANN401  # ministack is untyped
    """Have each archive of code unpacked once, into a folder emptied before; workers get links to that.

    To unpack a function and its layers for every worker took half of what the engine did in the first minute
    of an archive's ingestion.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lock = Lock()

    class Unpacked(zipfile.ZipFile):
        """An archive that is like none before, or the same as one."""

        def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:  # noqa: ANN401
            held = repr([(one.filename, one.CRC, one.file_size) for one in self.infolist()])
            kept = folder / hashlib.sha256(held.encode()).hexdigest()
            with lock:
                if not kept.exists():
                    super().extractall(folder / "unfinished", members, pwd)
                    (folder / "unfinished").rename(kept)
            for one in kept.iterdir():
                Path(path, one.name).symlink_to(one)

    runtime.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": Unpacked})


def by_name(app: Asgi, apis: Callable[[], dict[str, str]]) -> Asgi:
    """Return an application that serves `/NAME/…` as `/_aws/execute-api/ID/…`; `apis` has ids by name.

    Functions are told what was asked, as a proxy tells it: they cannot see it from the path.
    """

    async def serve(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401
        if scope["type"] == "http":
            name, slash, rest = scope["path"].removeprefix("/").partition("/")
            api_id = apis().get(name) if slash else None
            if api_id is not None:
                raw_rest = scope["raw_path"].removeprefix(b"/").partition(b"/")[2]
                base = f"/_aws/execute-api/{api_id}/"
                fields = [(b"x-forwarded-proto", b"http"), (b"x-forwarded-prefix", f"/{name}".encode())]
                scope = {**scope, "path": base + rest, "raw_path": base.encode() + raw_rest}
                scope["headers"] = [*scope["headers"], *fields]
        await app(scope, receive, send)

    return serve


def signed(app: Asgi) -> Asgi:
    """Return an application that says in each answer which process gives it.

    Whoever started an engine can tell it from another one on the same port.
    """
    field = (PROCESS_FIELD, str(os.getpid()).encode())

    async def serve(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401
        async def sign_and_send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), field]}
            await send(message)

        await app(scope, receive, sign_and_send)

    return serve


def main() -> None:
    """Run ministack until it is told to stop."""
    folder = Path(os.environ["STATE_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder / "dynamodb.journal")
    journal_tables(
        import_module("ministack.services.dynamodb"), import_module("ministack.core.persistence"), journal
    )
    Thread(target=journal.sync_forever, daemon=True).start()
    read_streams_anew(import_module("ministack.services.lambda_svc"))
    unpack_once(import_module("ministack.core.lambda_runtime"), folder.parent / "unpacked")
    gateway = import_module("ministack.services.apigateway_v1")
    ministack = import_module("ministack.app")
    named = by_name(
        ministack.app,
        lambda: {api["name"]: api["id"] for api in gateway._rest_apis.all_values()},  # noqa: SLF001
    )
    ministack.app = signed(named)  # type: ignore[attr-defined]  # ministack is untyped
    sys.argv[1:] = []
    ministack.main()


if __name__ == "__main__":
    main()

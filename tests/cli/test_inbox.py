"""The inbox folder, looked into again and again."""

import os
from pathlib import Path

import pytest

from broadsheet_cli.local.inbox import SECONDS_OF_REST, Inbox


class Clock:
    """The time of day, which passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(tmp_path: Path, clock: Clock) -> Inbox:
    return Inbox(tmp_path, clock)


class Writer:
    """Writes files as if at a moment of the test's clock, with nothing done to them afterwards."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
        self._clock = clock
        self._written: dict[tuple[int, int], int] = {}
        real = Path.stat

        def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
            status = real(path, follow_symlinks=follow_symlinks)
            if (at := self._written.get((status.st_dev, status.st_ino))) is None:
                return status
            return os.stat_result(status[:10], {"st_mtime_ns": at, "st_ctime_ns": at})

        monkeypatch.setattr(Path, "stat", stat)

    def write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        status = os.stat(path)  # noqa: PTH116  Path.stat is what is replaced
        self._written[status.st_dev, status.st_ino] = int(self._clock.now * 1e9)


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Writer:
    return Writer(monkeypatch, clock)


def names(inbox: Inbox) -> list[str]:
    return [file.key for file in inbox.arrivals()]


def test_a_file_arrives_once_when_it_has_been_left_alone(
    inbox: Inbox, tmp_path: Path, clock: Clock, writer: Writer
) -> None:
    writer.write(tmp_path / "a.md", b"one")

    assert names(inbox) == []
    clock.now += SECONDS_OF_REST
    assert names(inbox) == ["a.md"]
    assert names(inbox) == []


def test_a_file_that_is_written_with_pauses_is_taken_whole(
    inbox: Inbox, tmp_path: Path, clock: Clock, writer: Writer
) -> None:
    for size in (1, 2, 3):
        writer.write(tmp_path / "a.md", b"x" * size)
        for _ in range(3):
            assert names(inbox) == []
            clock.now += 1
    clock.now += SECONDS_OF_REST
    assert names(inbox) == ["a.md"]


def test_a_file_that_is_renamed_into_place_arrives_at_once(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / ".a.md").write_bytes(b"one")
    os.utime(tmp_path / ".a.md", (1_750_000_000, 1_750_000_000))  # ahead of the clock, but before the rename
    assert names(inbox) == []

    (tmp_path / ".a.md").rename(tmp_path / "a.md")

    assert names(inbox) == ["a.md"]


def test_an_old_archive_arrives_at_the_first_look(
    inbox: Inbox, tmp_path: Path, clock: Clock, writer: Writer
) -> None:
    for number in range(50):
        writer.write(tmp_path / "harbour" / f"{number:02}.md", b"one")
    clock.now += 3_600

    assert names(inbox) == [f"harbour/{number:02}.md" for number in range(50)]


def test_a_file_of_a_clock_that_is_ahead_arrives_when_it_was_seen_to_rest(
    inbox: Inbox, tmp_path: Path, clock: Clock, writer: Writer
) -> None:
    clock.now += 86_400
    writer.write(tmp_path / "a.md", b"one")
    clock.now -= 86_400

    assert names(inbox) == []
    clock.now += SECONDS_OF_REST
    assert names(inbox) == ["a.md"]


def test_a_changed_file_arrives_again(inbox: Inbox, tmp_path: Path, clock: Clock, writer: Writer) -> None:
    writer.write(tmp_path / "a.md", b"one")
    clock.now += SECONDS_OF_REST
    inbox.arrivals()

    writer.write(tmp_path / "a.md", b"two")
    clock.now += SECONDS_OF_REST

    assert [*names(inbox), *names(inbox)] == ["a.md"]


def test_a_file_that_was_taken_out_and_put_back_arrives_again(
    inbox: Inbox, tmp_path: Path, clock: Clock, writer: Writer
) -> None:
    writer.write(tmp_path / "a.md", b"one")
    clock.now += SECONDS_OF_REST
    inbox.arrivals()
    (tmp_path / "a.md").unlink()
    assert names(inbox) == []

    writer.write(tmp_path / "a.md", b"one")
    clock.now += SECONDS_OF_REST

    assert names(inbox) == ["a.md"]


def test_a_file_whose_name_is_not_utf_8_never_arrives_and_is_reported_once(
    inbox: Inbox, tmp_path: Path, clock: Clock, writer: Writer, capsys: pytest.CaptureFixture[str]
) -> None:
    writer.write(tmp_path / os.fsdecode(b"caf\xe9.md"), b"one")

    for _ in range(4):
        clock.now += SECONDS_OF_REST
        assert names(inbox) == []

    (line,) = capsys.readouterr().err.splitlines()
    assert "caf\ufffd.md" in line


def test_a_link_that_leads_nowhere_is_reported_once(
    inbox: Inbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")

    for _ in range(3):
        assert names(inbox) == []

    (line,) = capsys.readouterr().err.splitlines()
    assert "gone.md" in line

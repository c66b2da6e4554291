"""The inbox folder, looked into again and again."""

import os
from pathlib import Path

import pytest

from broadsheet_cli.local.inbox import Inbox


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_a_file_arrives_once_it_has_been_left_alone_between_two_looks(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one")

    assert inbox.arrivals() == []
    assert inbox.arrivals() == [tmp_path / "a.md"]
    assert inbox.arrivals() == []


def test_a_file_that_is_still_being_copied_has_not_arrived(inbox: Inbox, tmp_path: Path) -> None:
    for size in (1, 2, 3):
        (tmp_path / "a.md").write_bytes(b"x" * size)
        assert inbox.arrivals() == []

    assert inbox.arrivals() == [tmp_path / "a.md"]


def test_a_changed_file_arrives_again(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one")
    inbox.arrivals()
    inbox.arrivals()

    (tmp_path / "a.md").write_bytes(b"two")
    os.utime(tmp_path / "a.md", ns=(1, 1))

    assert [*inbox.arrivals(), *inbox.arrivals()] == [tmp_path / "a.md"]


def test_a_file_that_was_taken_out_and_put_back_arrives_again(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one")
    inbox.arrivals()
    inbox.arrivals()
    (tmp_path / "a.md").unlink()
    assert inbox.arrivals() == []

    (tmp_path / "a.md").write_bytes(b"one")

    assert [*inbox.arrivals(), *inbox.arrivals()] == [tmp_path / "a.md"]


def test_a_link_arrives_as_any_other_file(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / ".draft.md").write_bytes(b"one")
    (tmp_path / "a.md").symlink_to(tmp_path / ".draft.md")

    assert [*inbox.arrivals(), *inbox.arrivals()] == [tmp_path / "a.md"]


def test_a_file_whose_name_is_not_utf_8_never_arrives_and_is_reported_once(
    inbox: Inbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_bytes(b"one")
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_bytes(b"one")

    assert [path for _ in range(4) for path in inbox.arrivals()] == [tmp_path / "a.md"]

    (line,) = capsys.readouterr().err.splitlines()
    assert "caf\ufffd.md" in line


def test_hidden_files_never_arrive(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / ".a.md.swp").write_bytes(b"one")

    assert [*inbox.arrivals(), *inbox.arrivals()] == []

"""Which files of a folder are raw files, and what keys they have."""

from pathlib import Path

import pytest

from broadsheet_cli.folders import key_of, raw_files


def keys(folder: Path) -> list[str]:
    return [key_of(path, folder) for path in raw_files(folder)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    (folder / "harbour").mkdir(parents=True)
    (folder / "harbour" / "1.md").write_bytes(b"one")
    return folder


@pytest.mark.parametrize(
    "name",
    [
        *(".DS_Store", ".1.md.swp", "1.md~", "#1.md#", "~$letter.md", "1.md.swp", "1.md.tmp", "1.md.part"),
        *("1.md.crdownload", "Thumbs.db", "thumbs.db", "desktop.ini"),
    ],
)
def test_what_editors_browsers_and_systems_leave_is_no_raw_file(folder: Path, name: str) -> None:
    (folder / "harbour" / name).write_bytes(b"one")

    assert keys(folder) == ["harbour/1.md"]


def test_a_linked_folder_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "archive" / "old").mkdir(parents=True)
    (tmp_path / "archive" / "old" / "2.md").write_bytes(b"two")
    (folder / "archive").symlink_to(tmp_path / "archive")

    assert keys(folder) == ["archive/old/2.md", "harbour/1.md"]


def test_a_link_to_a_folder_around_it_is_no_loop(folder: Path) -> None:
    (folder / "harbour" / "up").symlink_to(folder)
    (folder / "harbour" / "here").symlink_to(folder / "harbour")

    assert keys(folder) == ["harbour/1.md"]


def test_a_link_to_a_file_is_the_file(folder: Path) -> None:
    (folder / "link.md").symlink_to(folder / "harbour" / "1.md")

    assert keys(folder) == ["harbour/1.md", "link.md"]


def test_links_that_lead_nowhere_are_told_of_and_hold_up_no_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "gone.md").symlink_to(folder / "nowhere")
    (folder / "loop.md").symlink_to(folder / "loop.md")

    assert keys(folder) == ["harbour/1.md"]
    told = capsys.readouterr().err
    assert "gone.md" in told
    assert "loop.md" in told


def test_files_come_in_the_order_of_their_paths(folder: Path) -> None:
    for name in ("harbour/2.md", "harbour-a/1.md", "a.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")

    assert keys(folder) == ["a.md", "harbour/1.md", "harbour/2.md", "harbour-a/1.md"]

"""Exporting articles: into one file of JSON lines, or a folder of Markdown or text, only what has changed.

An export is kept in step with a note of what it holds: each article's content hash and where it lies. What
has the same hash is not fetched again; what is no longer served is removed.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from broadsheet.errors import BroadsheetError
from broadsheet.moments import from_rfc3339, to_rfc3339
from broadsheet.retrieval.queries import ArticleSummary

NOTE = ".broadsheet-export.json"
FORMATS = ("jsonl", "markdown", "text")
ENDING: Mapping[str, str] = {"jsonl": ".jsonl", "markdown": ".md", "text": ".txt"}
LONGEST_NAME = 80  # bytes of a title in a file's name, which may have 255 in all
# What stands before an article's Markdown, in YAML's JSON form, which every reader of front matter takes.
FRONT_MATTER = (
    "id",
    "url",
    "source",
    "title",
    "authors",
    "language",
    "published_at",
    "standfirst",
    "revision",
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which articles are exported, and as which of FORMATS; what is None does not matter.

    `since` and `until` are about when an article was published, which only a listing can tell of all.
    """

    format: str
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    language: str | None = None

    def includes(self, summary: ArticleSummary) -> bool:
        """Whether an article is chosen: `zh` chooses `zh-Hans`, too."""
        if self.source is not None and summary.source != self.source:
            return False
        if self.language is None:
            return True
        has = (summary.language or "").lower()
        return has == self.language.lower() or has.startswith(f"{self.language.lower()}-")


class FolderExport:
    """A folder of one file an article, in folders by source; see `FORMATS`.

    Parameters
    ----------
    folder
        Made if it is not there.
    choice
        What the folder is an export of.

    Raises
    ------
    OtherExportError
        It is an export of something else already.
    """

    def __init__(self, folder: Path, choice: Choice) -> None:
        self._folder = folder
        self._format = choice.format
        self._choice = {name: str(value) for name, value in asdict(choice).items() if value is not None}
        self._note = folder / NOTE
        self._held: dict[str, dict[str, str]] = {}
        self._followed_to: str | None = None
        if self._note.exists():
            noted = json.loads(self._note.read_text("utf-8"))
            if noted["choice"] != self._choice:  # what is not chosen would be removed
                raise OtherExportError(folder, noted["choice"])
            self._held = noted["articles"]
            self._followed_to = noted.get("followed_to")

    def __len__(self) -> int:
        """Return how many articles the folder holds."""
        return len(self._held)

    @property
    def followed_to(self) -> datetime | None:
        """The moment to which the folder has followed the changes; None if all must be listed.

        That is so before the first export has ended, and when somebody took files away.
        """
        is_whole = all((self._folder / held["path"]).exists() for held in self._held.values())
        return from_rfc3339(self._followed_to) if is_whole else None

    def lacks(self, summary: ArticleSummary) -> bool:
        """Whether the folder does not hold an article as it is now."""
        held = self._held.get(summary.id)
        return held is None or held["hash"] != state_of(summary) or not (self._folder / held["path"]).exists()

    def write(self, summary: ArticleSummary, article: Mapping[str, Any]) -> None:
        """Write an article, in place of what the folder had of it."""
        path = Path(file_part(summary.source), f"{name_of(summary)}{ENDING[self._format]}")
        before = self._held.get(summary.id)
        if before and before["path"] != path.as_posix():
            (self._folder / before["path"]).unlink(missing_ok=True)
        (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
        replace_text(self._folder / path, as_text(article, self._format))
        self._held[summary.id] = {"hash": state_of(summary), "path": path.as_posix()}

    def ids(self) -> set[str]:
        """Return the ids of the articles that the folder holds."""
        return set(self._held)

    def remove(self, ids: Iterable[str]) -> int:
        """Remove articles that are no longer served, and return how many of them there were."""
        held = [id_ for id_ in ids if id_ in self._held]
        for id_ in held:
            (self._folder / self._held.pop(id_)["path"]).unlink(missing_ok=True)
        return len(held)

    def note(self) -> None:
        """Take down what the folder holds, so that an export that is stopped goes on from here."""
        self._folder.mkdir(parents=True, exist_ok=True)
        noted = {"choice": self._choice, "articles": self._held, "followed_to": self._followed_to}
        replace_text(self._note, json.dumps(noted))

    def end(self, followed_to: datetime | None) -> None:
        """Take down that an export has ended, and to which moment it has followed the changes."""
        self._followed_to = to_rfc3339(followed_to)
        self.note()


class OtherExportError(BroadsheetError):
    """The folder holds an export of other articles, or in another format."""

    code = "other_export"

    def __init__(self, folder: Path, choice: Mapping[str, str]) -> None:
        chosen = ", ".join(f"{name} {value}" for name, value in choice.items())
        super().__init__(f"{folder} holds an export with other options ({chosen}); name another folder")


def as_text(article: Mapping[str, Any], format_: str) -> str:
    r"""Return an article as the text of a file: see `FORMATS`.

    Parameters
    ----------
    article
        An article as the API serves it; see docs/article.md.
    format_
        One of `FORMATS`.

    Returns
    -------
    str
        The whole file, with a line feed at its end.

    Examples
    --------
    >>> as_text({"title": "The lamp", "text": "It is lit."}, "text")
    'The lamp\n\nIt is lit.\n'
    """
    if format_ == "jsonl":
        return json.dumps(article, ensure_ascii=False) + "\n"
    if format_ == "markdown":
        matter = "\n".join(
            f"{name}: {json.dumps(article[name], ensure_ascii=False)}" for name in FRONT_MATTER
        )
        return f"---\n{matter}\n---\n\n# {article['title']}\n\n{article['markdown']}\n"
    return f"{article['title']}\n\n{article['text']}\n"


def state_of(summary: ArticleSummary) -> str:
    """Return what differs whenever an exported article would: its content's hash, and when that changed."""
    return f"{summary.content_hash} {summary.revision} {summary.content_changed_at.isoformat()}"


def name_of(summary: ArticleSummary) -> str:
    """Return a file's name that is unique, sorts by date, and says what is in it."""
    date = f"{summary.published_at:%Y-%m-%d}" if summary.published_at else "undated"
    return f"{date}_{file_part(summary.title)}_{summary.id}"


def file_part(text: str) -> str:
    """Return text as it can stand in a file's name on any system, never empty.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        Text without what a file's name cannot have on some system, and not long.

    Examples
    --------
    >>> file_part("../a lamp: lit?")
    'a_lamp_lit'
    """
    kept = "".join(letter if letter.isalnum() or letter in "-+" else " " for letter in text)
    short = "_".join(kept.split()).encode()[:LONGEST_NAME].decode(errors="ignore").strip("_")
    return short or "untitled"


def replace_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name[-60:]}.part")
    part.write_text(text, "utf-8")
    os.replace(part, path)  # noqa: PTH105  as one step, over what is there

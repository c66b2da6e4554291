"""The audit of one cleaning: which rule removed what and why, in the order in which it was removed."""

from dataclasses import dataclass

from broadsheet.article import Removal
from broadsheet.cleaning.soup import fold

_SAMPLE_LENGTH = 60  # characters
_LONGEST = 300  # characters


@dataclass(frozen=True, kw_only=True)
class Note:
    """One removal: the rule that did it, why, of which tag (empty for a line), and how the text began."""

    rule: str
    why: str
    tag: str
    text: str


class Audit:
    """Notes removals, and counts them by rule with how the first one of any text began."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def note(self, rule: str, text: str, why: str, tag: str = "") -> None:
        """Record that `rule` removed something that read as `text`, and why."""
        beginning = fold(text[: 4 * _LONGEST])[:_LONGEST]
        self.notes.append(Note(rule=rule, why=why, tag=tag, text=beginning))

    def removals(self) -> tuple[Removal, ...]:
        """Return what was recorded, one line a rule in the order of first removal."""
        counts: dict[str, int] = {}
        samples: dict[str, str] = {}
        for note in self.notes:
            counts[note.rule] = counts.get(note.rule, 0) + 1
            samples[note.rule] = samples.get(note.rule) or note.text[:_SAMPLE_LENGTH]
        return tuple(Removal(rule=rule, count=n, sample=samples[rule]) for rule, n in counts.items())

"""The audit of one cleaning: which rule removed what, in the order of first removal."""

from broadsheet.article import Removal
from broadsheet.cleaning.soup import fold

_SAMPLE_LENGTH = 60  # characters


class Audit:
    """Counts removals by rule, and remembers how the first one with any text began."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._samples: dict[str, str] = {}

    def note(self, rule: str, sample: str) -> None:
        """Record that `rule` removed something that read as `sample`."""
        self._counts[rule] = self._counts.get(rule, 0) + 1
        if not self._samples.get(rule):
            self._samples[rule] = fold(sample[: 4 * _SAMPLE_LENGTH])[:_SAMPLE_LENGTH]

    def removals(self) -> tuple[Removal, ...]:
        """Return what was recorded, one line a rule."""
        return tuple(
            Removal(rule=rule, count=count, sample=self._samples[rule])
            for rule, count in self._counts.items()
        )

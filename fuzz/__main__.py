"""Fuzz `parse` and `clean` for a bounded time.

usage: python -m fuzz [--seconds 20] [--seed 1] [--only parse|clean]

Rounds of examples alternate between the targets; round n is seeded with seed + n, so a finding is found
again by its round's seed alone. Each law that is broken is printed once, with the smallest example that
breaks it. The exit status is 1 when there is any.
"""

import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import click
from hypothesis import HealthCheck, Phase, given, seed, settings

from broadsheet.article import ParsedEntry
from fuzz.inputs import documents, entries, keys
from fuzz.laws import check_clean, check_parse

EXAMPLES_A_ROUND = 200
SECONDS_AT_MOST = 2.0  # of processor time for one example
MEGABYTES_AT_MOST = 256.0  # more than before the first example
ROUND = settings(
    max_examples=EXAMPLES_A_ROUND,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
)


class BrokenLawError(Exception):
    """An example broke a law that no example before it did."""


def _megabytes_held() -> float:
    """Return the most memory that the process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(kw_only=True)
class Tally:
    """What a run has done so far: examples by target, the longest time in seconds, the laws broken.

    `seconds_at_most` is the processor time that an example may take; none is a law where it is infinite.
    """

    seconds_at_most: float = SECONDS_AT_MOST
    examples: Counter[str] = field(default_factory=Counter)
    held_before: float = field(default_factory=_megabytes_held)
    slowest: float = 0.0
    broken: set[str] = field(default_factory=set)

    def check(self, target: str, laws: Callable[[], list[str]]) -> None:
        """Check one example, count and time it, and raise when it breaks a law for the first time."""
        broken, took = _timed(laws)
        if took > self.seconds_at_most:  # by itself, or for what else the machine did meanwhile?
            took = min(took, _timed(laws)[1], _timed(laws)[1])
        self.examples[target] += 1
        self.slowest = max(self.slowest, took)
        if took > self.seconds_at_most:
            broken.append(f"an example ends in {self.seconds_at_most} s of processor time: {took:.1f} s")
        if (held := _megabytes_held() - self.held_before) > MEGABYTES_AT_MOST:
            broken.append(f"no example takes {MEGABYTES_AT_MOST:.0f} MB of memory: {held:.0f} MB")
        news = [law for law in broken if _sentence(law) not in self.broken]
        if news:
            raise BrokenLawError(news[0])


def _timed(laws: Callable[[], list[str]]) -> tuple[list[str], float]:
    """Return the laws that are broken, and the seconds of processor time that it took to find out."""
    started = time.process_time()
    broken = laws()
    return broken, time.process_time() - started


def _sentence(law: str) -> str:
    return law.partition(":")[0]


@click.command()
@click.option("--seconds", default=20.0, show_default=True)
@click.option("--seed", "first_seed", default=1, show_default=True)
@click.option("--only", type=click.Choice(["parse", "clean"]))
def main(seconds: float, first_seed: int, only: str | None) -> None:
    """Fuzz `parse` and `clean` for a bounded time."""
    tally = run([only] if only else list(TARGETS), seconds, first_seed)
    click.echo(
        f"{sum(tally.examples.values()):,} examples ({dict(tally.examples)}) in {seconds:.0f} s "
        f"from seed {first_seed}, slowest {tally.slowest:.2f} s, {len(tally.broken)} laws broken"
    )
    sys.exit(1 if tally.broken else 0)


def run(
    targets: list[str], seconds: float, first_seed: int, *, seconds_at_most: float = SECONDS_AT_MOST
) -> Tally:
    """Fuzz some targets by turns until the time is over, and return what was done."""
    tally = Tally(seconds_at_most=seconds_at_most)
    end = time.monotonic() + seconds
    for number in count():
        for target in targets:
            if time.monotonic() > end:
                return tally
            _fuzz_once(target, first_seed + number, tally)
    raise AssertionError("counting never ends")


def _fuzz_once(target: str, round_seed: int, tally: Tally) -> None:
    try:
        seed(round_seed)(ROUND(TARGETS[target](tally)))()
    except BrokenLawError as error:
        tally.broken.add(_sentence(str(error)))
        click.echo(f"{target}, seed {round_seed}: {error}\n{''.join(error.__notes__)}\n")
    except Exception as error:  # noqa: BLE001  # any error at all is a finding
        law = f"{target} raises nothing but rejections, not {type(error).__name__}"
        if law not in tally.broken:
            tally.broken.add(law)
            click.echo(f"{target}, seed {round_seed}: {law}\n{traceback.format_exc(limit=-4)}\n")


def _parse_target(tally: Tally) -> Callable[[], None]:
    @given(documents(), keys)
    def target(content: bytes, key: str) -> None:
        tally.check("parse", lambda: check_parse(content, key))

    return target


def _clean_target(tally: Tally) -> Callable[[], None]:
    @given(entries())
    def target(entry: ParsedEntry) -> None:
        tally.check("clean", lambda: check_clean(entry))

    return target


TARGETS = {"parse": _parse_target, "clean": _clean_target}

if __name__ == "__main__":
    main()

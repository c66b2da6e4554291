"""A short run of the fuzzer; `python -m fuzz --seconds 3600` is a long one."""

from math import inf

from fuzz.__main__ import run


def test_a_short_run_of_the_fuzzer_finds_no_broken_law() -> None:
    # How long an example takes depends on the machine: `make fuzz` judges that, and `make bench`.
    tally = run(["parse", "clean"], seconds=8, first_seed=1, seconds_at_most=inf)
    assert tally.broken == set()
    assert tally.examples["parse"] > 0
    assert tally.examples["clean"] > 0

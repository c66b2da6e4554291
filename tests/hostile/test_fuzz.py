"""A short run of the fuzzer; `python -m fuzz --seconds 3600` is a long one."""

from fuzz.__main__ import run


def test_a_short_run_of_the_fuzzer_finds_no_broken_law() -> None:
    tally = run(["parse", "clean"], seconds=8, first_seed=1)
    assert tally.broken == set()
    assert tally.examples["parse"] > 0
    assert tally.examples["clean"] > 0

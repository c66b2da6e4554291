"""Ingest a folder of raw feed files while a share of all AWS calls fails, and audit what came of it.

usage: python -m benchmarks.fault_run FOLDER [--share 0.3] [--seed 1]

The clients are set up as the functions' are, but do not wait before they try again. Besides the failing
calls, one call in a thousand is the worker's last. Exit status 1 when a receipt is missing, when the audit
finds anything, or when the table is not the one that deliveries without failures leave.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from types import SimpleNamespace
from unittest import mock

import boto3

from broadsheet.adapters.clients import CLIENT_CONFIG
from broadsheet_cli.folders import key_of, raw_files
from tests.aws import Aws, aws_account
from tests.faults.aws_faults import AwsFaults, Fault, WorkerKilledError
from tests.faults.deliveries import Deliveries, Message

KINDS = (Fault.THROTTLED, Fault.BROKEN, Fault.UNREACHABLE, Fault.ANSWER_LOST)
SHARE_OF_DEATHS = 0.001
LARGEST_BATCH = 10


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with (
        aws_account() as account,
        mock.patch("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None)),
    ):
        aws = Aws(
            dynamodb=boto3.client("dynamodb", config=CLIENT_CONFIG),
            s3=boto3.client("s3", config=CLIENT_CONFIG),
            sqs=account.sqs,
        )
        deliveries = Deliveries(aws=aws)
        for path in raw_files(options.folder):
            deliveries.drop(key_of(path, options.folder), path.read_bytes())
        return _report(deliveries, *_storm(deliveries, options.share, Random(options.seed)))


def _storm(deliveries: Deliveries, share: float, random: Random) -> tuple[AwsFaults, Counter[int], int]:
    """Deliver until nothing comes back; return the faults, how many had how many tries, and the deaths."""

    def choose(_: str) -> Fault | None:
        if random.random() < SHARE_OF_DEATHS:
            return random.choice((Fault.KILLED_BEFORE, Fault.KILLED_AFTER))
        return random.choice(KINDS) if random.random() < share else None

    faults = AwsFaults(deliveries.aws.dynamodb, deliveries.aws.s3)
    faults.choose = choose
    tries: Counter[str] = Counter()
    deaths = 0
    waiting: list[Message] = random.sample(deliveries.messages, len(deliveries.messages))
    while waiting:
        batch, waiting = waiting[:LARGEST_BATCH], waiting[LARGEST_BATCH:]
        tries.update(str(message["messageId"]) for message in batch)
        try:
            waiting += deliveries.deliver(batch)
        except WorkerKilledError:
            deaths += 1
            waiting += batch
    faults.choose = lambda _: None
    return faults, Counter(tries.values()), deaths


def _report(deliveries: Deliveries, faults: AwsFaults, tries: Counter[int], deaths: int) -> int:
    started = time.monotonic()
    receipts = sum(record.startswith("receipt#") for _, record in deliveries.table())
    findings = deliveries.findings()
    stormy = deliveries.table()
    deliveries.deliver(deliveries.messages)
    differing = deliveries.table() != stormy
    print(
        f"{len(deliveries.messages)} documents, {faults.calls:,} calls, {faults.faults:,} of them failed "
        f"({faults.faults / faults.calls:.0%}), {deaths} workers killed; deliveries by documents: "
        f"{dict(sorted(tries.items()))}; {receipts} receipts; the audit finds {findings or 'nothing'}; "
        f"a delivery of all without failures changes {'something' if differing else 'nothing'}; "
        f"{time.monotonic() - started:.0f} s for the comparison"
    )
    return 1 if findings or differing or receipts != len(deliveries.messages) else 0


if __name__ == "__main__":
    sys.exit(main())

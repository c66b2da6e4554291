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
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import SimpleNamespace
from unittest import mock

import boto3
from botocore.config import Config

from broadsheet.adapters.clients import CLIENT_CONFIG
from broadsheet_cli.folders import key_of, raw_files
from tests.aws import Aws, aws_account
from tests.faults.aws_faults import AwsFaults, Fault, WorkerKilledError
from tests.faults.deliveries import Deliveries, Message

KINDS = (Fault.THROTTLED, Fault.BROKEN, Fault.UNREACHABLE, Fault.ANSWER_LOST)
SHARE_OF_DEATHS = 0.001
LARGEST_BATCH = 10
# As many tries as the functions' clients make, but without the quota that a client has of them: one
# client stands here for the hundreds that share such a load.
WITHOUT_QUOTA = CLIENT_CONFIG.merge(Config(retries={"mode": "legacy", "total_max_attempts": 3}))


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    without_waiting = mock.patch("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
    with aws_account() as aws, without_waiting:
        deliveries = Deliveries(aws=aws)
        for path in raw_files(options.folder):
            deliveries.drop(key_of(path, options.folder), path.read_bytes())
        return _report(deliveries, _storm(deliveries, options.share, Random(options.seed)))


@dataclass(kw_only=True)
class Storm:
    """What a storm was: calls and failed ones, workers killed, and the deliveries of each document."""

    calls: int = 0
    faults: int = 0
    deaths: int = 0
    deliveries: Counter[str] = field(default_factory=Counter)


def _storm(deliveries: Deliveries, share: float, random: Random) -> Storm:
    """Deliver until nothing comes back, in batches."""

    def choose(_: str) -> Fault | None:
        if random.random() < SHARE_OF_DEATHS:
            return random.choice((Fault.KILLED_BEFORE, Fault.KILLED_AFTER))
        return random.choice(KINDS) if random.random() < share else None

    dynamodb = boto3.client("dynamodb", config=WITHOUT_QUOTA)
    s3 = boto3.client("s3", config=WITHOUT_QUOTA)
    faults = AwsFaults(dynamodb, s3)
    faults.choose = choose
    worker = Deliveries(aws=Aws(dynamodb=dynamodb, s3=s3, sqs=deliveries.aws.sqs)).worker()
    storm = Storm()
    waiting: list[Message] = random.sample(deliveries.messages, len(deliveries.messages))
    while waiting:
        batch, waiting = waiting[:LARGEST_BATCH], waiting[LARGEST_BATCH:]
        storm.deliveries.update(str(message["messageId"]) for message in batch)
        try:
            waiting += deliveries.deliver(batch, worker)
        except WorkerKilledError:
            storm.deaths += 1
            waiting += batch
    storm.calls, storm.faults = faults.calls, faults.faults
    return storm


def _report(deliveries: Deliveries, storm: Storm) -> int:
    started = time.monotonic()
    receipts = sum(record.startswith("receipt#") for _, record in deliveries.table())
    findings = deliveries.findings()
    stormy = deliveries.table()
    deliveries.deliver(deliveries.messages)
    differing = deliveries.table() != stormy
    print(
        f"{len(deliveries.messages)} documents, {storm.calls:,} calls, {storm.faults:,} of them failed "
        f"({storm.faults / storm.calls:.0%}), {storm.deaths} workers killed; deliveries by documents: "
        f"{dict(sorted(Counter(storm.deliveries.values()).items()))}; {receipts} receipts; "
        f"the audit finds {findings or 'nothing'}; "
        f"a delivery of all without failures changes {'something' if differing else 'nothing'}; "
        f"{time.monotonic() - started:.0f} s for the comparison"
    )
    return 1 if findings or differing or receipts != len(deliveries.messages) else 0


if __name__ == "__main__":
    sys.exit(main())

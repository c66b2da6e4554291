"""Deliver a folder of raw feed files in random orders, each to a table of its own, and compare the tables.

usage: python -m benchmarks.order_run FOLDER [--orders 20] [--seed 1] [--keys FILE]

FILE names the files to deliver, one path a line; without it, all are. What may differ between the tables
are the clocks and what each document did when it arrived. Exit status 1 when anything else does.
"""

import argparse
import sys
import time
from pathlib import Path
from random import Random

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.article import RawLocation
from broadsheet.ingestion.ingest import ingest
from broadsheet_cli.folders import key_of, raw_files
from tests.aws import CONTENT_BUCKET, RAW_BUCKET, Aws, aws_account, table_in_template
from tests.builders import later
from tests.faults.deliveries import Table, table_without_what_varies


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keys", type=Path)
    options = parser.parse_args()
    wanted = set(options.keys.read_text("utf-8").splitlines()) if options.keys else None
    started = time.monotonic()
    with aws_account() as aws:
        locations = [
            RawLocation(bucket=RAW_BUCKET, key=key, version_id=aws.put_raw(key, path.read_bytes()))
            for path in raw_files(options.folder)
            for key in [key_of(path, options.folder)]
            if wanted is None or key in wanted
        ]
        tables = [
            _deliver(locations, number, Random(options.seed + number), aws)
            for number in range(options.orders)
        ]
    differing = sum(table != tables[0] for table in tables)
    current = [item for (_, record), item in tables[0].items() if record == "current"]
    revised = sum(item["summary"]["M"]["revision"] != {"N": "1"} for item in current)
    print(
        f"{len(locations)} documents, {options.orders} orders from seed {options.seed}: "
        f"{len(tables[0])} items, "
        f"{len(current)} articles, {revised} of them with revisions; {differing} tables differ; "
        f"{time.monotonic() - started:.0f} s"
    )
    return 1 if differing else 0


def _deliver(locations: list[RawLocation], number: int, random: Random, aws: Aws) -> Table:
    name = f"articles-{number}"
    aws.dynamodb.create_table(TableName=name, **table_in_template())
    store = DynamoDbArticleStore(aws.dynamodb, name, S3BodyStore(aws.s3, CONTENT_BUCKET))
    deliveries = [*locations, *random.sample(locations, len(locations) // 5)]
    random.shuffle(deliveries)
    for hour, location in enumerate(deliveries):
        ingest(location, raw_store=aws.raw_store, article_store=store, now=later(hour))
    return table_without_what_varies(aws.dynamodb, name)


if __name__ == "__main__":
    sys.exit(main())

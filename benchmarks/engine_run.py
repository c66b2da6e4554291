"""Ingest a folder of raw feed files on the local engine while its workers are killed, and check all of it.

usage: python -m benchmarks.engine_run (FOLDER | --entries N) [--kill-every 20] [--kills N] [--seed 1]

With --entries, the folder is one RSS document of so many entries. Afterwards `broadsheet audit` must find
nothing, and every article must be served with the very text, html, markdown and title that `broadsheet parse`
prints for its file. Exit status 1 when anything is not so.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import boto3

from broadsheet.adapters.sqs import messages_in
from broadsheet_cli.stack import DEFAULT_STACK, Stack, describe_stack
from tests.e2e.running import COMMAND, RunningSystem

# Instead of the template's six minutes, after which a dead worker's messages come back. No worker may be at
# work for longer, or its message would be another's, too.
SECONDS_INVISIBLE = 70
SECONDS_BETWEEN_LOOKS = 0.2
SERVED_AS_PARSED = ("title", "text", "html", "markdown")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", type=Path, nargs="?")
    what.add_argument("--entries", type=int, metavar="N", help="of one RSS document, in place of a folder")
    parser.add_argument("--kill-every", type=float, default=20.0, metavar="SECONDS", help="0 kills nobody")
    parser.add_argument("--kills", type=int, default=sys.maxsize, metavar="N", help="at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        inbox = Path(home) / "inbox"
        inbox.mkdir()
        folder = options.folder or _one_document(Path(home) / "archive", options.entries)
        system = RunningSystem(inbox, Path(home) / "home")
        system.start()
        os.environ.update(system.environment)
        stack = describe_stack(boto3.client("cloudformation"), DEFAULT_STACK)
        try:
            _let_messages_return_soon(stack)
            has_all = _upload(folder, system, options)
            dead = _redrive(system, stack)
            audit = system.command("audit")
            print(
                f"{dead} documents were in the dead-letter queue\naudit:\n{audit.stdout}{audit.stderr}",
                end="",
            )
            differing = _differing(folder, system)
        finally:
            system.stop()
    return 0 if has_all and audit.returncode == 0 and not differing else 1


def _one_document(folder: Path, entries: int) -> Path:
    """Return a folder with nothing but an RSS document of so many entries."""
    items = "".join(
        f"<item><title>Lamp {number}</title><link>https://news.example/lamps/{number}</link>"
        f"<pubDate>Tue, 12 Sep 2023 12:00:00 GMT</pubDate><description>&lt;p&gt;Lamp {number} was lit on "
        f"Tuesday, and its light was seen from the other shore.&lt;/p&gt;</description></item>"
        for number in range(entries)
    )
    (folder / "harbour").mkdir(parents=True)
    (folder / "harbour" / "lamps.xml").write_text(
        f'<rss version="2.0"><channel><title>Lamps</title>{items}</channel></rss>', "utf-8"
    )
    return folder


def _let_messages_return_soon(stack: Stack) -> None:
    boto3.client("sqs").set_queue_attributes(
        QueueUrl=stack.queue_url, Attributes={"VisibilityTimeout": str(SECONDS_INVISIBLE)}
    )


def _upload(folder: Path, system: RunningSystem, options: argparse.Namespace) -> bool:
    """Upload the folder while workers are killed; return whether every document has its receipt."""
    started, killed, last, random = time.monotonic(), 0, 0.0, Random(options.seed)
    every = options.kill_every
    command = (str(COMMAND), "upload", str(folder))
    with subprocess.Popen(command, env=system.environment, stdout=subprocess.PIPE, text=True) as upload:
        while upload.poll() is None:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            now = time.monotonic() - started
            is_due = every and now - last >= every and killed < options.kills
            if is_due and (workers := system.workers()):
                last = now
                with suppress(ProcessLookupError):
                    os.kill(random.choice(workers), signal.SIGKILL)
                    killed += 1
        said = upload.communicate()[0]
    print(f"{said}\n{killed} workers killed in {time.monotonic() - started:.0f} s", flush=True)
    return upload.returncode == 0


def _redrive(system: RunningSystem, stack: Stack) -> int:
    """Send what was given up through again, as an operator would, wait, and return how many that were."""
    sqs = boto3.client("sqs")
    dead = messages_in(sqs, stack.dead_letter_queue_url)
    if dead:
        print(system.command("redrive").stdout)
    while messages_in(sqs, stack.queue_url):
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return dead


def _differing(folder: Path, system: RunningSystem) -> list[str]:
    """Return the files whose article is served otherwise than it was parsed."""
    parse = subprocess.run(
        [COMMAND, "parse", "--root", folder, folder], capture_output=True, text=True, check=False
    )
    served, differing, largest = 0, [], 0
    for line in map(json.loads, parse.stdout.splitlines()):
        parsed: dict[str, Any] = line.get("article", {})
        status, article = system.get(f"/articles/{parsed['id']}") if parsed else (0, {})
        if parsed and (status != 200 or article["raw"]["key"] == line["file"]):
            served += 1
            largest = max(largest, len(json.dumps(article, ensure_ascii=False).encode()))
            if any(article.get(name) != parsed[name] for name in SERVED_AS_PARSED):
                differing.append(line["file"])
    print(
        f"{served} articles served, {len(differing)} otherwise than parsed; the largest has {largest:,} bytes"
    )
    print("".join(f"  {name}\n" for name in differing[:20]), end="")
    return differing


if __name__ == "__main__":
    sys.exit(main())

"""What README and docs/ show is what happens: each command is run on a local system, its output compared.

The blocks of the documents are the source. A block's `$` lines are run in their order; the lines below one
must be found in what it prints, with any number in a number's place, and anything in that of `…`.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import boto3
import pytest

from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts
from broadsheet.adapters.sqs import messages_in
from broadsheet.article import RawLocation
from broadsheet.identity import article_id
from broadsheet_cli.dead_letters import dead_letters
from broadsheet_cli.local.checkout import this_checkout
from broadsheet_cli.notifications import replay_documents
from broadsheet_cli.stack import Stack
from tests.builders import feed_file
from tests.e2e.running import RunningSystem, wait_until

pytestmark = pytest.mark.e2e

ROOT = this_checkout().root
OPERATIONS = ROOT / "docs" / "operations.md"  # first: it shows what an archive's first upload says
OTHERS = [page for page in sorted((ROOT / "docs").glob("*.md")) if page != OPERATIONS]
PAGES = (OPERATIONS, ROOT / "README.md", ROOT / "CONTRIBUTING.md", *OTHERS)
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
SECONDS = 120

NOT_RUN = {
    r"make run|broadsheet local": "it is the system that the others are run on; tests/e2e runs it",
    r"make (install|check|test|test-fast)$": "that is what runs this test, or runs beside it",
    r"make (deploy|test-stack)|.*&& make deploy": "deploys to AWS",
    r"make (local-invoke|sam-local|bench-cold)": "needs Docker; .ci/sam-local runs the first two",
    r"aws ": "needs AWS's own command, and for the most part AWS",
}
"""Commands that are not run here, and why."""

STAND_FOR = {"FOLDER": "articles", "FILE": "articles/harbour/1.md"}
"""Words of the documents that stand for something of the reader's."""

BY_CHANCE = {
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}": "S3 makes up the id of a version",
    r"(?<=\d) +0:00:00$": "how fast a bar went, if it took long enough to tell",
    r"(?<=UTC: ).*, created$": "which document was ingested last",
    r"(?<=: )y$": "what is typed, which only a terminal shows",
    r"botocore\..*": "why a document failed; this one has only been given up",
}
"""Parts of lines that are others each time, and why."""

LAMP = "https://news.example/lamp"
LIT = feed_file("The lamp is lit", LAMP)
CLUTTERED = (
    "<p>The lamp of the lighthouse was lit again on Tuesday.</p>"
    "<div class='ad-slot'>Buy oil now</div><p>Share this:</p>"
)
MINE = '[[rule]]\nname = "motto"\nwhy = "under every article"\ntext = "Light for all[.]?"\n'


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A command as a page shows it, and the lines that it shows below it."""

    page: str
    command: str
    printed: tuple[str, ...]


def shown_on(page: Path) -> list[Shown]:
    found: list[Shown] = []
    for block in BLOCK.findall(page.read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *printed = part.rstrip().splitlines()
            command = command.partition("  #")[0].strip()
            lines = tuple(line.strip() for line in printed if line.strip(" …"))
            found.append(Shown(page=page.name, command=command, printed=lines))
    return found


SHOWN = [shown for page in PAGES for shown in shown_on(page)]
RUN = [shown for shown in SHOWN if not any(re.match(pattern, shown.command) for pattern in NOT_RUN)]


def pattern_of(line: str) -> str:
    """Return a pattern for a line: numbers, bars and blanks may be others, and so may what `…` stands for."""
    for by_chance in BY_CHANCE:
        line = re.sub(by_chance, "…", line)
    pattern = re.escape(line).replace("…", ".*")
    pattern = re.sub(r"(?<![a-z0-9])\d[\d,]*(?![a-z0-9])", r"[\\d,]+", pattern)
    return re.sub(r"(\\ )+", r"\\s+", re.sub(r"━+", "━+", pattern))


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the project ships, as in a fresh clone."""
    return shutil.copytree(ROOT / "inbox", tmp_path_factory.mktemp("shipped") / "inbox")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to stand in: a checkout's command, and an archive of five files."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "mine.toml").write_text(MINE, "utf-8")
    for key, content in {
        "harbour/1.md": feed_file("The lamp", "https://n.example/1", CLUTTERED),
        "harbour/2.md": feed_file("Two", "https://n.example/2"),
        "harbour/lamp.md": LIT,
        "港口/1.md": feed_file("灯塔", "https://n.example/3"),
        "letter.md": b"Dear reader,",
    }.items():
        (folder / "articles" / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / "articles" / key).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def run(system: RunningSystem, folder: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Run a line as a shell does that has what `make run` prints to be exported."""
    for _ in [path for path in system.inbox.rglob("*") if path.is_file()]:
        system.wait_for("created  ")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = {**system.environment, "PATH": path, "API": system.address, "KEY": system.key, "COLUMNS": "200"}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        for word, meaning in STAND_FOR.items():
            line = re.sub(rf"\b{word}\b", meaning, line)
        command = ["bash", "-o", "pipefail", "-c", line]
        return subprocess.run(
            command,
            cwd=folder,
            env=shell,
            input="y\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )

    return run


def lose_a_receipt_and_an_article(stack: Stack) -> None:
    """Take out of the table what `audit` is shown to find."""
    dynamodb = boto3.client("dynamodb")
    subject = {":subject": {"S": "document#harbour/1.md"}}
    receipts = dynamodb.query(
        TableName=stack.table, KeyConditionExpression="subject = :subject", ExpressionAttributeValues=subject
    )
    for item in receipts["Items"]:
        key = {name: item[name] for name in ("subject", "record")}
        dynamodb.delete_item(TableName=stack.table, Key=key)
    article = f"article#{article_id('https://n.example/2')}"
    head = {"subject": {"S": article}, "record": {"S": "current"}}
    dynamodb.delete_item(TableName=stack.table, Key=head)


def give_up_a_document(stack: Stack) -> None:
    """Put a document into the dead-letter queue."""
    where = RawLocation(bucket=stack.raw_bucket, key="harbour/1.md", version_id="")
    for _ in replay_documents([where], boto3.client("sqs"), stack.dead_letter_queue_url):
        pass
    assert list(dead_letters(boto3.client("sqs"), stack.dead_letter_queue_url, 1))


def put_versions_of_the_lamp(stack: Stack) -> None:
    """Put two later versions of a document, the first of which is none."""
    receipts = DynamoDbReceipts(boto3.client("dynamodb"), stack.table)
    for content in (b"Dear reader,", LIT):
        put = boto3.client("s3").put_object(Bucket=stack.raw_bucket, Key="harbour/lamp.md", Body=content)
        where = RawLocation(bucket=stack.raw_bucket, key="harbour/lamp.md", version_id=put["VersionId"])
        wait_until(partial(receipts.find, [where]))


BEFORE: dict[str, Callable[[Stack], None]] = {
    "broadsheet audit --repair": lose_a_receipt_and_an_article,
    f'broadsheet erase --reason "by law" {LAMP}': put_versions_of_the_lamp,
    "broadsheet dead-letters": give_up_a_document,
}
"""What must be so for a command to print what is shown."""

EXIT_WITH_1 = {"broadsheet audit --repair"}
"""Commands that tell by their status that they found something."""


def test_every_command_prints_what_the_documents_show(
    run: Callable[[str], subprocess.CompletedProcess[str]], stack: Stack
) -> None:
    differing = []
    for shown in RUN:
        wait_until(lambda: messages_in(boto3.client("sqs"), stack.queue_url) == 0)
        if shown.command in BEFORE:
            BEFORE[shown.command](stack)
        done = run(shown.command)
        printed = done.stdout + done.stderr
        missing = [line for line in shown.printed if not re.search(pattern_of(line), printed)]
        if missing or done.returncode != (shown.command in EXIT_WITH_1):
            differing.append(f"{shown.page}: {shown.command}\n{done.returncode} {missing}\n{printed}")
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("pattern", NOT_RUN)
def test_what_is_not_run_is_shown_somewhere(pattern: str) -> None:
    assert any(re.match(pattern, shown.command) for shown in SHOWN)

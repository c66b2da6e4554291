"""Read each heavy hostile file in a process of its own, and print what it took in time and memory.

usage: python -m benchmarks.hostile_run [NAME…]

The seconds are those of reading (decoding, parsing, cleaning, hashing), on a worker that has read one
document before; the megabytes are the most that the process held beside what Python and the package take
when they are loaded. Exit status 1 when any takes more than 2 s or 256 MB, or fails with anything but a
rejection.
"""

import resource
import subprocess
import sys
import time

from broadsheet.errors import InvalidDocumentError
from broadsheet.ingestion.reading import articles_in
from tests.builders import feed_file, raw_document
from tests.hostile.inputs import HEAVY

LONGEST, LARGEST = 2.0, 256.0  # seconds, megabytes
GUARD = 120.0  # seconds


def main() -> int:
    """Measure the inputs that the command line names, or all; or, with one name and `--here`, that one."""
    names = [name for name in sys.argv[1:] if name != "--here"] or list(HEAVY)
    if "--here" in sys.argv:
        print(_measure(names[0]))
        return 0
    failures = 0
    for name in names:
        try:
            run = subprocess.run(
                [sys.executable, "-m", "benchmarks.hostile_run", "--here", name],
                capture_output=True,
                text=True,
                timeout=GUARD,
                check=False,
            )
            line = run.stdout.strip() or run.stderr.strip().splitlines()[-1]
        except subprocess.TimeoutExpired:
            line = f"more than {GUARD:.0f} s"
        is_good = line.startswith("ok")
        failures += not is_good
        print(f"{name:<45} {line}", flush=True)
    print(f"{len(names)} inputs, {failures} beyond {LONGEST:.0f} s, {LARGEST:.0f} MB or reason")
    return 1 if failures else 0


def _measure(name: str) -> str:
    articles_in(raw_document(feed_file()))
    document = raw_document(HEAVY[name]())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    try:
        outcome = f"an article of {len(articles_in(document)[0].content.text):,} letters"
    except InvalidDocumentError as error:
        outcome = f"rejected: {error.code}"
    seconds = time.process_time() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdict = "ok      " if seconds <= LONGEST and most <= LARGEST else "TOO MUCH"
    return f"{verdict} {seconds:6.2f} s {most - before / 1024:7.0f} MB more, {most:5.0f} MB in all; {outcome}"


if __name__ == "__main__":
    sys.exit(main())

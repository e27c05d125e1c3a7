"""Run all tests in two stages and tell them as one: `python -m tests`.

Without a browser on two processes, then the browser alone: it is heavy, and its timing is part of what is tested.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.services.tally import read_tally, told

STAGES = (
    ("-n", "2", "-m", "not browser", "--durations=30"),
    ("-p", "no:xdist", "-m", "browser", "--durations=10"),
)
WIDTH = 80


def outcome(code: int, counts: Counter[str]) -> Counter[str]:
    """Return the counts of a stage; where it failed but no test did, such as for want of tests, one error."""
    blamed = counts["failed"] + counts["error"]
    return counts + Counter(error=1) if code and not blamed else counts


def main(further: list[str]) -> int:
    """Run both stages, whatever becomes of the first, and return 0 only where both passed."""
    started = time.monotonic()
    counts: Counter[str] = Counter()
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        for number, stage in enumerate(STAGES, start=1):
            print(f"\nStage {number} of {len(STAGES)}: pytest {' '.join(stage)}", flush=True)
            tally = Path(folder) / f"{number}.json"
            command = [sys.executable, "-m", "pytest", *stage, f"--tally={tally}", *further]
            codes.append(subprocess.run(command, check=False).returncode)
            counts += outcome(codes[-1], read_tally(tally))
    print(f"\nBoth stages (exit codes {', '.join(map(str, codes))}):")
    print(f" {told(counts, time.monotonic() - started)} ".center(WIDTH, "="), flush=True)
    return max(codes, key=abs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

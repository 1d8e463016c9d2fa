# SPDX-License-Identifier: EUPL-1.2
"""Look for known vulnerabilities in lock files, after proving that a known one would be found.

Without its service pip-audit finds nothing and calls that good; so it must
first find the holes of an old bleach.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from machine import give_up, say

CANARY = "bleach==3.1.0"


def audit(*locks: str) -> None:
    """Audit the lock files; stop with one sentence when something is known or nothing can be known."""
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(f"{CANARY}\n")
        if _finds_nothing(canary, "--no-deps"):
            give_up(
                f"The audit cannot be trusted: it does not report {CANARY}, so its service was not reached."
            )
    known = [lock for lock in locks if not _finds_nothing(Path(lock), "--no-deps", "--disable-pip")]
    if known:
        give_up(f"There are known vulnerabilities in {' and '.join(known)}, see above.")
    say(f"No known vulnerabilities in {' and '.join(locks)}.")


def _finds_nothing(lock: Path, *options: str) -> bool:
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(lock),
        "--progress-spinner",
        "off",
        *options,
    ]
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    audit(*sys.argv[1:])

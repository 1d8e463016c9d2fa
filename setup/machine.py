# SPDX-License-Identifier: EUPL-1.2
"""What a step of the set-up may ask of the machine: run a program, install a Debian package, or say why not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

FAILED = 2


def say(sentence: str) -> None:
    """Tell what is being done, or what cannot be done."""
    print(sentence, flush=True)  # noqa: T201 the set-up talks to a person


def give_up(sentence: str) -> None:
    """Say in one sentence which step cannot be done, and stop."""
    say(sentence)
    sys.exit(FAILED)


def run(command: Sequence[str | Path], why: str, **environ: str) -> None:
    """Run a program; when it fails, show what it said and stop with `why`."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env=os.environ | environ,
    )
    if done.returncode:
        say(done.stdout.strip())
        give_up(f"{why} (`{' '.join(map(str, command))}` failed, see above).")


def apt_install(*packages: str) -> bool:
    """Install Debian packages if that is allowed; tell whether it was done."""
    privilege = _privilege()
    if privilege is None or not shutil.which("apt-get"):
        return False
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*privilege, "apt-get", "install", "--yes", "--no-install-recommends", *packages]
    update = [*privilege, "apt-get", "update"]
    say(f"Installing {' and '.join(packages)} with apt-get …")
    for command in (install, update, install):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
        if command is install and done.returncode == 0:
            return True
    say(done.stderr.strip())
    return False


def _privilege() -> list[str] | None:
    if os.getuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if (
        shutil.which("sudo")
        and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    ):
        return sudo
    return None

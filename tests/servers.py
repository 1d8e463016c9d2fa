# SPDX-License-Identifier: EUPL-1.2
"""The site as visitors meet it: `kb run` in processes of its own, on a free port."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GUARD = ROOT / "tests" / "guard"
PATIENCE = 120.0


class RunningSite:
    """A `kb run` in a session of its own, so that whatever it leaves behind can be found."""

    def __init__(
        self, data: Path, *arguments: str, program: Sequence[str] = (), cwd: Path = ROOT, **env: str
    ) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.output = data.parent / f"output-{self.port}"
        program = program or (sys.executable, "-m", "knowledgebase.cli")
        settings = {"KB_PORT": str(self.port), "KB_BASE_URL": self.address} | env
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*program, "run", *arguments],
                cwd=cwd,
                env=environment(data, **settings),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        """What it printed so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def wait_until_it_runs(self) -> "RunningSite":
        """Wait until it tells its address; fail with what it printed when it does not."""
        wait_for(lambda: "Goede Buur runs on" in self.said or self.process.poll() is not None)
        if "Goede Buur runs on" not in self.said or self.process.poll() is not None:
            self.stop()
            pytest.fail(
                f"kb run did not start (status {self.process.returncode}):\n{self.said}", pytrace=False
            )
        return self

    def processes(self, word: str = "") -> list[int]:
        """Give the processes of this site that still run, or only those with `word` in their command."""
        return [pid for pid, command in _session(self.process.pid).items() if word in command]

    def stop(self) -> int:
        """Stop it as Ctrl-C does, and give its exit status."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        status = self.process.wait(timeout=PATIENCE)
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        return status


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Give the environment of a site on the folder `data`, kept on this machine."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("KB_", "PYTHON"))}
    return plain | {"KB_DATA_DIR": str(data), "PYTHONPATH": str(GUARD), "PYTHONUNBUFFERED": "1"} | settings


def kb(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `kb` on the folder `data`."""
    command = [sys.executable, "-m", "knowledgebase.cli", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(data, **settings), capture_output=True, text=True, check=False
    )


def demo_data(factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give a copy of a data folder with organisations, register and demo, filled once for all test processes."""
    shared = factory.getbasetemp() if worker_id == "master" else factory.getbasetemp().parent
    filled = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (filled / "complete").exists():
            for command in ("init", "demo"):
                done = kb(filled, command)
                assert done.returncode == 0, done.stderr
            (filled / "complete").touch()
    copy = factory.mktemp("site") / "data"
    shutil.copytree(filled, copy, symlinks=True)
    return copy


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(true: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Wait until `true()` is; tell whether it became so."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


def parent_of(pid: int) -> int:
    """Give the process that started this one."""
    return int(_fields(Path("/proc", str(pid)))[1])


def _session(leader: int) -> dict[int, str]:
    """Give the living processes of a session, with their commands."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = _fields(folder)
            if int(fields[3]) == leader and fields[0] != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _fields(process: Path) -> list[str]:
    """Give what Linux tells of a process after its name: state, parent, group, session…"""
    return (process / "stat").read_text().rpartition(")")[2].split()

# SPDX-License-Identifier: EUPL-1.2
"""The folder of the whole index: generations of it, which one counts, and who may write.

`<folder>/current` is a symbolic link to the generation that counts; replacing it is one rename.
In a generation stands one folder per audience.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledgebase.search.protocol import WriterBusy

FORMAT = 1
"""Part of a generation's name; to be raised when what is written changes, so that the old is built anew."""


class NoIndex(Exception):
    """There is no index, or one of an older format."""


class Generations:
    """The generations in one folder, which is private to the owner of the process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "current"

    def current(self) -> Path:
        """Give the folder of the generation that counts.

        :raises NoIndex: when it has to be built first.
        """
        try:
            name = os.readlink(self._pointer)
        except OSError as missing:
            raise NoIndex(f"no index in {self.folder}") from missing
        if not name.startswith(_prefix()):
            raise NoIndex(f"{name} is of another format")
        return self.folder / name

    @contextmanager
    def fresh(self) -> Iterator[Path]:
        """Give the folder of a new generation, which counts from the moment it was filled without failure.

        What does not count any longer is removed. Processes that still search in it have it
        mapped into their memory.
        """
        self.tidy()
        numbers = [int(name.rpartition("-")[2]) for name in self._names()]
        folder = self.folder / f"{_prefix()}{max(numbers, default=0) + 1}"
        folder.mkdir(mode=0o700)
        try:
            yield folder
            self._turn_to(folder)
        finally:
            self.tidy()

    def _turn_to(self, generation: Path) -> None:
        fresh = self.folder / "current.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(generation.name)
        fresh.rename(self._pointer)

    def tidy(self) -> None:
        """Remove all generations but the one that counts."""
        counts = os.readlink(self._pointer) if self._pointer.is_symlink() else ""
        for name in self._names():
            if name != counts:
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def _names(self) -> list[str]:
        return [path.name for path in self.folder.glob("generation-*-*") if path.is_dir()]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer; the lock ends with the process, however that ends.

        :raises WriterBusy: when another process, or thread, is.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        lock = os.open(self.folder / "writer.lock", os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as busy:
            raise WriterBusy("another process is writing to the index") from busy
        finally:
            os.close(lock)


def _prefix() -> str:
    return f"generation-{FORMAT}-"

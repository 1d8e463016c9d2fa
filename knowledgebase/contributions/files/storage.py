# SPDX-License-Identifier: EUPL-1.2
"""Where the content of files is kept: under its SHA-256, in a folder or at any address that fsspec knows.

What is kept never changes, so it can be read while anything happens. It is
written under another name first: half a file is never found.
"""

import io
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any
from uuid import uuid4

import fsspec
from flask import Flask, current_app

KEPT = re.compile(r"([0-9a-f]{2})/([0-9a-f]{62})(?:\.[0-9a-f]{32})?$")
LOCAL = ("file", "local")


class StorageUnusable(Exception):
    """Nothing can be kept there; the message says why."""


def init_app(app: Flask, url: str) -> None:
    """Tell the site where the content of files is kept."""
    app.extensions["storage"] = Storage(url)


def storage() -> "Storage":
    """Give where the content of files is kept."""
    found: Storage = current_app.extensions["storage"]
    return found


class Storage:
    """A folder at an address that fsspec knows."""

    def __init__(self, url: str) -> None:
        self.url = url

    def keep(self, digest: str, content: bytes) -> None:
        """Keep `content`, whose SHA-256 is `digest`, unless it is there already."""
        files, path = self._place(digest)
        if files.exists(path):
            return
        partial = f"{path}.{uuid4().hex}"
        with files.open(partial, "wb") as stream:
            stream.write(content)
            stream.flush()
            with suppress(io.UnsupportedOperation, AttributeError):
                os.fsync(stream.fileno())
        files.mv(partial, path)

    def opened(self, digest: str) -> IO[bytes]:
        """Open what is kept under this SHA-256.

        :raises FileNotFoundError: when it is not there.
        """
        files, path = self._place(digest)
        found: IO[bytes] = files.open(path, "rb")
        return found

    def remove(self, digest: str, before: datetime) -> int:
        """Remove what is kept under this SHA-256 or was left half written, if it is from `before`; say how many."""
        files, path = self._place(digest)
        removed = 0
        for one in files.glob(f"{path}*"):
            with suppress(FileNotFoundError):
                if _aware(files.modified(one)) < before:
                    files.rm_file(one)
                    removed += 1
        return removed

    def digests(self) -> Iterator[str]:
        """Give the SHA-256 of everything that is kept, in no order; other files in the folder are left alone."""
        files, root = self._root()
        paths = files.find(root) if files.exists(root) else []
        found = {part[1] + part[2] for part in map(KEPT.search, paths) if part}
        return iter(found)

    def try_out(self) -> None:
        """Write something, read it and remove it.

        :raises StorageUnusable: when that fails.
        """
        content = uuid4().bytes
        digest = sha256(content).hexdigest()
        try:
            self.keep(digest, content)
            with self.opened(digest) as stream:
                stream.read()
            files, path = self._place(digest)
            files.rm_file(path)
        except Exception as failure:
            # Every driver of fsspec fails in ways of its own.
            raise StorageUnusable(
                f"Files cannot be kept at {self.url}: {failure or type(failure).__name__}. Look at KB_FILES_URL."
            ) from failure

    def _place(self, digest: str) -> tuple[Any, str]:
        files, root = self._root()
        return files, f"{root}/{digest[:2]}/{digest[2:]}"

    def _root(self) -> tuple[Any, str]:
        # Asked anew each time: fsspec gives each process and thread its own.
        options = {"auto_mkdir": True} if self.url.partition("://")[0] in LOCAL else {}
        files, root = fsspec.url_to_fs(self.url, **options)
        return files, root.rstrip("/")


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

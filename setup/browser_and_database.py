# SPDX-License-Identifier: EUPL-1.2
"""Install what only the tests need, if that is allowed: Chromium and PostgreSQL."""

import shutil
from pathlib import Path

from machine import apt_install, say

WANTED = {
    "chromium": "Chromium is missing and may not be installed: the tests that open pages in a browser will fail "
    "(KB_TESTS_WITHOUT_CHROMIUM=1 leaves them out).",
    "postgresql": "PostgreSQL is missing and may not be installed: the tests that use it will fail "
    "(KB_TESTS_WITHOUT_POSTGRESQL=1 leaves them out).",
}


def is_here(package: str) -> bool:
    """Tell whether the program that a package brings is on this machine."""
    if package == "chromium":
        return shutil.which("chromium") is not None
    return shutil.which("initdb") is not None or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def install_missing() -> None:
    """Install what is missing, and say what could not be."""
    missing = [package for package in WANTED if not is_here(package)]
    if missing and not apt_install(*missing):
        for package in missing:
            say(WANTED[package])


if __name__ == "__main__":
    install_missing()

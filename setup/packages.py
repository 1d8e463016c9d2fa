# SPDX-License-Identifier: EUPL-1.2
"""Make the virtual environment and install the packages of a lock file, every one checked by its hash.

`python3 setup/packages.py make` and `.venv/bin/python setup/packages.py install requirements/run.txt`.
"""

import importlib.util
import site
import sys
from pathlib import Path

from machine import apt_install, give_up, run, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
KB = """#!{python}
import sys
from knowledgebase.cli import main
if __name__ == "__main__":
    sys.exit(main(prog_name="kb"))
"""


def make() -> None:
    """Make the virtual environment."""
    if sys.version_info < OLDEST:
        give_up(
            f"Python {'.'.join(map(str, OLDEST))} or newer is needed; {sys.executable} is {sys.version.split()[0]}."
        )
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not apt_install(package):
            give_up(
                "The virtual environment cannot be made: this Python has no ensurepip. "
                f"Install it as root with `apt-get install {package}` and run this again."
            )
    say("Making the virtual environment …")
    run([sys.executable, "-m", "venv", "--clear", VENV], "The virtual environment cannot be made")


def install(lock: str) -> None:
    """Install what `lock` lists into the virtual environment, and make the code importable there."""
    say(f"Installing the packages of {lock} …")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--require-hashes",
    ]
    run([*pip, "--requirement", ROOT / lock], f"The packages of {lock} cannot be installed")
    Path(site.getsitepackages()[0], "goede_buur.pth").write_text(f"{ROOT}\n")
    kb = VENV / "bin" / "kb"
    kb.write_text(KB.format(python=sys.executable))
    kb.chmod(0o755)


if __name__ == "__main__":
    {"make": make, "install": install}[sys.argv[1]](*sys.argv[2:])

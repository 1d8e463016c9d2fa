# SPDX-License-Identifier: EUPL-1.2
"""The wheel is the whole product: installed anywhere, without the repository, it runs."""

import subprocess
import sys
import sysconfig
import urllib.request
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.rules.sources import PACKAGE, ROOT
from tests.servers import RunningSite

SET_UP = "run `make wheel` first: it builds styles, scripts and catalogues"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree."""
    assert (ROOT / "static" / "dist").is_dir(), SET_UP
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("goede_buur-*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """What is in the wheel."""
    return set(ZipFile(wheel).namelist())


def test_it_holds_all_the_code_and_no_tests(names: set[str]) -> None:
    code = {f"knowledgebase/{path.relative_to(PACKAGE).as_posix()}" for path in PACKAGE.rglob("*.py")}
    assert code <= names
    assert not [
        name for name in names if "test" in Path(name).parts[0] or "/tests/" in name or "conftest" in name
    ]


def test_it_holds_templates_migrations_catalogue_and_licence(names: set[str]) -> None:
    for folder in ("templates", "migrations"):
        ours = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix not in {".pyc"}]
        assert {f"knowledgebase/{path.relative_to(ROOT).as_posix()}" for path in ours} <= names
    assert "knowledgebase/translations/nl/LC_MESSAGES/messages.mo" in names
    assert [name for name in names if name.endswith("licenses/LICENSE")]


def test_it_holds_what_was_built_and_not_what_it_was_built_from(names: set[str]) -> None:
    dist = [path for path in (ROOT / "static" / "dist").rglob("*") if path.is_file()]
    assert {
        f"knowledgebase/static/dist/{path.relative_to(ROOT / 'static' / 'dist').as_posix()}" for path in dist
    } <= names
    static = {name for name in names if name.startswith("knowledgebase/static/")}
    assert not [name for name in static if not name.startswith("knowledgebase/static/dist/")]
    assert not [name for name in names if "node_modules" in name or name.endswith((".map", ".scss"))]


def test_it_holds_nothing_that_belongs_to_one_machine(names: set[str]) -> None:
    assert not [name for name in names if name.endswith((".sqlite3", ".env", ".pyc", "secret_key", ".log"))]


@pytest.mark.slow
def test_it_runs_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """Installed without its dependencies, which are lent by a .pth file: they are the same, and are here already."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (site_packages,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    (site_packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    site = RunningSite(empty / "data", "--demo", program=[str(tmp_path / "venv" / "bin" / "kb")], cwd=empty)
    try:
        site.wait_until_it_runs()
        with urllib.request.urlopen(site.address) as answer:
            assert "<main" in answer.read().decode()
        where = subprocess.run(
            [python, "-c", "import knowledgebase; print(knowledgebase.__file__)"],
            cwd=empty,
            capture_output=True,
            check=True,
        )
        assert str(tmp_path) in where.stdout.decode()
    finally:
        site.stop()

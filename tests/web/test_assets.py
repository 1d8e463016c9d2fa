# SPDX-License-Identifier: EUPL-1.2
"""Styles and scripts: small, complete, our own, and found under names that carry a hash."""

import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from knowledgebase.config import ROOT
from knowledgebase.web import assets
from knowledgebase.web.errors import TITLES
from tests.rules.sources import TEMPLATES, files, text_of

DIST = ROOT / "static" / "dist"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NOT_RULES = {"site.css", "theme.css"}
"""A list of imports, and the values that we give to tokens of the theme."""
COMPRESSED = {".gz", ".br"}
KB = 1024


@cache
def manifest() -> dict[str, str]:
    """Give the built files by name."""
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return names


def built(name: str) -> str:
    """Read a built file."""
    return (DIST / manifest()[name]).read_text(encoding="utf-8")


def compressed(*names: str) -> int:
    """Give the bytes that these files cost on the line."""
    return sum(len(gzip.compress((DIST / manifest()[name]).read_bytes())) for name in names)


@pytest.fixture
def app() -> Flask:
    """A site with nothing but its static files."""
    app = Flask(__name__, static_folder=str(DIST))
    assets.init_app(app)
    return app


def test_an_asset_is_found_under_a_name_with_a_hash(app: Flask) -> None:
    with app.test_request_context():
        address = assets.asset("site.css")
    assert re.fullmatch(r"/dist/site-[0-9a-f]{10}\.css", address)
    with app.test_client().get(address) as answer:
        assert answer.status_code == 200


def test_an_asset_that_was_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=str(tmp_path))
    assets.init_app(app)
    with app.test_request_context(), pytest.raises(assets.AssetsMissing, match="npm ci && npm run build"):
        assets.asset("site.css")


def test_everything_in_the_manifest_was_built() -> None:
    built = {path.name for path in DIST.iterdir() if path.suffix not in COMPRESSED}
    assert built == {*manifest().values(), "manifest.json"}


def test_text_is_there_compressed_too() -> None:
    texts = {name for name in manifest().values() if not name.endswith(".woff2")}
    there = {path.name for path in DIST.iterdir()}
    assert {name + ending for name in texts for ending in COMPRESSED} <= there


def test_our_own_styles_stay_small() -> None:
    ours = [path for path in (ROOT / "static" / "css").glob("*.css") if path.name not in NOT_RULES]
    rules = COMMENT.sub("", "".join(path.read_text(encoding="utf-8") for path in ours))
    assert len(rules.encode()) < 30 * KB


def test_what_every_page_needs_stays_small() -> None:
    assert compressed("site.css", "theme.css") < 25 * KB
    assert compressed("site.js") < 5 * KB
    assert compressed(*manifest()) < 45 * KB


def test_nothing_built_names_another_machine() -> None:
    texts = "".join(built(name) for name in manifest() if name.endswith((".css", ".js", ".svg")))
    assert set(re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", texts)) <= {"http://www.w3.org"}


def test_the_lock_file_leaves_the_registry_to_whoever_installs() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_packages_are_named_at_an_exact_version_and_are_free() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[f"node_modules/{name}"]["license"] in {"EUPL-1.2", "OFL-1.1", "MIT", "MPL-2.0"}, name
    assert "@utrecht/design-tokens" not in str(locked)


def test_every_colour_of_the_theme_that_is_used_has_a_dark_counterpart() -> None:
    theme = built("theme.css")
    light, dark = theme.split("@media screen and (prefers-color-scheme:dark)")
    used = set(re.findall(r"var\((--voorbeeld-kleuren-[a-z]+(?:-\d+)?)\)", light))
    calm = {name for name in used if "violet" in name}
    assert used - calm - set(re.findall(r"(--voorbeeld-kleuren-[a-z]+(?:-\d+)?):", dark)) == set()


def test_every_class_of_ours_that_a_page_names_is_styled() -> None:
    styles = "".join(text_of(path) for path in files(".css", below="static"))
    pages = "".join(text_of(path) for path in files(".html", below="templates"))
    named = set(re.findall(r"(?<![\w-])kb-[\w-]+(?<![-_])(?![\w{-])", pages))
    assert named - set(re.findall(r"\.(kb-[\w-]+)", styles)) - BARE == set()


BARE = {"kb-item__summary", "kb-file", "kb-diff__new", "kb-diff__old", "kb-bars__swatch"}
"""Classes that say what something is, and look like the text around it."""


def test_every_error_has_a_page() -> None:
    assert {int(path.stem) for path in (TEMPLATES / "errors").glob("[0-9]*.html")} == set(TITLES)

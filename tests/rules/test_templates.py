# SPDX-License-Identifier: EUPL-1.2
"""Templates show, they do not ask; and nothing in them needs a laxer security policy."""

import re
from pathlib import Path

import pytest

from knowledgebase.policy import Role
from tests.rules.sources import ROOT, TEMPLATES, files, name_of, rooms, text_of

PAGES = files(".html", below="templates")
NOT_A_ROOM = {"components", "errors", "mail"}
JINJA = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
COMMENTS = re.compile(r"\{#.*?#\}", re.DOTALL)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)
DATA_SCRIPT = re.compile(r"<script[^>]*type=\"application/ld\+json\"")
ASKING = re.compile(r"\b(session\.\w|query\.\w+\(|execute\(|scalars?\(|select\()")
NO_ESCAPE = re.compile(r"\|\s*safe\b|autoescape\s+false")


def markup(path: Path) -> str:
    """Give a template without its comments."""
    return COMMENTS.sub("", text_of(path))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_only_component_macros_know_the_design_system(path: Path) -> None:
    """Another design system then costs one folder, not a hundred pages."""
    if path.parent.name != "components" and path.name != "base.html":
        assert "utrecht-" not in markup(path)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_nothing_is_inline(path: Path) -> None:
    """The security policy allows no inline style or script, and so needs no exception."""
    html = JINJA.sub("", markup(path))
    assert not [found for found in INLINE.findall(html) if not DATA_SCRIPT.match(found)]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_templates_ask_nothing_of_the_database_and_know_no_roles(path: Path) -> None:
    """The only question a template may ask is `can(…)`."""
    roles = {f"'{role.value}'" for role in Role} | {f'"{role.value}"' for role in Role}
    assert not ASKING.findall(markup(path))
    assert not [
        role for role in roles if f"viewer.has({role}" in markup(path) or f"{role} in viewer" in markup(path)
    ]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_template_marks_text_as_safe(path: Path) -> None:
    """Only the Markdown room does; the prose component is where its result arrives."""
    if name_of(path) != "templates/components/prose.html":
        assert not NO_ESCAPE.findall(markup(path))


def test_templates_and_static_files_are_in_folders_named_after_rooms() -> None:
    """Who knows the room knows where its pages are."""
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()} - NOT_A_ROOM
    assert folders <= set(rooms())


def test_tests_are_in_folders_named_after_rooms() -> None:
    here = {
        path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and not path.name.startswith("_")
    }
    assert here <= set(rooms()) | {"rules", "browser", "bench", "guard", "hostile", "process", "security"}

# SPDX-License-Identifier: EUPL-1.2
"""Templates show, they do not ask; and nothing in them needs a laxer security policy."""

import re
from pathlib import Path

from knowledgebase.policy import Role
from tests.rules.sources import ROOT, TEMPLATES, against, files, rooms, text_of

PAGES = files(".html", below="templates")
NOT_A_ROOM = {"components", "errors", "mail"}
JINJA = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
COMMENTS = re.compile(r"\{#.*?#\}", re.DOTALL)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)
DATA_SCRIPT = re.compile(r"<script[^>]*type=\"application/ld\+json\"")
ROLES = "|".join(role.value for role in Role)
ASKING = re.compile(r"\b(session\.\w|query\.\w+\(|execute\(|scalars?\(|select\()")
ROLE_NAMED = re.compile(rf"viewer\.has\([\"']({ROLES})[\"']|[\"']({ROLES})[\"'] in viewer")
PROSE = TEMPLATES / "components" / "prose.html"
"""Where rendered text arrives on a page."""
NO_ESCAPE = re.compile(r"\|\s*safe\b|autoescape\s+false")


def markup(path: Path) -> str:
    """Give a template without its comments."""
    return COMMENTS.sub("", text_of(path))


def test_only_component_macros_know_the_design_system() -> None:
    """Another design system then costs one folder, not a hundred pages."""
    others = [path for path in PAGES if path.parent.name != "components" and path.name != "base.html"]
    assert not against(lambda path: "utrecht-" in markup(path), others)


def test_nothing_is_inline() -> None:
    """The security policy allows no inline style or script, and so needs no exception."""
    assert not against(_inline, PAGES)


def test_templates_ask_nothing_of_the_database_and_know_no_roles() -> None:
    """The only question a template may ask is `can(…)`."""
    assert not against(lambda path: ASKING.findall(markup(path)) + ROLE_NAMED.findall(markup(path)), PAGES)


def test_no_template_marks_text_as_safe() -> None:
    """Only the Markdown room does; the prose component is where its result arrives."""
    assert not against(
        lambda path: NO_ESCAPE.findall(markup(path)), [path for path in PAGES if path != PROSE]
    )


def test_templates_and_static_files_are_in_folders_named_after_rooms() -> None:
    """Who knows the room knows where its pages are."""
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()} - NOT_A_ROOM
    assert folders <= set(rooms())


def test_tests_are_in_folders_named_after_rooms() -> None:
    here = {
        path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and not path.name.startswith("_")
    }
    assert here <= set(rooms()) | {"rules", "browser", "bench", "guard", "hostile", "process", "security"}


def _inline(path: Path) -> list[str]:
    html = JINJA.sub("", markup(path))
    return [found for found in INLINE.findall(html) if not DATA_SCRIPT.match(found)]

# SPDX-License-Identifier: EUPL-1.2
"""Words that must not stand in the code, each with the reason why."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

from tests.rules.sources import PACKAGE, ROOT, against, files, name_of, text_of, tree_of

SOURCES = files(".py", ".html", ".css", ".js", ".mjs", ".sh", ".mako", ".xml")
LOCKED = "package-lock.json"
"""Names the addresses that npm found."""
SPDX = "SPDX-License-Identifier: EUPL-1.2"
ROOMS_WITHOUT_MEANING = {"utils", "helpers", "services", "common", "manager", "admin"}
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
NOT_BUILT = re.compile(r"NotImplemented" + r"Error|pytest\." + r"skip\(|mark\.(skip|xfail)\b")
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|npm" + r"js\.(org|com)|proxy\.golang\.org", re.IGNORECASE
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w|\.\./" + "shared")
MARKDOWN_LIBRARIES = {"markdown", "bleach", "nh3"}
WHERE_COMMITS_STAND = re.compile(
    r"knowledgebase/(\w+/views(/\w+)?|\w+/\w+_views|cli/\w+|front/\w+|exchange/\w+(/\w+)?|events/(outbox|mail|worker))\.py"
)


def test_every_source_names_its_licence() -> None:
    """Whoever reuses one file must know on what terms."""
    assert not against(lambda path: SPDX not in "\n".join(text_of(path).splitlines()[:3]), SOURCES)


def test_nothing_is_left_unfinished() -> None:
    """What is not done belongs in an issue, where it is seen."""
    assert not against(_found(UNFINISHED, NOT_BUILT), SOURCES)


def test_nothing_depends_on_one_machine_or_one_registry() -> None:
    """Whoever installs this chooses where packages come from."""
    written = [path for path in files(".md", ".toml", ".yml", ".json", ".txt") if path.name != LOCKED]
    assert not against(_found(REGISTRIES, MACHINE_PATHS), [*SOURCES, *written])


def test_no_room_has_a_name_without_meaning() -> None:
    """A drawer for everything is where nobody finds anything."""
    names = {name_of(path) for path in PACKAGE.rglob("*") if path.stem in ROOMS_WITHOUT_MEANING}
    assert not names


def test_only_the_last_step_commits() -> None:
    """Actions compose because none of them ends the transaction."""
    commits = re.compile(r"\bsession\.commit\(")
    elsewhere = [
        name_of(path)
        for path in files(".py", below="knowledgebase")
        if commits.search(text_of(path)) and not WHERE_COMMITS_STAND.fullmatch(name_of(path))
    ]
    assert not elsewhere


def test_only_one_room_knows_markdown_and_marks_text_as_safe() -> None:
    """One door between text and page can be guarded; many cannot."""
    knowing = {name_of(path) for path in files(".py", below="knowledgebase") if _knows_markdown(path)}
    assert {name for name in knowing if not name.startswith("knowledgebase/web/markdown")} == set()


def _knows_markdown(path: Path) -> bool:
    names = {
        name.partition(".")[0]
        for node in ast.walk(tree_of(path))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    return bool(names & MARKDOWN_LIBRARIES) or bool(re.search(r"\bMarkup\(", text_of(path)))


def test_everything_public_says_what_it_does() -> None:
    """One sentence each; ruff checks that it is there, this that it is a sentence."""
    assert not against(_no_sentences, files(".py", below="knowledgebase"))


def test_there_is_a_licence_to_read() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in text
    assert text.rstrip().endswith(
        "All other changes or additions to this Appendix require the production of a new EUPL version."
    )


def _found(*patterns: re.Pattern[str]) -> Callable[[Path], list[str]]:
    return lambda path: [match.group() for one in patterns for match in one.finditer(text_of(path))]


def _no_sentences(path: Path) -> list[str]:
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef
    texts = [ast.get_docstring(node) for node in ast.walk(tree_of(path)) if isinstance(node, kinds)]
    return [text for text in texts if text and text.partition("\n\n")[0].rstrip()[-1:] not in ".?!…:;"]

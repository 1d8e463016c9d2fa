# SPDX-License-Identifier: EUPL-1.2
"""Every sentence of the interface is there in Dutch."""

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from knowledgebase.web.i18n import LANGUAGES
from tests.rules.sources import PACKAGE, ROOT

DUTCH = PACKAGE / "translations" / "nl" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """Everything that the code marks for translation, as `make translations` finds it."""
    template = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "--quiet",
        "extract",
        "--mapping-file=pyproject.toml",
    ]
    keywords = ["--keyword=lazy_gettext", "--keyword=lazy_ngettext:1,2"]
    subprocess.run([*command, *keywords, f"--output-file={template}", "."], cwd=ROOT, check=True)
    return polib.pofile(str(template))


@pytest.fixture(scope="module")
def dutch() -> dict[str, polib.POEntry]:
    """The Dutch catalogue."""
    return {entry.msgid: entry for entry in polib.pofile(str(DUTCH)) if not entry.obsolete}


def test_the_code_speaks(sentences: polib.POFile) -> None:
    assert len(sentences) > 100


def test_every_sentence_has_a_dutch_one(sentences: polib.POFile, dutch: dict[str, polib.POEntry]) -> None:
    missing = [
        entry.msgid for entry in sentences if not (entry.msgid in dutch and dutch[entry.msgid].translated())
    ]
    assert missing == []


def test_nothing_is_translated_that_the_code_no_longer_says(
    sentences: polib.POFile, dutch: dict[str, polib.POEntry]
) -> None:
    said = {entry.msgid for entry in sentences}
    assert sorted(set(dutch) - said) == []
    assert polib.pofile(str(DUTCH)).obsolete_entries() == []


def test_translations_are_certain_and_keep_their_placeholders(dutch: dict[str, polib.POEntry]) -> None:
    wrong = [
        entry.msgid
        for entry in dutch.values()
        for translation in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if entry.fuzzy or not _holds_the_same(entry, translation)
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_there_and_newer() -> None:
    compiled = DUTCH.with_suffix(".mo")
    assert compiled.is_file(), "run `make` first: it compiles the catalogues"
    assert {entry.msgid for entry in polib.mofile(str(compiled))} == {
        e.msgid for e in polib.pofile(str(DUTCH))
    }


def test_languages_with_a_catalogue_are_offered() -> None:
    translated = {path.name for path in Path(PACKAGE / "translations").iterdir() if path.is_dir()}
    assert translated | {"en"} == set(LANGUAGES)


def _holds_the_same(entry: polib.POEntry, translation: str) -> bool:
    """A plural form may leave out the number, as in "one answer"; it may not invent a placeholder."""
    asked = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    given = set(PLACEHOLDER.findall(translation))
    return given <= asked if entry.msgid_plural else sorted(given) == sorted(asked)

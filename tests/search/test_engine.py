# SPDX-License-Identifier: EUPL-1.2
"""Which engine an installation gets."""

from pathlib import Path

import pytest

from knowledgebase.config import Settings, SettingsWrong
from knowledgebase.search.engine import engine_for
from knowledgebase.search.whoosh_engine import WhooshEngine


def test_whoosh_is_the_default(tmp_path: Path) -> None:
    engine = engine_for(Settings(data_dir=tmp_path))
    assert isinstance(engine, WhooshEngine)
    engine.replace_all([])
    assert (tmp_path / "index" / "current").is_dir()


def test_another_engine_is_refused_by_name(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path).model_copy(update={"search": "elastic"})
    with pytest.raises(SettingsWrong, match="KB_SEARCH: 'elastic'"):
        engine_for(settings)


def test_a_mixed_up_installation_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "whoosh3-3.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: Whoosh3\nVersion: 3.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(SettingsWrong, match="overwrite each other"):
        engine_for(Settings(data_dir=tmp_path))

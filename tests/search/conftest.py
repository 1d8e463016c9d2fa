# SPDX-License-Identifier: EUPL-1.2
"""An empty engine of each sort."""

from pathlib import Path

import pytest

from knowledgebase.search.protocol import SearchEngine
from knowledgebase.search.whoosh_engine import WhooshEngine

ENGINES = {"whoosh": WhooshEngine}


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    """Give an engine with an index without entries."""
    made: SearchEngine = ENGINES[request.param](tmp_path / "index")
    made.replace_all([])
    return made


@pytest.fixture
def whoosh(tmp_path: Path) -> WhooshEngine:
    """Give the embedded engine with an index without entries, in the folder index."""
    made = WhooshEngine(tmp_path / "index")
    made.replace_all([])
    return made

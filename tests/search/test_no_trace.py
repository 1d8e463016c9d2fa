# SPDX-License-Identifier: EUPL-1.2
"""What somebody may not find has no influence on anything that search says to them."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledgebase.search.protocol import Entry, Query, SearchEngine
from knowledgebase.search.whoosh_engine import WhooshEngine
from tests.search.entries import MEMBER, NEIGHBOUR, VISITOR, entry, found

WORDS = (
    "archief",
    "archieven",
    "archiefstuk",
    "zaak-systeem",
    "zaaksysteem",
    "gemeente",
    "regeling",
    "the",
    "system",
)
QUERIES = (
    "",
    "archief",
    "archief*",
    "zaak systeem",
    '"archief gemeente"',
    "regeling -gemeente",
    "gemeente banaan",
    "sys*",
)
AUDIENCES = ("public", "members", "a1", "a17", "a18")

texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
entries = st.builds(
    lambda number, audience, title, body, tag, language: entry(
        number, title, audience, body=body, language=language, facets={"kind": ("case",), "tag": (tag,)}
    ),
    st.integers(1, 12),
    st.sampled_from(AUDIENCES),
    texts,
    texts,
    st.sampled_from(("a", "b")),
    st.sampled_from(("nl", "en")),
)
histories = st.lists(st.lists(entries, max_size=4), min_size=1, max_size=8)


def all_that_is_said(engine: SearchEngine, audiences: frozenset[str]) -> list[object]:
    said: list[object] = []
    for text in QUERIES:
        said.append(engine.search(Query(text, audiences)))
        said.append(engine.search(Query(text, audiences, {"tag": ("a",)}, "newest", limit=3, offset=1)))
    said += [engine.suggest(text, audiences) for text in ("arch", "zaak sy", "ge")]
    return said


@settings(max_examples=25, deadline=None)
@given(
    history=histories,
    removed=st.sets(st.integers(1, 12)),
    audiences=st.sampled_from([VISITOR, MEMBER, NEIGHBOUR]),
)
def test_a_world_with_hidden_entries_looks_like_one_without(
    history: list[list[Entry]], removed: set[int], audiences: frozenset[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lived, fresh = WhooshEngine(Path(folder) / "lived"), WhooshEngine(Path(folder) / "fresh")
        lived.replace_all([])
        for batch in history:
            lived.put(batch)
        lived.remove(removed)
        world = {one.id: one for batch in history for one in batch}
        visible = [one for one in world.values() if one.id not in removed and one.audience in audiences]
        fresh.replace_all(visible)
        assert all_that_is_said(lived, audiences) == all_that_is_said(fresh, audiences)


def test_counts_are_exact_whatever_else_is_there(engine: SearchEngine) -> None:
    hidden = [entry(number, "Archief", "a17", facets={"tag": (f"t{number}",)}) for number in range(10, 60)]
    engine.put([entry(1, "Archief", facets={"tag": ("zichtbaar",)}), *hidden])
    results = found(engine, "archief", MEMBER)
    assert (results.total, results.facets) == (1, {"tag": {"zichtbaar": 1}})


def test_scores_do_not_tell_that_others_hold_the_word(engine: SearchEngine) -> None:
    engine.put([entry(1, "Archief"), entry(2, "Zaaksysteem")])
    before = found(engine, "archief")
    engine.put([entry(number, "Archief", "a17") for number in range(10, 60)])
    assert found(engine, "archief") == before


def test_an_entry_that_stands_in_two_indexes_counts_once(whoosh: WhooshEngine, tmp_path: Path) -> None:
    """It cannot come to that, short of tampering: here the index of a17 is moved over that of a18."""
    old, new = entry(1, "Archief", "a17"), entry(1, "Archief nieuw", "a18", changed=entry(9).changed)
    whoosh.put([new])
    elsewhere = WhooshEngine(tmp_path / "elsewhere")
    elsewhere.replace_all([old])
    (generation,) = (tmp_path / "index").glob("generation-*")
    (other,) = (tmp_path / "elsewhere").glob("generation-*")
    (other / "a17").rename(generation / "a17")
    results = found(whoosh, "archief", frozenset({"a17", "a18"}))
    assert (results.total, [hit.title for hit in results.hits]) == (1, ["Archief nieuw"])
    assert results.facets == {"kind": {"question": 1}, "tag": {"ict": 1}}


def test_moving_an_entry_takes_its_words_along(engine: SearchEngine) -> None:
    engine.put([entry(1, "Archief", answers="verdeelsleutel")])
    engine.put([replace(entry(1, "Archief"), audience="a17")])
    assert found(engine, "verdeel*").total == 0
    assert engine.suggest("arch", VISITOR) == []

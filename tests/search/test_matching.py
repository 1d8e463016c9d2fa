# SPDX-License-Identifier: EUPL-1.2
"""Which of many searches find a few entries: what searching would give, whichever engine is installed."""

import pytest

from knowledgebase.search.protocol import Query, SearchEngine
from tests.bench.dutch import Dutch
from tests.search.entries import MEMBER, NEIGHBOUR, VISITOR, entry
from tests.search.hostile import hostile_queries

FILTERS = {"kind": ("question", "case"), "theme": ("theme-1", "theme-2")}


def strictly(engine: SearchEngine, query: Query) -> frozenset[int]:
    """Give what holds all that is asked."""
    answer = engine.search(query)
    loosened = any(note.code == "loosened" for note in answer.notes)
    return frozenset() if loosened else frozenset(hit.id for hit in answer.hits)


@pytest.mark.parametrize("filters", [{}, FILTERS], ids=["words", "facets"])
def test_it_gives_what_searching_gives(engine: SearchEngine, filters: dict[str, tuple[str, ...]]) -> None:
    dutch = Dutch()
    entries = list(dutch.entries(200))
    for start in range(0, 200, 50):
        engine.put(entries[start : start + 50])
    engine.remove([entries[3].id])
    texts = [dutch.query(number) for number in range(150)] + hostile_queries() + ["", "-gemeente", 'de "het"']
    queries = [
        Query(text, some, filters, limit=300) for text in texts for some in (VISITOR, MEMBER, NEIGHBOUR)
    ]
    few = {one.id for one in entries[::7]} | {entries[3].id, 999_999}
    found = engine.matching(queries, few)
    assert found == [strictly(engine, query) & few for query in queries]
    assert any(found)


def test_some_of_the_words_are_not_enough(engine: SearchEngine) -> None:
    engine.put([entry(1, "Uittreedsom berekenen"), entry(2, "Archief overdragen")])
    texts = ("uittreedsom archief", "uittreedsom", "uittreed*", '"archief overdragen"', "-archief", "")
    queries = [Query(text) for text in texts]
    assert [sorted(ids) for ids in engine.matching(queries, [1, 2])] == [[], [1], [1], [2], [1], [1, 2]]
    assert engine.matching(queries, []) == [frozenset()] * len(queries)
    assert engine.matching([], [1]) == []


def test_who_may_not_read_does_not_match(engine: SearchEngine) -> None:
    engine.put(
        [
            entry(1, "Lezen voor leden", "members"),
            entry(2, "Lezen voor een buur", "a17"),
            entry(3, "Lezen voor allen"),
        ]
    )
    queries = [Query("lezen", some) for some in (VISITOR, MEMBER, NEIGHBOUR)]
    assert [sorted(ids) for ids in engine.matching(queries, [1, 2, 3])] == [[3], [1, 3], [1, 2, 3]]
    with pytest.raises(ValueError, match="not an audience"):
        engine.matching([Query("voor", frozenset({"../x"}))], [1])

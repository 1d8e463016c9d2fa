# SPDX-License-Identifier: EUPL-1.2
"""Whatever somebody types is answered. How fast is measured by tests/bench/search.py."""

import pytest

from knowledgebase.search.fragments import fragments, marked
from knowledgebase.search.language import LONGEST_QUERY, MOST_WORDS, NOTES, parse
from knowledgebase.search.protocol import SearchEngine
from tests.search.entries import NEIGHBOUR, VISITOR, entry, found
from tests.search.hostile import hostile_queries


@pytest.mark.parametrize("query", hostile_queries(), ids=lambda query: repr(query[:30]))
def test_a_hostile_query_is_answered(engine: SearchEngine, query: str) -> None:
    engine.put([entry(1, "De gemeente verdeelt woord1", body="a b c"), entry(2, "Geheim", "a17")])
    results = found(engine, query)
    assert {hit.id for hit in results.hits} <= {1}
    assert {note.code for note in results.notes} <= set(NOTES)
    assert {one.id for one in engine.suggest(query, VISITOR)} <= {1}
    assert "".join(piece.text for piece in marked("De gemeente", query)) == "De gemeente"
    assert fragments("De gemeente verdeelt", query)
    assert engine.healthy()


@pytest.mark.parametrize("query", hostile_queries(), ids=lambda query: repr(query[:30]))
def test_what_is_read_of_a_query_is_bounded(query: str) -> None:
    parsed = parse(query)
    assert sum(len(clause.words) for clause in parsed.clauses) <= MOST_WORDS
    assert all(
        len(form) <= 2 * LONGEST_QUERY for clause in parsed.clauses for form in clause.words + clause.joined
    )


def test_hostile_text_is_indexed_and_marked(engine: SearchEngine) -> None:
    texts = hostile_queries()
    engine.put(
        [entry(number, "Archief", body=text, answers=text) for number, text in enumerate(texts, start=1)]
    )
    assert found(engine, "archief", NEIGHBOUR).total == len(texts)
    assert all(fragments(text, "archief a*") for text in texts if text)


def test_names_of_fields_are_words(engine: SearchEngine) -> None:
    engine.put([entry(1, "Geheim", "a17"), entry(2, "Body van de tekst")])
    for typed in ("key:1", "audience:a17", "terms:nl:geheim", "nl:geheim", "facets:kind", "flow:geheim"):
        assert found(engine, typed).total == 0
    assert [hit.id for hit in found(engine, "body:tekst").hits] == [2]

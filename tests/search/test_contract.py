# SPDX-License-Identifier: EUPL-1.2
"""What every search engine must do, whichever is installed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from knowledgebase.search.protocol import Entry, Query, SearchEngine
from tests.search.entries import MEMBER, NEIGHBOUR, START, VISITOR, entry, found, ids


def test_what_is_put_is_found_at_once_and_what_is_removed_is_not(engine: SearchEngine) -> None:
    engine.put([entry(1, "Uittreedsom berekenen")])
    assert ids(engine, "uittreedsom") == [1]
    engine.remove([1, 99])
    assert ids(engine, "uittreedsom") == []


def test_putting_again_replaces(engine: SearchEngine) -> None:
    engine.put([entry(1, "Uittreedsom berekenen")])
    engine.put([entry(1, "Archief overdragen")])
    assert ids(engine, "uittreedsom") == []
    assert ids(engine, "archief") == [1]
    assert found(engine, "").total == 1


def test_the_last_of_two_with_one_id_counts(engine: SearchEngine) -> None:
    engine.put([entry(1, "Uittreedsom berekenen"), entry(1, "Archief overdragen")])
    assert [hit.title for hit in found(engine, "").hits] == ["Archief overdragen"]


@pytest.mark.parametrize("part", ["title", "summary", "body", "answers"])
def test_every_part_is_searched(engine: SearchEngine, part: str) -> None:
    engine.put([replace(entry(1), **{part: "Over de verdeelsleutel"}), entry(2)])
    assert ids(engine, "verdeelsleutel") == [1]


def test_tags_are_searched(engine: SearchEngine) -> None:
    engine.put([entry(1, tags=("gegevens", "zaaksysteem")), entry(2)])
    assert ids(engine, "zaaksysteem") == [1]


def test_a_word_in_the_title_weighs_more_than_in_tags_summary_body_and_answers(engine: SearchEngine) -> None:
    word = "verdeelsleutel"
    engine.put(
        [
            entry(1, answers=word),
            entry(2, body=word),
            entry(3, summary=word),
            entry(4, tags=(word,)),
            entry(5, word),
        ]
    )
    assert ids(engine, word) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("gemeente", "Drie gemeenten samen"),
        ("gemeenten", "Een gemeente alleen"),
        ("SAMENWERKEN", "De samenwerking begon"),
        ("coordinatie", "De coördinatie ligt bij de regio"),
        ("financiële", "De financiele gevolgen"),
        ("risico", "De risico's waren bekend"),
        ("zaak-systeem", "Een nieuw zaaksysteem"),
        ("zaaksysteem", "Een nieuw zaak-systeem"),
        ("zaak systeem", "Een nieuw zaaksysteem"),
        ("samenwerking", "Onze ict-samenwerking begon"),
        ("bv", "De b.v. is opgericht"),
    ],
)
def test_one_word_in_its_forms(engine: SearchEngine, typed: str, written: str) -> None:
    engine.put([entry(1, written), entry(2, "Iets anders")])
    assert ids(engine, typed) == [1]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("lening", "De dienstverlening verbeterde"),
        ("server", "Koffie serveren"),
        ("plan", "De planeet draait"),
    ],
)
def test_words_that_only_look_alike_stay_apart(engine: SearchEngine, typed: str, written: str) -> None:
    engine.put([entry(1, written)])
    assert ids(engine, typed) == []


def test_text_in_either_language_is_found_by_its_own_forms(engine: SearchEngine) -> None:
    engine.put(
        [entry(1, "Replacing our agreements", language="en"), entry(2, "Onze afspraken", language="nl")]
    )
    assert ids(engine, "replaced agreement") == [1]
    assert ids(engine, "afspraak") == [2]


def test_all_words_are_needed_unless_nothing_has_them_all(engine: SearchEngine) -> None:
    engine.put([entry(1, "Archief en zaaksysteem"), entry(2, "Archief"), entry(3, "Zaaksysteem")])
    assert found(engine, "archief zaaksysteem").notes == ()
    assert ids(engine, "archief zaaksysteem") == [1]
    loose = found(engine, "archief verdeelsleutel")
    assert {hit.id for hit in loose.hits} == {1, 2}
    assert [note.code for note in loose.notes] == ["loosened"]


def test_common_words_are_not_needed(engine: SearchEngine) -> None:
    engine.put([entry(1, "Uittreedsom berekenen")])
    results = found(engine, "hoe kan je de uittreedsom berekenen")
    assert [hit.id for hit in results.hits] == [1]
    assert results.notes == ()


def test_a_word_that_is_common_in_one_language_only_is_still_found(engine: SearchEngine) -> None:
    engine.put([entry(1, "De service desk voor it"), entry(2, "De service desk")])
    assert ids(engine, "it service desk") == [1, 2]
    assert ids(engine, "it") == [1]


def test_phrases_are_words_in_a_row(engine: SearchEngine) -> None:
    engine.put([entry(1, "Stand van zaken bij het archief"), entry(2, "Zaken en de stand ervan")])
    assert ids(engine, '"stand van zaken"') == [1]
    assert ids(engine, '"zaken stand"') == []
    assert ids(engine, '"bij een archief"') == []


def test_a_phrase_does_not_run_from_one_part_into_the_next(engine: SearchEngine) -> None:
    engine.put([entry(1, "Over het archief", body="Bewerking volgt")])
    assert ids(engine, '"archief bewerking"') == []


def test_minus_leaves_out(engine: SearchEngine) -> None:
    engine.put(
        [entry(1, "Archief bewaren"), entry(2, "Archief overdragen"), entry(3, "Zaak-systeem en archief")]
    )
    assert ids(engine, "archief -overdragen -zaaksysteem") == [1]
    assert ids(engine, "-archief") == []


def test_one_prefix_of_three_letters(engine: SearchEngine) -> None:
    engine.put([entry(1, "Uittredingsregeling"), entry(2, "Samenwerkingen"), entry(3, "Toetreding")])
    assert ids(engine, "uittred*") == [1]
    assert ids(engine, "samenwerkin*") == [2]
    short = found(engine, "to*")
    assert (short.total, [note.code for note in short.notes]) == (0, ["prefix_short"])


def test_without_words_everything_is_found_newest_first(engine: SearchEngine) -> None:
    engine.put([entry(1), entry(3), entry(2)])
    assert ids(engine, "") == [3, 2, 1]


def test_newest_first_when_asked(engine: SearchEngine) -> None:
    engine.put([entry(1, "Archief archief"), entry(2, "Iets", body="archief en nog veel meer woorden")])
    assert ids(engine, "archief") == [1, 2]
    assert ids(engine, "archief", order="newest") == [2, 1]


def test_pages_follow_on_each_other(engine: SearchEngine) -> None:
    engine.put([entry(number, "Archief") for number in range(1, 8)])
    pages = [ids(engine, "archief", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert pages == [[7, 6, 5], [4, 3, 2], [1], []]
    assert found(engine, "archief", limit=3, offset=9).total == 7


def test_hits_say_what_they_are(engine: SearchEngine) -> None:
    engine.put([entry(1, "Archief", kind="case", language="en")])
    (hit,) = found(engine, "archief").hits
    assert (hit.id, hit.kind, hit.title, hit.language, hit.changed) == (
        1,
        "case",
        "Archief",
        "en",
        entry(1).changed,
    )
    assert hit.score > 0


def test_filters_hold_one_of_the_values_of_every_facet(engine: SearchEngine) -> None:
    engine.put(
        [
            entry(1, facets={"kind": ("case",), "tag": ("archief", "ict")}),
            entry(2, facets={"kind": ("lesson",), "tag": ("ict",)}),
            entry(3, facets={"kind": ("case",), "tag": ("inkoop",)}),
        ]
    )
    assert ids(engine, "", filters={"kind": ("case",)}) == [3, 1]
    assert ids(engine, "", filters={"kind": ("case", "lesson")}) == [3, 2, 1]
    assert ids(engine, "", filters={"kind": ("case",), "tag": ("ict",)}) == [1]
    assert ids(engine, "", filters={"kind": ("page",)}) == []
    assert ids(engine, "", filters={"colour": ("red",)}) == []
    assert ids(engine, "", filters={"kind": ()}) == [3, 2, 1]


def test_facets_count_what_is_found_and_what_another_choice_would_give(engine: SearchEngine) -> None:
    engine.put(
        [
            entry(1, "Archief", facets={"kind": ("case",), "tag": ("a", "b")}),
            entry(2, "Archief", facets={"kind": ("lesson",), "tag": ("b",)}),
            entry(3, "Iets anders", facets={"kind": ("page",), "tag": ("c",)}),
        ]
    )
    assert found(engine, "archief").facets == {"kind": {"case": 1, "lesson": 1}, "tag": {"a": 1, "b": 2}}
    narrowed = found(engine, "archief", filters={"kind": ("case",)})
    assert narrowed.total == 1
    assert narrowed.facets == {"kind": {"case": 1, "lesson": 1}, "tag": {"a": 1, "b": 1}}


def test_who_may_not_read_does_not_find(engine: SearchEngine) -> None:
    engine.put([entry(1, "Archief"), entry(2, "Archief", "members"), entry(3, "Archief", "a17")])
    assert ids(engine, "archief", VISITOR) == [1]
    assert ids(engine, "archief", MEMBER) == [2, 1]
    assert ids(engine, "archief", NEIGHBOUR) == [3, 2, 1]
    assert ids(engine, "archief", frozenset()) == []


def test_an_entry_that_changes_audience_is_found_by_the_new_one_only(engine: SearchEngine) -> None:
    for audience in ("public", "members", "a17", "public"):
        engine.put([entry(1, "Archief", audience)])
        for seen in ("public", "members", "a17", "a18"):
            assert found(engine, "archief", frozenset({seen})).total == (seen == audience)
    assert engine.audiences() == {"public"}


def test_an_audience_that_is_no_audience_is_refused(engine: SearchEngine) -> None:
    for name in ("../public", "a", "a1/..", "everyone", ""):
        with pytest.raises(ValueError, match="not an audience"):
            engine.search(Query("x", frozenset({name})))
        with pytest.raises(ValueError, match="not an audience"):
            engine.put([entry(1, audience=name)])


def test_titles_are_suggested_by_their_words(engine: SearchEngine) -> None:
    engine.put(
        [
            entry(1, "Archief overdragen"),
            entry(2, "Wie bewaart het archief?"),
            entry(3, "Zaaksysteem"),
            entry(4, "Geheim archief", "a17"),
        ]
    )
    assert [one.id for one in engine.suggest("arch", VISITOR)] == [1, 2]
    assert [one.title for one in engine.suggest("archief over", VISITOR)] == ["Archief overdragen"]
    assert engine.suggest("ársch", VISITOR) == []
    assert engine.suggest("a", VISITOR) == []
    assert (
        [one.id for one in engine.suggest("geheim a", NEIGHBOUR)]
        == []
        != engine.suggest("geheim ar", NEIGHBOUR)
    )
    assert len(engine.suggest("archief", NEIGHBOUR, limit=2)) == 2


def test_rebuilding_replaces_everything_and_tells_how_far_it_is(engine: SearchEngine) -> None:
    engine.put([entry(1, "Oud"), entry(2, "Oud", "a17")])
    told: list[int] = []
    assert engine.replace_all((entry(number, "Nieuw") for number in range(10, 260)), told.append) == 250
    assert found(engine, "oud", NEIGHBOUR).total == 0
    assert found(engine, "nieuw").total == 250
    assert told == [100, 200, 250]


def test_searching_goes_on_in_the_old_index_during_a_rebuild(engine: SearchEngine) -> None:
    engine.put([entry(1, "Oud")])
    totals: list[int] = []

    def slowly() -> Iterator[Entry]:
        yield entry(2, "Nieuw")
        totals.append(found(engine, "oud").total)
        totals.append(found(engine, "nieuw").total)

    engine.replace_all(slowly())
    assert totals == [1, 0]
    assert (found(engine, "oud").total, found(engine, "nieuw").total) == (0, 1)


def test_a_rebuild_that_fails_leaves_the_old_index(engine: SearchEngine) -> None:
    engine.put([entry(1, "Oud")])

    def broken() -> Iterator[Entry]:
        yield entry(2, "Nieuw")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        engine.replace_all(broken())
    assert ids(engine, "oud") == [1]
    engine.put([entry(3, "Verder")])
    assert ids(engine, "verder") == [3]


def test_the_index_tells_what_it_holds(engine: SearchEngine) -> None:
    engine.put([entry(3), entry(1), entry(2, audience="a17")])
    assert list(engine.ids("public")) == [(1, entry(1).changed), (3, entry(3).changed)]
    assert list(engine.ids("a17")) == [(2, entry(2).changed)]
    assert engine.audiences() == {"public", "a17"}
    assert engine.healthy()


def test_moments_are_kept_to_the_microsecond(engine: SearchEngine) -> None:
    moment = START.replace(year=2031, microsecond=123_457)
    engine.put([entry(1, changed=moment)])
    assert list(engine.ids("public")) == [(1, moment)]


def test_many_small_changes_leave_exactly_the_last(engine: SearchEngine) -> None:
    for round_number in range(40):
        engine.put([entry(number, f"Ronde {round_number}") for number in (1, 2, 3 + round_number)])
        engine.remove([2 + round_number])
    assert ids(engine, "") == [42, 2, 1]
    assert ids(engine, "39") == [42, 2, 1]

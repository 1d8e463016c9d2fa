# SPDX-License-Identifier: EUPL-1.2
"""What is made of what somebody types."""

import pytest

from knowledgebase.search.language import MOST_WORDS, Clause, Sort, folded_prefix, parse


def codes(text: str) -> list[str]:
    return [note.code for note in parse(text).notes]


def test_words_phrases_minus_and_prefix() -> None:
    assert parse('Archief "stand van zaken" -Geheim uittred*').clauses == [
        Clause(Sort.WORD, ("archief",)),
        Clause(Sort.PHRASE, ("stand", "van", "zaken")),
        Clause(Sort.WORD, ("geheim",), excluded=True),
        Clause(Sort.PREFIX, ("uittred",)),
    ]


def test_neighbours_may_be_written_as_one() -> None:
    assert parse("zaak systeem kiezen").clauses == [
        Clause(Sort.WORD, ("zaak",), ("zaaksysteem",)),
        Clause(Sort.WORD, ("systeem",), ("systeemkiezen", "zaaksysteem")),
        Clause(Sort.WORD, ("kiezen",), ("systeemkiezen",)),
    ]
    assert parse("zaak-systeem").clauses == parse("zaak systeem").clauses


def test_a_hyphenated_word_is_left_out_as_a_whole() -> None:
    assert parse("-zaak-systeem").clauses == [
        Clause(Sort.PHRASE, ("zaak", "systeem"), ("zaaksysteem",), True)
    ]


def test_a_hyphen_inside_or_after_a_word_is_no_minus() -> None:
    assert all(not clause.excluded for clause in parse("ict-beheer a- b").clauses)


def test_a_phrase_of_one_word_is_a_word() -> None:
    assert parse('"Archief"').clauses == [Clause(Sort.WORD, ("archief",))]


@pytest.mark.parametrize("text", ["archief*", "ărchief*", "“archief*”"])
def test_accents_capitals_and_printed_quotation_marks_do_not_matter(text: str) -> None:
    assert parse(text).clauses[0].words == ("archief",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("archief", []),
        ("zaak-systeem's b.v. 1.600.000", []),
        ("x" * 201, ["cut"]),
        (" ".join("woord" for _ in range(MOST_WORDS + 1)), ["words"]),
        ('een "twee', ["quote"]),
        ("ar*", ["prefix_short"]),
        ("archief* bewaren*", ["prefix_one"]),
        ("archief AND (bewaren OR ~2)", ["signs"]),
        ("tag:ict", ["signs"]),
        ("*", ["signs", "no_words"]),
        ("😀", ["no_words"]),
        ("", []),
        ("   ", []),
    ],
)
def test_what_is_ignored_is_told(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_only_so_many_words_are_read_also_within_a_phrase() -> None:
    (phrase,) = parse('"' + "een twee " * 10 + '"').clauses
    assert len(phrase.words) == MOST_WORDS


def test_typing_in_a_search_box() -> None:
    assert folded_prefix("Het Archíef ov") == (["het", "archief"], "ov")
    assert folded_prefix(" *! ") == ([], "")

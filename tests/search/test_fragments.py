# SPDX-License-Identifier: EUPL-1.2
"""Fragments show why a text was found."""

from knowledgebase.search.fragments import LONGEST_TEXT, WIDTH, fragments, marked

LONG = "Hier staat nog iets anders over. " * 40


def matched(text: str, query: str, language: str = "nl") -> list[str]:
    return [piece.text for piece in fragments(text, query, language) if piece.matched]


def test_inflected_words_are_marked() -> None:
    assert matched("De gemeenten werkten samen; een gemeente stopte.", "gemeentes") == [
        "gemeenten",
        "gemeente",
    ]
    assert matched("We replaced it", "replacing", "en") == ["replaced"]
    assert matched("Zij hebben samengewerkt", "werk") == []


def test_participles_accents_hyphens_and_prefixes_are_marked() -> None:
    assert matched("De gewijzigde regeling", "wijzigen") == ["gewijzigde"]
    assert matched("De Coördinatie", "coordinatie") == ["Coördinatie"]
    assert matched("Het zaak-systeem en het zaaksysteem", "zaaksysteem") == ["zaak-systeem", "zaaksysteem"]
    assert matched("Een uittredingsregeling", "uittred*") == ["uittredingsregeling"]
    assert matched("Éénmalig", "eenmalig") == ["Éénmalig"]


def test_words_that_were_left_out_or_common_are_not_marked() -> None:
    assert matched("Het archief van de gemeente", "het archief van -gemeente") == ["archief"]


def test_fragments_are_taken_from_where_the_words_are() -> None:
    text = LONG + "De uittreedsom wordt berekend. " + LONG + "Daarna volgt de verdeelsleutel. " + LONG
    pieces = fragments(text, "uittreedsom verdeelsleutel")
    assert [piece.text for piece in pieces if piece.matched] == ["uittreedsom", "verdeelsleutel"]
    assert sum(len(piece.text) for piece in pieces) < 4 * WIDTH
    assert [piece.text for piece in pieces].count("…") == 3


def test_a_place_with_more_of_the_words_is_preferred() -> None:
    text = "De uittreedsom. " + LONG + "De uittreedsom volgt de verdeelsleutel. " + LONG
    assert [
        piece.text for piece in fragments(text, "uittreedsom verdeelsleutel", most=1) if piece.matched
    ] == [
        "uittreedsom",
        "verdeelsleutel",
    ]


def test_without_a_match_the_beginning_is_shown() -> None:
    pieces = fragments(LONG, "zaaksysteem")
    assert pieces[0].text.startswith("Hier staat")
    assert pieces[-1].text == "…"
    assert fragments("Kort.", "zaaksysteem") == [("Kort.", False)]
    assert fragments("", "zaaksysteem") == []


def test_pieces_together_are_the_text_with_white_space_made_one() -> None:
    text = "Het archief\n\n  van <b>de</b> gemeente"
    assert (
        "".join(piece.text for piece in marked(text, "archief gemeente"))
        == "Het archief van <b>de</b> gemeente"
    )


def test_the_end_of_a_very_long_text_is_not_looked_at() -> None:
    assert matched("x " * LONGEST_TEXT + "archief", "archief") == []

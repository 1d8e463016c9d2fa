# SPDX-License-Identifier: EUPL-1.2
"""A quoted passage is found in the HTML of a text by its words, and marked without touching anything else."""

import re

import pytest

from knowledgebase.web.markdown import render, stored
from knowledgebase.web.markdown.numbers import Words
from knowledgebase.web.markdown.passages import Quote, anchor_of, marked

TEXT = """Vooraf: a < b & c > d.

## Eerst

Wij **deden** het [samen](https://voorbeeld.nl/a?b=1&c=2), zie #12 en `x < y`.

| jaar | kosten |
|---|---|
| 2015 | 1,6 miljoen |

## Daarna

Wij **deden** het [samen](https://voorbeeld.nl/a?b=1&c=2) nog eens.
"""
HTML = render(TEXT).html


def without_marks(markup: str) -> str:
    return re.sub("</?mark>", "", markup)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("a < b & c > d.", ["a &lt; b &amp; c &gt; d."]),
        ("Wij deden het samen, zie", ["Wij ", "deden", " het ", "samen", ", zie"]),
        ("zie #12 en x < y", ["zie ", " en ", "x &lt; y"]),
        ("kosten\t2015\n1,6 miljoen", ["kosten", "2015", "1,6 miljoen"]),
        ("c > d. Eerst Wij", ["c &gt; d.", "Eerst", "Wij"]),
    ],
)
def test_its_words_are_marked_and_nothing_else_changes(words: str, parts: list[str]) -> None:
    shown = marked(HTML, [Quote(words)])
    assert re.findall("<mark>(.*?)</mark>", shown) == parts
    assert without_marks(shown) == HTML


@pytest.mark.parametrize(
    "words", ["", " \n", "<strong>deden</strong>", "https://voorbeeld.nl", "t-eerst", "niet hier"]
)
def test_what_is_not_among_the_words_marks_nothing(words: str) -> None:
    assert marked(HTML, [Quote(words)]) == HTML
    assert anchor_of(Quote(words), HTML) is None


def test_it_is_looked_for_under_its_heading_first() -> None:
    twice = "Wij deden het samen"
    assert anchor_of(Quote(twice), HTML) == "t-eerst"
    assert anchor_of(Quote(twice, "t-daarna"), HTML) == "t-daarna"
    assert anchor_of(Quote("Vooraf", "t-daarna"), HTML) == ""
    assert anchor_of(Quote(twice, "t-niet-meer"), HTML) == "t-eerst"
    assert marked(HTML, [Quote(twice, "t-daarna")]).index("<mark>") > HTML.index("Daarna")


def test_passages_that_overlap_are_marked_as_one() -> None:
    shown = marked(HTML, [Quote("Wij deden"), Quote("deden het"), Quote("nergens")])
    assert re.findall("<mark>(.*?)</mark>", shown) == ["Wij ", "deden", " het"]


def test_the_words_of_a_link_to_a_number_are_put_in_beside_marks() -> None:
    shown = str(stored(HTML, {12: [Words("Nulmeting", "nl")]}, [Quote("zie #12 en")]))
    assert (
        '<mark>zie </mark><a href="/bijdragen/12">#12 <span lang="nl">Nulmeting</span></a><mark> en</mark>'
        in shown
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '![a" onerror="alert(1)](/bestanden/1/a.png) tekst',
        "[x](javascript:alert(1)) &amp;lt;b&amp;gt;",
        "`</mark><script>`",
    ],
)
def test_hostile_words_stay_words(hostile: str) -> None:
    markup = render(f"Begin {hostile} einde.").html
    words = re.sub("<[^>]*>", "", markup)
    for quote in (words, hostile, "Begin", "einde."):
        shown = marked(markup, [Quote(quote)])
        assert without_marks(shown) == markup


def test_a_long_text_with_many_passages_is_marked_as_one() -> None:
    markup = render("\n\n".join(f"Alinea {number} zegt iets." for number in range(2_000))).html
    shown = marked(markup, [Quote(f"Alinea {number} zegt") for number in range(0, 2_000, 40)])
    assert shown.count("<mark>") == 50
    assert without_marks(shown) == markup

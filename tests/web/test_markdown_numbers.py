# SPDX-License-Identifier: EUPL-1.2
"""`#12` in a text is a link that says only the number; what a reader may know is put in when it is shown."""

import pytest
from flask import Flask

from knowledgebase.web.markdown import render, stored
from knowledgebase.web.markdown.numbers import LINK, Words, numbers_in, with_words

TWELVE = '<a href="/bijdragen/12">#12</a>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("zie #12.", f"<p>zie {TWELVE}.</p>"),
        ("(#12), “#12”: #12's", f"<p>({TWELVE}), “{TWELVE}”: {TWELVE}'s</p>"),
        ("**#12** en *na #12*", f"<p><strong>{TWELVE}</strong> en <em>na {TWELVE}</em></p>"),
        ("#12 zegt het\n#12", f"<p>{TWELVE} zegt het\n{TWELVE}</p>"),
        ("- #12\n- [ ] #12", f"<ul>\n<li>{TWELVE}</li>\n<li>\N{BALLOT BOX} {TWELVE}</li>\n</ul>"),
        ("> #12", f"<blockquote>\n<p>{TWELVE}</p>\n</blockquote>"),
    ],
)
def test_a_number_becomes_a_link(written: str, shown: str) -> None:
    assert render(written).html == shown


@pytest.mark.parametrize(
    "written",
    [
        *(
            "pagina#12",
            "&#12;",
            "\\#12",
            "`#12`",
            "    #12",
            "```\n#12\n```",
            "[#12](/a)",
            "[zie #12][r]\n\n[r]: /b",
        ),
        *("https://vng.nl/x#12", "https://vng.nl/(#12)", "www.vng.nl/#12", "/vragen/#12", "a=#12", "a-#12"),
        *(
            "#0",
            "#012",
            "#12a",
            "#12-b",
            "#1.5",
            "##12",
            "#12#13",
            "#1234567890",
            "# 12",
            "## Over #12",
            "#12\n===",
        ),
        *("![#12](https://elders.example/a.png)", "<https://vng.nl/#12>", "[^1]\n\n[^1]: x"),
    ],
)
def test_what_only_looks_like_a_number_stays_what_it_is(written: str) -> None:
    found = render(written)
    assert found.clean
    assert not LINK.search(found.html), found.html


def test_a_heading_still_needs_no_space_unless_it_is_a_number() -> None:
    assert render("#Kop\n\n#12 maanden").html == f'<h2 id="t-kop">Kop</h2>\n<p>{TWELVE} maanden</p>'
    assert [heading.text for heading in render("# Kop\n\n#12\n\n# Over #12").outline] == ["Kop", "Over #12"]


def test_many_numbers_are_rendered_in_time() -> None:
    found = render("#12 " * 2_000)
    assert found.clean
    assert len(list(numbers_in([found.html]))) == 2_000


def test_the_words_are_escaped_and_say_their_language() -> None:
    known = {12: [Words("<b>&\"'", "nl"), Words("(open)", 'e"n')]}
    assert with_words(f"<p>{TWELVE}</p>", known) == (
        '<p><a href="/bijdragen/12">#12 <span lang="nl">&lt;b&gt;&amp;&quot;&#x27;</span>'
        ' <span lang="e&quot;n">(open)</span></a></p>'
    )


def test_only_a_link_that_says_its_own_number_gets_words() -> None:
    others = '<p><a href="/bijdragen/13">#12</a> <a href="/bijdragen/12">hier</a> #12 <code>#12</code></p>'
    assert with_words(others, {12: [Words("Titel", "nl")]}) == others
    assert stored(TWELVE) == stored(TWELVE, {}) == stored(TWELVE, {13: [Words("Titel", "nl")]}) == TWELVE


@pytest.mark.one_database
def test_the_link_leads_to_the_lasting_address_of_a_contribution(app: Flask) -> None:
    with app.test_request_context():
        assert app.url_for("contributions.show", id=12) in TWELVE

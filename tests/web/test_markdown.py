# SPDX-License-Identifier: EUPL-1.2
"""What people get when they write Markdown."""

import re

import pytest
from flask import Flask, render_template_string

from knowledgebase.web import markdown
from knowledgebase.web.markdown import LONGEST_TEXT, RENDERER_VERSION, TextTooLong, plain, render, render_all

HEADINGS = re.compile(r"<(h\d)")


def html_of(source: str) -> str:
    found = render(source)
    assert found.clean
    assert found.version == RENDERER_VERSION
    return found.html


def test_a_text_never_has_the_heading_of_the_page() -> None:
    assert html_of("# Een\n\n## Twee\n\n###### Zes") == (
        '<h2 id="t-een">Een</h2>\n<h3 id="t-twee">Twee</h3>\n<h4 id="t-zes">Zes</h4>'
    )


def test_headings_start_under_those_of_the_page_and_skip_no_level() -> None:
    source = "### Drie\n\n##### Vijf\n\n#### Vier\n\n# Een\n\n## Twee"
    levels = [f"h{level}" for level in (3, 4, 4, 3, 4)]
    assert HEADINGS.findall(render(source, top=3).html) == levels
    deepest = "\n\n".join(f"{'#' * depth} Kop" for depth in range(1, 7))
    assert HEADINGS.findall(render(deepest, top=3).html) == ["h3", "h4", "h5", "h6", "h6", "h6"]


def test_a_remark_has_no_headings() -> None:
    assert render("# Let *op*", top=0).html == "<p><strong>Let <em>op</em></strong></p>"


def test_headings_with_the_same_words_have_names_of_their_own() -> None:
    assert html_of("# Kosten\n\n# Kosten\n\n# €") == (
        '<h2 id="t-kosten">Kosten</h2>\n<h2 id="t-kosten_1">Kosten</h2>\n<h2 id="t-">€</h2>'
    )


def test_html_in_a_text_is_shown_and_not_used() -> None:
    assert html_of("a <b>vet</b> <!-- weg? -->") == "<p>a &lt;b&gt;vet&lt;/b&gt; &lt;!-- weg? --&gt;</p>"


def test_links_out_tell_search_engines_not_to_follow_them() -> None:
    assert html_of("[VNG](https://vng.nl/a?b=1&c=2)") == (
        '<p><a href="https://vng.nl/a?b=1&amp;c=2" rel="nofollow ugc">VNG</a></p>'
    )
    assert html_of("[vraag](/vragen/12) [kop](#t-kop)") == (
        '<p><a href="/vragen/12">vraag</a> <a href="#t-kop">kop</a></p>'
    )
    assert html_of("<loket@gemeente.example>") == (
        '<p><a href="mailto:loket@gemeente.example">loket@gemeente.example</a></p>'
    )


@pytest.mark.parametrize(
    ("written", "link", "after"),
    [
        ("https://vng.nl", '<a href="https://vng.nl" rel="nofollow ugc">https://vng.nl</a>', ""),
        (
            "https://vng.nl/a_b_c",
            '<a href="https://vng.nl/a_b_c" rel="nofollow ugc">https://vng.nl/a_b_c</a>',
            "",
        ),
        ("www.vng.nl", '<a href="https://www.vng.nl" rel="nofollow ugc">www.vng.nl</a>', ""),
        ("http://www.vng.nl.", '<a href="http://www.vng.nl" rel="nofollow ugc">http://www.vng.nl</a>', "."),
        ("https://vng.nl/x?", '<a href="https://vng.nl/x" rel="nofollow ugc">https://vng.nl/x</a>', "?"),
    ],
)
def test_bare_addresses_become_links(written: str, link: str, after: str) -> None:
    assert html_of(f"zie {written}") == f"<p>zie {link}{after}</p>"


@pytest.mark.parametrize("text", ["setup.py", "gemeente.nl", "vraag# 12", "a@b.nl", "x:y", "ftp.example"])
def test_other_words_stay_words(text: str) -> None:
    assert html_of(text) == f"<p>{text}</p>"


def test_addresses_in_code_stay_code() -> None:
    assert html_of("`https://vng.nl`") == "<p><code>https://vng.nl</code></p>"


def test_a_link_without_words_shows_its_address_and_links_are_not_nested() -> None:
    assert html_of("[](/vragen/1)") == '<p><a href="/vragen/1">/vragen/1</a></p>'
    assert html_of("[a [b](/b)](/a)").count("<a ") == 1


def test_only_images_of_the_site_are_shown() -> None:
    assert html_of("![Kaart](/bestanden/12/kaart.png)") == (
        '<p><img alt="Kaart" src="/bestanden/12/kaart.png"></p>'
    )
    assert html_of("![Kaart](https://elders.example/kaart.png)") == (
        '<p><a href="https://elders.example/kaart.png" rel="nofollow ugc">Kaart</a></p>'
    )
    assert html_of("[![Kaart](https://elders.example/k.png)](/kaart)") == '<p><a href="/kaart">Kaart</a></p>'


@pytest.mark.parametrize(
    "address",
    [
        "../uitloggen",
        "..",
        "12",
        "12/",
        "12/..",
        "12/../..",
        "a/b.png",
        "12/%2e%2e/x",
        "12/a/b.png",
        "12/a?b",
    ],
)
def test_an_image_is_a_file_of_the_site_and_no_other_address(address: str) -> None:
    assert "<img" not in html_of(f"![x](/bestanden/{address})")


def test_tables_align_without_styles() -> None:
    html = html_of("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<th align="right">b</th>' in html
    assert '<td align="right">2</td>' in html
    assert "style" not in html


def test_code_keeps_its_language_and_nothing_else() -> None:
    assert html_of("```sql\nselect '<b>';\n```") == (
        "<pre><code class=\"language-sql\">select '&lt;b&gt;';\n</code></pre>"
    )
    assert "evil" not in html_of("```{.sql .evil #evil}\nx\n```")


def test_footnotes_are_named_after_their_text() -> None:
    first, second = html_of("een[^1]\n\n[^1]: noot"), html_of("twee[^1]\n\n[^1]: noot")
    names = {html.partition('<sup id="')[2].partition('"')[0] for html in (first, second)}
    assert len(names) == 2
    assert all(name.startswith("t-") for name in names)
    for name in names:
        assert f'<a href="#{name}">' in first + second


def test_a_footnote_used_twice_leads_back_to_both_places() -> None:
    html = html_of("een[^a] twee[^a]\n\n[^a]: noot")
    places = [part.partition('"')[0] for part in html.split('<sup id="')[1:]]
    assert len(set(places)) == 2
    assert all(f'href="#{place}"' in html for place in places)


def test_lists_may_follow_a_line_of_text_and_hold_boxes() -> None:
    assert html_of("Nodig:\n- [x] geld\n- [ ] tijd") == (
        "<p>Nodig:</p>\n<ul>\n<li>☑ geld</li>\n<li>☐ tijd</li>\n</ul>"
    )
    assert html_of("In totaal\n1986. was een goed jaar") == "<p>In totaal\n1986. was een goed jaar</p>"
    assert html_of("3. drie\n4. vier").startswith('<ol start="3">')


def test_a_list_in_code_stays_code() -> None:
    assert html_of("```\nNodig:\n- geld\n```") == "<pre><code>Nodig:\n- geld\n</code></pre>"


def test_signs_that_no_page_may_hold_are_left_out() -> None:
    assert html_of("a\x00b\x02c\x1bd\ud800e\uffff") == "<p>abcde</p>"


def test_no_text_is_no_html() -> None:
    assert html_of("") == ""
    assert html_of(" \n") == ""


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(TextTooLong, match="200,000 characters, this one 200,001"):
        render("x" * (LONGEST_TEXT + 1))


def test_many_texts_come_back_in_order() -> None:
    texts = ["\n".join([f"tekst *{number}*"] * (number % 40)) for number in range(500)]
    newline = "\n"
    found = list(render_all(texts))
    assert [one.html for one in found] == [
        f"<p>{newline.join([f'tekst <em>{number}</em>'] * (number % 40))}</p>" if number % 40 else ""
        for number in range(500)
    ]


def test_plain_words_of_html_and_of_markdown() -> None:
    assert plain(html_of("# Kop\n\n*Eén* & <b>twee</b>\n\n- C#")) == "Kop\nEén & <b>twee</b>\n\nC#"
    assert plain("**Kosten** van `a`: [zie](/b)").split() == ["Kosten", "van", "a", ":", "zie", "(/b)"]
    assert plain("") == ""


def test_templates_show_what_was_stored() -> None:
    app = Flask("texts")
    markdown.init_app(app)
    with app.app_context():
        shown = render_template_string("{{ html | stored }}{{ html }}", html="<p>a</p>")
    assert shown == "<p>a</p>&lt;p&gt;a&lt;/p&gt;"

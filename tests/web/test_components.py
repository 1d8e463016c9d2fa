# SPDX-License-Identifier: EUPL-1.2
"""What the macros write, without a browser: labels tied to fields, the theme, the frame of the page."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from tests.browser.gallery import gallery_app


@pytest.fixture
def app() -> Flask:
    """The small site that shows every component."""
    return gallery_app()


def page(app: Flask, address: str = "/", language: str = "en") -> BeautifulSoup:
    """Read a page."""
    answer = app.test_client().get(address, headers={"Accept-Language": language})
    return BeautifulSoup(answer.text, "html5lib")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """Find the one element that must be there."""
    found = soup.select(selector)
    assert len(found) == 1, f"{len(found)} × {selector}"
    return found[0]


def test_every_field_has_a_label_and_every_description_exists(app: Flask) -> None:
    soup = page(app)
    for field in soup.select("main :is(input, select, textarea):not([type=hidden])"):
        assert one(soup, f"label[for='{field['id']}']").text.strip()
    for described in soup.select("[aria-describedby]"):
        for id in str(described["aria-describedby"]).split():
            assert one(soup, f"[id='{id}']").text.strip()


def test_a_wrong_field_says_so_to_everyone(app: Flask) -> None:
    soup = page(app)
    title = one(soup, "input#title")
    assert title["aria-invalid"] == "true"
    assert title["value"] == "Te kort"
    assert "Write at least 15 characters" in one(soup, "#title-error").text
    assert one(soup, "input[id='goed-title']").get("aria-invalid") is None


def test_no_id_is_used_twice(app: Flask) -> None:
    ids = [str(element["id"]) for element in page(app).select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_visitor_gets_no_token_so_that_the_page_can_be_kept(app: Flask) -> None:
    frame = page(app, "/fout/404")
    assert not frame.select("[name=csrf_token]")
    assert page(app, "/fout/404?wie=Noor").select(".kb-account [name=csrf_token]")


def test_who_signed_in_sees_a_name_and_can_sign_out(app: Flask) -> None:
    frame = page(app, "/fout/404?wie=Noor")
    assert one(frame, ".kb-account summary").text == "Noor Notifications not read yet: 3"
    assert one(frame, ".kb-account form")["action"] == "/security/logout"
    assert not frame.select("a[href='/security/login']")


def test_a_municipality_brings_its_own_theme(app: Flask) -> None:
    app.config.update(THEME_CSS="/thema/stad.css", THEME_CLASS="stad-theme")
    soup = page(app, "/fout/404")
    assert one(soup, "html")["class"] == ["stad-theme"]
    assert [link["href"] for link in soup.select("link[rel=stylesheet]")][1] == "/thema/stad.css"
    assert one(soup, "meta[name=color-scheme]")["content"] == "light"
    assert not soup.select("link[rel=preload]")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_tells_its_language_and_offers_the_other(app: Flask, language: str) -> None:
    soup = page(app, "/fout/404?deel=2", language)
    assert one(soup, "html")["lang"] == language
    choice = one(soup, "form.kb-languages")
    assert [str(button["value"]) for button in choice.select("button")] == [
        {"nl": "en", "en": "nl"}[language]
    ]
    assert one(choice, "[name=next]")["value"] == "/fout/404?deel=2"


def test_text_in_another_language_says_which(app: Flask) -> None:
    titles = page(app, language="nl").select(".kb-item__title a")
    assert [title.get("lang") for title in titles] == [None, "en", "en"]


def test_bars_are_drawn_to_scale_and_told_in_words(app: Flask) -> None:
    costs = page(app).select(".kb-bars")[0]
    widths = [float(str(bar["width"])) for bar in costs.select("rect.kb-bars__actual[width]:not([rx])")]
    assert widths == [52.0, 100.0]
    assert [cell.text for cell in costs.select("tbody tr")[2].select("td")] == [
        "€\N{NO-BREAK SPACE}900,000",
        "–",
    ]
    assert "unknown" in costs.select("li")[2].text


def test_parts_of_a_whole_lie_side_by_side_and_are_told_in_words(app: Flask) -> None:
    shares = page(app).select(".kb-bars")[1]
    drawn = [
        [(part["x"], part["width"]) for part in bar.select("rect[fill]")] for bar in shares.select("li svg")
    ]
    assert drawn == [[("0", "60.0"), ("60.0", "40.0")], [("0", "36.0")]]
    assert "Geslaagd: 12 · Gestopt: 8" in shares.select("li")[0].text
    assert "20 cases" in shares.select("li")[0].text
    assert [cell.text for cell in shares.select("tbody tr")[1].select("td")] == ["25", "9", "–", "–"]


def test_phases_are_told_in_words_and_not_by_colour_alone(app: Flask) -> None:
    steps = page(app).select(".kb-step")
    assert [step.select_one(".kb-step__state").text for step in steps[4:8]] == [  # type: ignore[union-attr]
        "done",
        "now",
        "stopped here",
        "not reached",
    ]
    assert [step.get("aria-current") for step in steps].count("step") == 1

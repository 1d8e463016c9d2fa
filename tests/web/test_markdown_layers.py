# SPDX-License-Identifier: EUPL-1.2
"""Each layer holds alone, and all of them together, against everything hostile that we know."""

from collections.abc import Callable

import pytest

from knowledgebase.web.markdown import render_all
from knowledgebase.web.markdown.parsing import parsed
from knowledgebase.web.markdown.sanitising import cleaned, gated
from tests.hostile import CORPORA, hostile_texts
from tests.hostile.dom import ALLOWED, strays

Corpus = Callable[[], list[str]]
Layer = Callable[[str], str]

FROM_THE_PARSER = {
    **{tag: names | {"id"} for tag, names in ALLOWED.items()},
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title"},
    "section": {"class"},
    "span": set(),
}
"""What the parser itself writes; it does not judge addresses."""

DANGEROUS = (
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript:123",
        "java\tscript:alert(1)",
        "\x01javascript:x",
    ),
    *(
        "javascript&#58;alert(1)",
        "javascript&colon;alert(1)",
        "&#x6A;avascript:alert(1)",
        "vbscript:1",
        "data:1",
    ),
    *(
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:80",
        "//elders.example",
        "/\\elders.example",
        "\\\\elders.example",
    ),
    *(
        "blob:x",
        "https:",
        "http:\\elders.example",
        " javascript:1",
        "feed:javascript:1",
        "view-source:x",
        "https://a b",
    ),
)


@pytest.mark.parametrize("corpus", CORPORA.values(), ids=CORPORA)
def test_the_parser_alone_lets_no_html_of_the_writer_through(corpus: Corpus) -> None:
    texts = corpus()
    assert texts
    assert [text for text in texts if strays(parsed(text, 2), FROM_THE_PARSER, check_values=False)] == []


@pytest.mark.parametrize("corpus", CORPORA.values(), ids=CORPORA)
@pytest.mark.parametrize("layer", [cleaned, gated])
def test_each_allow_list_alone_stops_raw_html(layer: Layer, corpus: Corpus) -> None:
    texts = corpus()
    assert [text for text in texts if strays(layer(text))] == []


def test_the_check_can_fail() -> None:
    assert sum(bool(strays(text)) for text in hostile_texts()) > 1_000


def test_together_they_let_nothing_through() -> None:
    texts = hostile_texts()
    assert len(texts) > 5_000
    found = list(render_all(texts))
    assert [text for text, one in zip(texts, found, strict=True) if strays(one.html)] == []
    assert all(one.clean for one in found)


@pytest.mark.parametrize("address", DANGEROUS)
@pytest.mark.parametrize("layer", [cleaned, gated])
def test_each_allow_list_alone_stops_dangerous_addresses(layer: Layer, address: str) -> None:
    written = address.replace('"', "&quot;")
    assert layer(f'<a href="{written}">x</a>') == "<a>x</a>"
    assert "src" not in layer(f'<img alt="" src="{written}">')


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://vng.nl",
            "HTTP://vng.nl/a?b=c:d#e",
            "mailto:a@b.nl",
            "/vragen/1",
            "/",
            "#t-kop",
            "12-vraag",
        ),
        *(
            "https://nl.wikipedia.org/wiki/Gemeente_(Nederland)",
            "/zoeken?q=a%20b",
            "https://xn--caf-dma.example/",
        ),
    ],
)
@pytest.mark.parametrize("layer", [cleaned, gated])
def test_each_allow_list_alone_keeps_good_addresses(layer: Layer, address: str) -> None:
    assert f'href="{address}"' in layer(f'<a href="{address}">x</a>')


@pytest.mark.parametrize(
    "attribute",
    [
        *(
            'id="login"',
            'class="kb-button"',
            'style="color:red"',
            'onclick="x()"',
            'name="body"',
            'title="x"',
        ),
        *('target="_blank"', 'data-x="1"', 'is="x-y"', 'lang="nl"', 'dir="rtl"', 'hidden=""', 'tabindex="1"'),
    ],
)
@pytest.mark.parametrize("tag", ["p", "h2", "a", "code", "li", "img", "table"])
@pytest.mark.parametrize("layer", [cleaned, gated])
def test_each_allow_list_alone_drops_attributes_that_reach_outside_the_text(
    layer: Layer, tag: str, attribute: str
) -> None:
    name = attribute.partition("=")[0]
    assert f"{name}=" not in layer(f"<{tag} {attribute}>x</{tag}>")

# SPDX-License-Identifier: EUPL-1.2
"""What stored HTML may hold, written out a third time, and read with a parser that makes the HTML of none."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

IDS = {"id"}
ALLOWED: dict[str, set[str]] = {
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "li", "sup"), IDS),
    **{tag: set() for tag in ("p", "br", "hr", "blockquote", "ul", "pre", "em", "strong", "section")},
    **{tag: set() for tag in ("table", "thead", "tbody", "tr")},
    "a": {"href", "rel"},
    "code": {"class"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
VALUES = {
    "href": re.compile(
        r"(https?|HTTPS?|Https?)://[^\s\\]+|mailto:[^\s:]+|/(?![/\\])\S*|#\S*|[^\s:/\\][^\s:\\]*", re.I
    ),
    "rel": re.compile("nofollow ugc"),
    "src": re.compile(r"/bestanden/[\w./%-]*"),
    "alt": re.compile(".*", re.DOTALL),
    "class": re.compile(r"language-[\w+#.-]+"),
    "id": re.compile(r"t-[\w-]*"),
    "start": re.compile(r"\d+"),
    "align": re.compile("left|right|center"),
}


def strays(markup: str, allowed: dict[str, set[str]] = ALLOWED, check_values: bool = True) -> list[str]:
    """Give every element, attribute and value in the HTML that the list does not know."""
    tree = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    return [stray for element in list(tree.iter())[1:] for stray in _strays(element, allowed, check_values)]


def _strays(element: Element, allowed: dict[str, set[str]], check_values: bool) -> Iterator[str]:
    if element.tag not in allowed:
        yield f"<{element.tag}>"
        return
    for name, value in element.attrib.items():
        if name not in allowed[element.tag]:
            yield f"<{element.tag} {name}>"
        elif check_values and not VALUES[name].fullmatch(value):
            yield f"<{element.tag} {name}={value!r}>"

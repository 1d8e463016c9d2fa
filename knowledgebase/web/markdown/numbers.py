# SPDX-License-Identifier: EUPL-1.2
"""Numbers in a text: `#12` becomes a link to what has that number on this site.

The HTML that is kept says only the number, for titles change and may not be
everybody's to read. What a reader may know of it is put in when a page shows it.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

NUMBER = r"#([1-9][0-9]{0,8})(?![\w#]|[-.,:/]\w)"
TYPED = re.compile(rf"(?:https?://|www\.)\S*|(?<![\w&#/@=?.%+~-]){NUMBER}", re.IGNORECASE)
"""An address, in which a number is only a part of it, or a number."""
NUMBERED = re.compile(r'<a href="/bijdragen/([1-9][0-9]{0,8})">')
LINK = re.compile(rf"{NUMBERED.pattern}#\1</a>")
HASH_HEADER = re.compile(rf"(?:^|\n)(?!{NUMBER})(?P<level>#{{1,6}})(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")
"""A heading, as the parser has it, unless it is a number: `#12 helps`, but not `# 12`."""
NO_LINKS_IN = frozenset(("a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"))


class Words(NamedTuple):
    """Plain words, and the language they are in."""

    text: str
    language: str


Known = Mapping[int, Sequence[Words]]
"""By number, what the reader of a page may know of what has it."""


class Numbers(Treeprocessor):
    """Makes links of the numbers in running text."""

    def run(self, root: Element) -> None:
        """Make the links."""
        waiting = [root]
        while waiting:
            element = waiting.pop()
            if element.tag not in NO_LINKS_IN:
                _link(element)
                waiting.extend(element)


def numbers_in(texts: Iterable[str]) -> Iterator[int]:
    """Give the numbers that rendered texts link to."""
    return (int(found[1]) for text in texts for found in LINK.finditer(text))


def with_words(markup: str, known: Known) -> str:
    """Put into the links of a rendered text what is known of where they lead."""
    return LINK.sub(lambda found: _told(found[0], known.get(int(found[1]), ())), markup) if known else markup


def _told(link: str, words: Sequence[Words]) -> str:
    told = (f' <span lang="{html.escape(one.language)}">{html.escape(one.text)}</span>' for one in words)
    return f"{link.removesuffix('</a>')}{''.join(told)}</a>"


def _link(element: Element) -> None:
    children, text = list(element), element.text
    element[:], element.text = [], None
    _add(element, text or "")
    for child in children:
        tail, child.tail = child.tail or "", None
        element.append(child)
        _add(element, tail)


def _add(element: Element, text: str) -> None:
    """Add text to the end of an element, its numbers as links."""
    start = 0
    for found in TYPED.finditer(text):
        if found[1]:
            _add_words(element, text[start : found.start()])
            SubElement(element, "a", href=f"/bijdragen/{found[1]}").text = found[0]
            start = found.end()
    _add_words(element, text[start:])


def _add_words(element: Element, words: str) -> None:
    if len(element):
        element[-1].tail = words
    else:
        element.text = words

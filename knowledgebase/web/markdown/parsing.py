# SPDX-License-Identifier: EUPL-1.2
"""The first layer: Markdown to HTML by a parser that lets no HTML of the writer through."""

import re
from hashlib import sha256
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from knowledgebase.web.markdown.numbers import HASH_HEADER, Numbers

PREFIX = "t-"
"""Every id in a text starts with this, so that none can stand for one of the page's own."""

LINKS = ("link", "reference", "short_reference", "autolink", "automail", "footnote")
HEADING = re.compile("h[1-6]")
LOWEST = 6
LOCAL_IMAGE = re.compile(r"/bestanden/[1-9][0-9]*/[\w-][\w.-]*", re.ASCII)
LIST_UNDER_TEXT = re.compile(r"^(?![-*+>|] |\d+[.)] |\s)(.+)\n(?=(?:[-*+]|1\.) \S)", re.MULTILINE)
BOXES = {
    "[ ] ": "\N{BALLOT BOX} ",
    "[x] ": "\N{BALLOT BOX WITH CHECK} ",
    "[X] ": "\N{BALLOT BOX WITH CHECK} ",
}


def parsed(source: str, top: int) -> str:
    """Give the HTML of a text in Markdown; HTML in the text is shown, not used.

    `top` is the level of its highest headings, or 0 for a text that has none.
    """
    parser = _parser(sha256(source.encode("utf-8", "replace")).hexdigest()[:8], top)
    return parser.convert(source)


def _parser(name: str, top: int) -> Markdown:
    parser = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            FencedCodeExtension(),
            FootnoteExtension(BACKLINK_TEXT="\N{LEFTWARDS ARROW WITH HOOK}"),
            SaneListExtension(),
            TocExtension(marker="", slugify=_heading_id),
        ]
    )
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    for pattern in LINKS:
        setattr(parser.inlinePatterns[pattern], "ANCESTOR_EXCLUDES", ("a",))  # noqa: B010 a class variable to mypy
    setattr(parser.parser.blockprocessors["hashheader"], "RE", HASH_HEADER)  # noqa: B010 likewise
    parser.preprocessors.register(Lists(parser), "lists_under_text", 22)
    parser.treeprocessors.register(Headings(parser, top), "headings", 6)
    parser.treeprocessors.register(Numbers(parser), "numbers", 5)
    parser.treeprocessors.register(Images(parser), "images", 4)
    parser.treeprocessors.register(Links(parser), "links", 3)
    parser.treeprocessors.register(Boxes(parser), "boxes", 2)
    parser.treeprocessors.register(Footnotes(parser, name), "footnote_names", 1)
    return parser


def _heading_id(heading: str, separator: str) -> str:
    return PREFIX + slugify(heading, separator)[:80]


class Lists(Preprocessor):
    """Lets a list begin right under a line of text, as people write it."""

    def run(self, lines: list[str]) -> list[str]:
        """Put an empty line between the two."""
        return LIST_UNDER_TEXT.sub(r"\1\n\n", "\n".join(lines)).split("\n")


class Headings(Treeprocessor):
    """Fits the headings under those of the page: they start at `top` and never skip a level."""

    def __init__(self, parser: Markdown, top: int) -> None:
        super().__init__(parser)
        self.top = top

    def run(self, root: Element) -> None:
        """Give every heading its level; where a text may have none, they become bold."""
        above: list[str] = []
        for heading in [one for one in root.iter() if HEADING.fullmatch(one.tag)]:
            while above and above[-1] >= heading.tag:
                above.pop()
            above.append(heading.tag)
            if self.top:
                heading.tag = f"h{min(self.top + len(above) - 1, LOWEST)}"
            else:
                _embolden(heading)


def _embolden(heading: Element) -> None:
    bold = Element("strong")
    bold.text, bold[:] = heading.text, list(heading)
    heading.tag, heading.text, heading[:] = "p", None, [bold]


class Images(Treeprocessor):
    """Shows images of this site only; an image from elsewhere becomes a link to it."""

    def run(self, root: Element) -> None:
        """Turn the images from elsewhere into links."""
        inside = {id(image) for link in root.iter("a") for image in link.iter("img")}
        for image in list(root.iter("img")):
            address = image.get("src", "")
            if LOCAL_IMAGE.fullmatch(address):
                continue
            image.text = image.get("alt") or address
            image.attrib.clear()
            image.tag = "span"
            if id(image) not in inside:
                image.tag = "a"
                image.set("href", address)


class Links(Treeprocessor):
    """Gives a link without words its address as words."""

    def run(self, root: Element) -> None:
        """Fill the empty links."""
        for link in root.iter("a"):
            if not len(link) and not (link.text or "").strip():
                link.text = link.get("href", "")


class Boxes(Treeprocessor):
    """Draws the boxes of a task list."""

    def run(self, root: Element) -> None:
        """Draw a box where an item starts with one."""
        for item in root.iter("li"):
            first = item[0] if len(item) and not (item.text or "").strip() and item[0].tag == "p" else item
            text = first.text or ""
            if text[:4] in BOXES:
                first.text = BOXES[text[:4]] + text[4:]


class Footnotes(Treeprocessor):
    """Names footnotes after the text they belong to, for a page may hold many texts."""

    def __init__(self, parser: Markdown, name: str) -> None:
        super().__init__(parser)
        self.name = name

    def run(self, root: Element) -> None:
        """Rename the places in the footnotes and the links to them."""
        places = [place for tag in ("sup", "li") for place in root.iter(tag) if "id" in place.attrib]
        names = {place.attrib["id"]: f"{PREFIX}{self.name}-{number}" for number, place in enumerate(places)}
        for place in places:
            place.set("id", names[place.attrib["id"]])
        for link in root.iter("a"):
            target = link.get("href", "").removeprefix("#")
            if link.get("class", "").startswith("footnote-"):
                link.set("href", f"#{names.get(target, target)}")
        for block in root.iter("div"):
            if block.get("class") == "footnote":
                block.tag = "section"

# SPDX-License-Identifier: EUPL-1.2
"""The second and the third layer: two allow-lists, each written out by itself, neither trusting the other.

Bleach links bare addresses and keeps its list; nh3, which is kept alive, is
the last gate. Bleach's own check of protocols lets `javascript:123` pass, so
both check addresses by themselves.
"""

import html
import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
SITE_OR_WEB = re.compile(
    r"https?://[^\s\\\"'<>`/?#][^\s\\\"'<>`]*"
    r"|mailto:[^\s\\\"'<>`:]+"
    r"|/(?![/\\])[^\s\\\"'<>`]*"
    r"|#[\w-]*"
    r"|[\w.~%-]+(?:[/?#][^\s\\\"'<>`]*)?",
    re.IGNORECASE,
)
CHECKS = {
    ("a", "href"): SITE_OR_WEB,
    ("img", "src"): re.compile(r"/bestanden/[1-9][0-9]{0,9}/[A-Za-z0-9_-][A-Za-z0-9._-]*"),
    ("img", "alt"): re.compile(r".*", re.DOTALL),
    ("code", "class"): re.compile(r"language-[A-Za-z0-9_+#.-]{1,40}"),
    ("ol", "start"): re.compile(r"[0-9]{1,9}"),
    ("td", "align"): re.compile(r"left|right|center"),
    ("th", "align"): re.compile(r"left|right|center"),
    **{(tag, "id"): re.compile(r"t-[A-Za-z0-9_-]*") for tag in (*HEADINGS, "li", "sup")},
}
BARE_ADDRESS = re.compile(
    r"\(*\b(?<![@./\w-])(?:https?://|www\.)[^\s<>\"'`|\\^{}]*[^\s<>\"'`|\\^{}.,;:!?*_]", re.I
)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    check = CHECKS.get((tag, name))
    return bool(check and check.fullmatch(html.unescape(value)))


def _mark_external(link: Any, new: bool = False) -> Any:
    """Complete a link that bleach made or found: its attributes by (namespace, name), and its `_text`."""
    address = link.get((None, "href"), "")
    if new and link["_text"].lower().startswith("www."):
        address = link[None, "href"] = f"https://{link['_text']}"
    if address.lower().startswith(("http:", "https:")):
        link[None, "rel"] = "nofollow ugc"
    return link


TAGS = """
h2 h3 h4 h5 h6 p br hr blockquote ul ol li pre code em strong sup a img table thead tbody tr th td section
"""
_bleach = Cleaner(
    tags=frozenset(TAGS.split()),
    attributes=_is_allowed,
    protocols=frozenset(("http", "https", "mailto")),
    strip=True,
    strip_comments=True,
    filters=[
        partial(LinkifyFilter, callbacks=[_mark_external], skip_tags={"pre", "code"}, url_re=BARE_ADDRESS)
    ],
)


def cleaned(markup: str) -> str:
    """Keep what the list allows, link bare addresses, and tell search engines not to follow links out."""
    return _bleach.clean(markup)


GATE: Mapping[str, set[str]] = {
    "a": {"href", "rel"},
    "blockquote": set(),
    "br": set(),
    "code": {"class"},
    "em": set(),
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "hr": set(),
    "img": {"src", "alt"},
    "li": {"id"},
    "ol": {"start"},
    "p": set(),
    "pre": set(),
    "section": set(),
    "strong": set(),
    "sup": {"id"},
    "table": set(),
    "tbody": set(),
    "td": {"align"},
    "th": {"align"},
    "thead": set(),
    "tr": set(),
    "ul": set(),
}
SAFE_VALUES = {
    "align": {"left", "right", "center"},
    "rel": {"nofollow ugc"},
}
UNPRINTED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\\]")


def _passed(tag: str, name: str, value: str) -> str | None:
    if name in SAFE_VALUES:
        passes = value in SAFE_VALUES[name]
    elif name == "href":
        passes = _leads_to_site_or_web(value)
    elif name == "src":
        passes = _is_a_file_of_ours(value)
    elif name == "id":
        passes = value.startswith("t-") and value.replace("-", "").replace("_", "").isalnum()
    elif name == "class":
        passes = value.startswith("language-") and " " not in value and len(value) < 60
    else:
        passes = name == "alt" or value.isdecimal()
    return value if passes else None


def _is_a_file_of_ours(address: str) -> bool:
    number, _, name = address.removeprefix("/bestanden/").partition("/")
    plain = name.replace("-", "").replace("_", "").replace(".", "")
    is_below = address.startswith("/bestanden/") and address.isascii()
    return is_below and number.isdecimal() and plain.isalnum()


def _leads_to_site_or_web(address: str) -> bool:
    if UNPRINTED.search(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.netloc)
    if parts.scheme == "mailto":
        return not parts.netloc
    return not parts.scheme and not parts.netloc and ":" not in address.partition("/")[0].partition("#")[0]


def _gate_for(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes={tag: names for tag, names in GATE.items() if names},
        attribute_filter=_passed,
        clean_content_tags={"script", "style", "svg", "math", "noscript", "template", "iframe", "object"},
        strip_comments=True,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        url_relative="pass_through",
    )


_gate = _gate_for(set(GATE))
_gate_with_marks = _gate_for({*GATE, "mark"})


def gated(markup: str) -> str:
    """Let pass only what the last list allows."""
    return _gate.clean(markup)


def gated_with_marks(markup: str) -> str:
    """Let pass only what the last list allows, and marks, which no writer makes."""
    return _gate_with_marks.clean(markup)

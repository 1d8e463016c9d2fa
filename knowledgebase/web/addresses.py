# SPDX-License-Identifier: EUPL-1.2
"""Addresses that stay: `12-some-title`, where only the number counts."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, abort, current_app, request, url_for
from slugify import slugify
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import BaseConverter, IntegerConverter, Map, UnicodeConverter
from werkzeug.utils import cached_property

LONGEST_SLUG = 60
LARGEST_ID = 2**31 - 1
NUMBER = re.compile(r"(?:.*/)?([1-9]\d{0,9})(?:-[^/]*)?/?", re.ASCII)
"""The number at the end of an address, or a number by itself."""


class RefConverter(BaseConverter):
    """Reads `12` and `12-title` as 12; writes a row as `12-title`."""

    regex = r"[1-9]\d{0,9}(?:-[^/]*)?"
    part_isolating = True

    def to_python(self, value: str) -> int:
        """Give the id."""
        return min(int(value.partition("-")[0]), LARGEST_ID)

    def to_url(self, value: Any) -> str:
        """Write the id, followed by the slug if the row has one."""
        if isinstance(value, int):
            return str(value)
        return f"{value.id}-{value.slug}" if value.slug else str(value.id)


class NumberConverter(IntegerConverter):
    """Reads a whole number that a column can hold; a larger one is no address of this site."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_ID)


class TidyRequest(Request):
    """A request whose parameters hold no NUL: PostgreSQL refuses it, and no text needs it."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """Give the parameters of the address."""
        return ImmutableMultiDict(
            (name, value.replace("\x00", "")) for name, value in super().args.items(multi=True)
        )


class TextConverter(UnicodeConverter):
    """Reads a text without NUL, which no database keeps."""

    regex = r"[^/\x00]+"

    def __init__(self, map: Map) -> None:
        super().__init__(map)
        self.regex = TextConverter.regex


def init_app(app: Flask) -> None:
    """Add the `ref` converter, and keep NUL out of addresses and whole numbers within bounds."""
    app.request_class = TidyRequest
    app.before_request(refuse_nul)
    app.url_map.converters["ref"] = RefConverter
    app.url_map.converters["int"] = NumberConverter
    app.url_map.converters["default"] = app.url_map.converters["string"] = TextConverter


def refuse_nul() -> None:
    """Answer that an address with a NUL in its path does not exist."""
    if "\x00" in request.path:
        abort(404)


def slug_of(title: str) -> str:
    """Give the readable part of an address."""
    return slugify(title, max_length=LONGEST_SLUG, word_boundary=True)


def moved_from(endpoint: str, row: Any) -> str | None:
    """Give the address that `row` should be read at, if the visitor came by another."""
    proper = url_for(endpoint, id=row)
    if request.path == urlsplit(proper).path:
        return None
    query = request.query_string.decode("ascii", "replace")
    return f"{proper}?{query}" if query else proper


def absolute(path: str) -> str:
    """Give the full address of a path, from the settings and never from the request."""
    return f"{current_app.config['BASE_URL']}{path}"


def number_in(address: str) -> int | None:
    """Give the number that an address ends with, or that is written by itself; nothing of anything else."""
    found = NUMBER.fullmatch(re.split(r"[?#]", address)[0])
    return min(int(found[1]), LARGEST_ID) if found else None


def path_here(address: str) -> str:
    """Give the path of an address on this site, full or only its path; nothing of any other address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    here = {"", request.host, urlsplit(current_app.config["BASE_URL"]).netloc}
    return parts.path if parts.scheme in ("", "http", "https") and parts.netloc in here else ""


def path_of(endpoint: str, **values: Any) -> str:
    """Give the path of a page where no request is at hand, as in the worker."""
    return current_app.url_map.bind("localhost").build(endpoint, values)


def local_target(target: str | None, otherwise: str) -> str:
    """Give `target` if it is a plain path on this site, else `otherwise`: no open redirects."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    parts = urlsplit(target)
    clean = not parts.scheme and not parts.netloc and "\\" not in target and target.isprintable()
    return target if clean else otherwise

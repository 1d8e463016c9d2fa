# SPDX-License-Identifier: EUPL-1.2
"""Passwords: what is good enough, and how they are kept."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_security import PasswordUtil, hash_password, verify_password

from knowledgebase.web.forms import tidy

SHORTEST = 12
LONGEST = 128
MOST_READ = 1_000
"""Characters that are looked at; what is longer is nobody's password, and no hash takes it."""
FEWEST_DIFFERENT = 5
LEAST_OF_ITS_OWN = 6
"""Characters that must be left when names and common words are taken out."""
SEPARATORS = re.compile(r"[\s\-_.,]+")
COMMON = Path(__file__).parent / "common_passwords.txt"


class Passwords(PasswordUtil):
    """What the sign-in library asks about passwords."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)

    def normalize(self, password: str) -> str:
        """Write the password the one way that it is hashed, whatever keyboard it was typed on."""
        return super().normalize(tidy(password[:MOST_READ]))[:MOST_READ]

    def validate(self, password: str, is_register: bool, **about: Any) -> tuple[list[str] | None, str]:
        """Give what is wrong with a new password, if anything, and the password as it is hashed."""
        normal = self.normalize(password)
        person = about.get("user")
        known = (person.name, person.email) if person is not None else (about.get("name"), about.get("email"))
        wrong = weakness(normal, [word for word in known if word])
        return ([wrong] if wrong else None), normal


def normal(password: str) -> str:
    """Write the password the one way that it is hashed, whatever keyboard it was typed on."""
    written: str = current_app.extensions["security"].password_util.normalize(password)
    return written


def hashed(password: str) -> str:
    """Hash a password. Slow on purpose: never inside a transaction that writes."""
    made: str = hash_password(normal(password))
    return made


def matches(password: str, hash: str | None) -> bool:
    """Tell whether `password` is the one that was hashed; takes as long when there is none."""
    if not hash:
        hashed(password)
        return False
    return bool(verify_password(normal(password), hash))


def weakness(password: str, known: list[str]) -> str | None:
    """Say why `password` is too easy to guess for somebody who knows the words in `known`; None if it is not."""
    if len(password) < SHORTEST:
        return str(
            _("Use at least %(least)d characters; four or five words in a row are fine.", least=SHORTEST)
        )
    if len(password) > LONGEST:
        return str(_("Use at most %(most)d characters.", most=LONGEST))
    if len(set(password)) < FEWEST_DIFFERENT:
        return str(_("This password repeats the same few characters. Use several words."))
    rest = _without(_parts(known), password.casefold())
    if len(rest) < LEAST_OF_ITS_OWN:
        return str(_("This password is made of your name or address. Choose other words."))
    if len(_without(_common_words(), rest)) < LEAST_OF_ITS_OWN:
        return str(_("This password is among the first that would be tried. Choose other words."))
    return None


def _parts(known: list[str]) -> list[str]:
    words = {part for text in known for part in re.split(r"[\W_]+", text.casefold()) if len(part) > 2}
    return sorted(words, key=len, reverse=True)


@cache
def _common_words() -> list[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)


def _without(words: list[str], text: str) -> str:
    for word in words:
        text = text.replace(word, "")
    return SEPARATORS.sub("", text)

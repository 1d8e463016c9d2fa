# SPDX-License-Identifier: EUPL-1.2
"""Addresses that stand in mails: absolute, and those to stop mail signed, so that they work without signing in."""

from collections.abc import Collection

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from knowledgebase.notifications.words import USUAL_PACE, Sort
from knowledgebase.web.addresses import absolute, path_of

SALT = "stop mail"


def to_stop(user_id: int, sorts: Collection[Sort]) -> str:
    """Give the address at which this person stops mail of these sorts."""
    names = sorted(sort.value for sort in sorts)
    token = _serializer().dumps([user_id, names])
    return absolute(path_of("notifications.stop", token=token))


def who_stops(token: str) -> tuple[int, list[Sort]] | None:
    """Give who stops mail of which sorts with this token, if we signed it."""
    try:
        user_id, names = _serializer().loads(token)
    except BadSignature:
        return None
    return user_id, [sort for sort in USUAL_PACE if sort.value in names]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)

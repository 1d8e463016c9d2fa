# SPDX-License-Identifier: EUPL-1.2
"""Sign in and out, and choose a password. Passwords arrive here checked and hashed."""

from uuid import uuid4

from knowledgebase.accounts import letters, sessions
from knowledgebase.accounts.models import User
from knowledgebase.accounts.queries import locked
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer


class AccountChanged(Exception):
    """The account is no longer as it was when the password or link was checked."""


def sign_in(user_id: int, verified: str | None) -> None:
    """Sign a person in whose password was checked against the hash `verified`.

    :raises AccountChanged: when the password was changed or the account closed in the meantime.
    """
    user = locked(user_id)
    if user is None or not user.active or user.password != verified:
        raise AccountChanged
    sessions.begin(user)
    record(Happening.SIGNED_IN, actor_id=user.id, person_id=user.id)


def sign_out(person: Viewer) -> None:
    """Sign a person out of this browser."""
    if person.is_known:
        record(Happening.SIGNED_OUT, actor_id=person.id, person_id=person.id)
    sessions.end_this()


def choose_password(user_id: int, hash: str, *, instead_of: str | None) -> User:
    """Give a person a new password: every session ends, and links that were mailed before are dead.

    :raises AccountChanged: when the password is no longer the one hashed as `instead_of`.
    """
    user = locked(user_id)
    if user is None or not user.active or user.password != instead_of:
        raise AccountChanged
    user.password = hash
    user.fs_uniquifier = uuid4().hex
    sessions.end_all(user.id)
    record(Happening.PASSWORD_CHANGED, actor_id=user.id, person_id=user.id)
    letters.password_changed(user).post()
    return user

# SPDX-License-Identifier: EUPL-1.2
"""Links that are mailed: signed, short-lived, and dead once the account's `fs_uniquifier` changes."""

from flask import url_for
from flask_security import confirmable, recoverable

from knowledgebase.accounts.models import User
from knowledgebase.web.addresses import absolute


def to_confirm(user: User) -> str:
    """Give the link with which a person confirms the address."""
    token = confirmable.generate_confirmation_token(user)  # type: ignore[no-untyped-call]
    return absolute(url_for("security.confirm_email", token=token))


def to_choose_password(user: User) -> str:
    """Give the link with which a person chooses a new password."""
    token = recoverable.generate_reset_password_token(user)  # type: ignore[no-untyped-call]
    return absolute(url_for("security.reset_password", token=token))


def who_confirms(token: str) -> User | None:
    """Give the person to whom this link to confirm was mailed, if it still works."""
    expired, invalid, user = confirmable.confirm_email_token_status(token)  # type: ignore[no-untyped-call]
    return None if expired or invalid else _active(user)


def who_chooses_password(token: str) -> User | None:
    """Give the person to whom this link to choose a password was mailed, if it still works."""
    expired, invalid, user = recoverable.reset_password_token_status(token)  # type: ignore[no-untyped-call]
    return None if expired or invalid else _active(user)


def _active(user: User | None) -> User | None:
    return user if user is not None and user.active else None

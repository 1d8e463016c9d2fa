# SPDX-License-Identifier: EUPL-1.2
"""Where people are signed in: a row per browser, whose secret token only the browser's cookie holds.

A cookie is worth nothing once its row is gone.
"""

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request, session
from flask_security import login_user, logout_user
from sqlalchemy.orm import contains_eager, defer

from knowledgebase.accounts.models import Affiliation, SignIn, User
from knowledgebase.db import SAFE_METHODS, db, now, reading, write_if_free
from knowledgebase.organisations.audiences import audience_ids_among, audience_ids_in
from knowledgebase.policy import viewer
from knowledgebase.web.i18n import today

LONGEST = timedelta(days=30)
"""How long a session lasts at most."""
LONGEST_PAUSE = timedelta(days=7)
"""How long a session may go unused."""
NOTED_EVERY = timedelta(minutes=5)
FRESH_FOR = timedelta(minutes=30)
COOKIE_KEY = "_user_id"
"""Where the cookie holds the token: the name that Flask-Login reads."""


def init_app(app: Flask) -> None:
    """Recognise who makes a request, and note that the session is in use."""
    app.extensions["security"].login_manager.user_loader(recognised)
    app.before_request(_greet)
    app.after_request(_note_use)


def begin(user: User) -> None:
    """Sign `user` in in this browser under a new token; all that the cookie held before is gone."""
    token = opened(user.id, request.remote_addr or "", request.user_agent.string)
    session.clear()
    for kept in ("csrf_token", "viewer"):
        g.pop(kept, None)
    login_user(user, authn_via=["password"])
    session[COOKIE_KEY] = token


def opened(user_id: int, address: str = "", browser: str = "") -> str:
    """Add a session for this person and give its token."""
    token = secrets.token_urlsafe(32)
    lapsed = (SignIn.created_at < now() - LONGEST) | (SignIn.seen_at < now() - LONGEST_PAUSE)
    db.session.execute(sa.delete(SignIn).where(SignIn.user_id == user_id, lapsed))
    db.session.add(
        SignIn(
            user_id=user_id,
            token_hash=_hash(token),
            fresh_until=now() + FRESH_FOR,
            address=address[:45],
            browser=browser.replace("\x00", "")[:200],
        )
    )
    return token


def end_this() -> None:
    """Sign out of this browser."""
    db.session.execute(sa.delete(SignIn).where(SignIn.token_hash == _hash(session.get(COOKIE_KEY, ""))))
    logout_user()
    session.clear()
    g.pop("viewer", None)


def end_one(user_id: int, id: int) -> bool:
    """End one session of this person; tell whether there was one."""
    ended = db.session.execute(
        sa.delete(SignIn).where(SignIn.id == id, SignIn.user_id == user_id).returning(SignIn.id)
    )
    return ended.first() is not None


def end_all(user_id: int) -> None:
    """End every session of this person."""
    db.session.execute(sa.delete(SignIn).where(SignIn.user_id == user_id))


def recognised(token: str) -> User | None:
    """Give the person whose session this token opens, with all that the policy asks, in one query."""
    user = contains_eager(SignIn.user)
    is_current = Affiliation.until.is_(None) | (Affiliation.until > today())
    homes = sa.select(Affiliation.organisation_id).where(Affiliation.user_id == User.id, is_current)
    statement = (
        sa.select(SignIn, audience_ids_among(homes.correlate(User)))
        .join(SignIn.user)
        .options(
            user.joinedload(User.affiliations),
            user.joinedload(User.grants),
            user.options(defer(User.about)),
        )
        .where(
            SignIn.token_hash == _hash(token),
            SignIn.created_at > now() - LONGEST,
            SignIn.seen_at > now() - LONGEST_PAUSE,
            User.active,
            User.confirmed_at.is_not(None),
        )
    )
    row = db.session.execute(statement).unique().one_or_none()
    if row is None:
        return None
    found: SignIn = row[0]
    g.viewer = found.user.as_viewer(audience_ids_in(row[1]))
    g.sign_in_id = found.id
    g.language = found.user.language
    if found.seen_at < now() - NOTED_EVERY:
        g.unnoted_sign_in_id = found.id
    return found.user


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _greet() -> None:
    """Find out who this is before anything asks for the language of the page."""
    if COOKIE_KEY in session and request.endpoint != "static":
        with reading():
            viewer()


def _note_use(response: Response) -> Response:
    id = g.pop("unnoted_sign_in_id", None)
    if id is not None and request.method in SAFE_METHODS:
        _note_use_of(id)
    return response


def _note_use_of(id: int) -> None:
    if not write_if_free(sa.update(SignIn).where(SignIn.id == id).values(seen_at=now())):
        current_app.logger.debug("the use of session %d is noted next time", id)

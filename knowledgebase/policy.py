# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: one table, and one function for what a person may see.

Everything here answers for a row and, where it must, builds the SQL condition
from the same expression, so that lists and single pages cannot disagree.
"""

import enum
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, abort, g
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_login import current_user
from sqlalchemy.orm import QueryableAttribute

from knowledgebase.db import db, reading

Page = TypeVar("Page", bound=Callable[..., ResponseReturnValue])


class Role(enum.Enum):
    """What a person is on the site; a person may be several."""

    READER = "reader"
    MEMBER = "member"
    MODERATOR = "moderator"
    ORGANISATION_MANAGER = "organisation_manager"
    REPRESENTATIVE = "representative"
    SECRETARIAT = "secretariat"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """Name of the role as people read it."""
        return str(ROLE_LABELS[self])


ROLE_LABELS = {
    Role.READER: _("Reader"),
    Role.MEMBER: _("Member"),
    Role.MODERATOR: _("Moderator"),
    Role.ORGANISATION_MANAGER: _("Organisation manager"),
    Role.REPRESENTATIVE: _("Representative"),
    Role.SECRETARIAT: _("Secretariat"),
    Role.ADMINISTRATOR: _("Administrator"),
}


class Visibility(enum.Enum):
    """For whom a contribution is meant."""

    PUBLIC = "public"
    MEMBERS = "members"
    ORGANISATIONS = "organisations"
    OWN = "own"


class Status(enum.Enum):
    """Where a contribution stands. Covered: hidden because what it hangs on is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    COVERED = "covered"
    HIDDEN = "hidden"
    DELETED = "deleted"


@dataclass(frozen=True)
class Viewer:
    """Who is looking: all that decisions need, and nothing that leads back to the database."""

    id: int = 0
    name: str = ""
    slug: str = ""
    roles: frozenset[Role] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    managed_ids: frozenset[int] = frozenset()
    audience_ids: frozenset[int] = frozenset()

    @property
    def is_known(self) -> bool:
        """Whether this person signed in."""
        return self.id > 0

    def has(self, *roles: Role) -> bool:
        """Whether the person holds any of `roles`."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_member(self) -> bool:
        """Whether the person belongs to the members: everyone signed in who is more than a reader."""
        return bool(self.roles - {Role.READER})


ANYONE = Viewer()
"""The visitor who did not sign in."""


class Permission(enum.Enum):
    """What can be permitted. Every address of the site names one."""

    VISIT = "visit"
    READ = "read"
    HISTORY = "history"
    CONTRIBUTE = "contribute"
    WRITE_PAGE = "write_page"
    WRITE_AGREEMENT = "write_agreement"
    ANSWER = "answer"
    COMMENT = "comment"
    REMOVE_COMMENT = "remove_comment"
    ACCEPT = "accept"
    EDIT = "edit"
    REPORT = "report"
    MODERATE = "moderate"
    HIDE = "hide"
    AUDIT = "audit"
    ACCOUNT = "account"
    MANAGE_PEOPLE = "manage_people"
    ADMINISTER = "administer"


Thing = Any
Ground = Callable[[Viewer, Thing], bool]


def anyone(viewer: Viewer, thing: Thing) -> bool:
    """Everyone, also without an account."""
    return True


def signed_in(viewer: Viewer, thing: Thing) -> bool:
    """Everyone who is signed in."""
    return viewer.is_known


def members(viewer: Viewer, thing: Thing) -> bool:
    """Members."""
    return viewer.is_member


def author(viewer: Viewer, thing: Thing) -> bool:
    """The author."""
    return viewer.is_known and thing is not None and bool(thing.author_id == viewer.id)


def asker(viewer: Viewer, thing: Thing) -> bool:
    """Whoever asked the question."""
    return viewer.is_known and thing is not None and bool(thing.asker_id == viewer.id)


def moderators(viewer: Viewer, thing: Thing) -> bool:
    """Moderators."""
    return viewer.has(Role.MODERATOR)


def moderators_not_of_own(viewer: Viewer, thing: Thing) -> bool:
    """Moderators, except on what they wrote themselves."""
    return viewer.has(Role.MODERATOR) and not author(viewer, thing)


def members_on_shared_pages(viewer: Viewer, thing: Thing) -> bool:
    """Members, on what is kept together (pages)."""
    return viewer.is_member and thing is not None and bool(thing.is_kept_together)


def secretariat(viewer: Viewer, thing: Thing) -> bool:
    """The secretariat of the branch organisation."""
    return viewer.has(Role.SECRETARIAT)


def secretariat_on_agreements(viewer: Viewer, thing: Thing) -> bool:
    """The secretariat, on agreements."""
    return viewer.has(Role.SECRETARIAT) and thing is not None and bool(thing.is_agreement)


def organisation_managers(viewer: Viewer, thing: Thing) -> bool:
    """Managers of the organisation, for its own people."""
    if thing is None:
        return bool(viewer.managed_ids)
    return thing.id in viewer.managed_ids


def administrators(viewer: Viewer, thing: Thing) -> bool:
    """Administrators."""
    return viewer.has(Role.ADMINISTRATOR)


RULES: dict[Permission, tuple[Ground, ...]] = {
    Permission.VISIT: (anyone,),
    Permission.READ: (anyone,),
    Permission.HISTORY: (anyone,),
    Permission.CONTRIBUTE: (members,),
    Permission.WRITE_PAGE: (members,),
    Permission.WRITE_AGREEMENT: (secretariat,),
    Permission.ANSWER: (members,),
    Permission.COMMENT: (members,),
    Permission.REMOVE_COMMENT: (author, moderators),
    Permission.ACCEPT: (asker,),
    Permission.EDIT: (author, moderators, members_on_shared_pages, secretariat_on_agreements),
    Permission.REPORT: (signed_in,),
    Permission.MODERATE: (moderators,),
    Permission.HIDE: (moderators_not_of_own,),
    Permission.AUDIT: (moderators, administrators),
    Permission.ACCOUNT: (signed_in,),
    Permission.MANAGE_PEOPLE: (organisation_managers, administrators),
    Permission.ADMINISTER: (administrators,),
}
"""From permission to the grounds that grant it; whatever is not here is refused."""


def seen(viewer: Viewer, thing: Thing) -> Any:
    """Tell whether `viewer` may see `thing`.

    `thing` is a row of a contribution, and the answer is a bool; or its
    class, and the answer is the SQL condition that selects what may be seen.
    Drafts are for their author only; what is hidden, for its author and moderators.
    """
    lives = thing.status == Status.PUBLISHED
    withdrawn = (thing.status == Status.HIDDEN) | (thing.status == Status.COVERED)
    mine = _among(thing.author_id, {viewer.id} - {0})
    drafted_by_me = mine & (thing.status == Status.DRAFT)
    if viewer.has(Role.MODERATOR):
        return lives | withdrawn | (thing.status == Status.DELETED) | drafted_by_me
    return (lives & (_meant_for(viewer, thing) | mine)) | (withdrawn & mine) | drafted_by_me


def _meant_for(viewer: Viewer, thing: Thing) -> Any:
    public = thing.visibility == Visibility.PUBLIC
    if not viewer.is_member:
        return public
    named = _among(thing.audience_id, viewer.audience_ids)
    return public | (thing.visibility == Visibility.MEMBERS) | named


def _among(value: Any, ids: Collection[int]) -> Any:
    if isinstance(value, QueryableAttribute):
        return value.in_(sorted(ids)) if ids else sa.false()
    return value in ids


def allows(viewer: Viewer, permission: Permission, thing: Thing = None) -> bool:
    """Tell whether a ground in the table grants `permission` on `thing` to `viewer`."""
    return any(ground(viewer, thing) for ground in RULES.get(permission, ()))


def viewer() -> Viewer:
    """Give the person who made this request, worked out once per request."""
    if "viewer" not in g:
        person = current_user
        g.viewer = person.as_viewer() if person.is_authenticated else ANYONE
    found: Viewer = g.viewer
    return found


def init_app(app: Flask) -> None:
    """Give templates the viewer, and the one question they may ask."""
    app.context_processor(lambda: {"viewer": viewer(), "can": can})


def can(name: str, thing: Thing = None) -> bool:
    """Tell a template whether the viewer may do what `name` says."""
    return allows(viewer(), Permission(name), thing)


def permit(permission: Permission, model: Any = None, *, kept: bool = False) -> Callable[[Page], Page]:
    """Guard a page.

    With `model` the row that the address names is loaded from what the viewer
    may see and handed to the page as its first argument: unknown and
    invisible are both 404. Whoever may not do it is asked to sign in (401) or
    refused (403). `kept` says that the page may be kept for anonymous
    visitors until something happens on the site.
    """

    def guard(page: Page) -> Page:
        @wraps(page)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            with reading():
                named = () if model is None else (visible(model, kwargs.pop("id")),)
                refuse_unless(allows(viewer(), permission, *named))
            return page(*named, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.kept = kept  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def visible(model: Any, id: int) -> Any:
    """Load the row of `model` with this id if the viewer may see it; 404 otherwise."""
    condition = [seen(viewer(), model)] if hasattr(model, "visibility") else []
    row = db.session.scalar(sa.select(model).where(model.id == id, *condition))
    return row if row is not None else abort(404)


def refuse_unless(allowed: bool) -> None:
    """Stop here with 401 or 403 unless `allowed`."""
    if not allowed:
        abort(403 if viewer().is_known else 401)

# SPDX-License-Identifier: EUPL-1.2
"""Who works where, and who holds which role. Whoever's roles change signs in again."""

import sqlalchemy as sa
from flask_babel import gettext as _

from knowledgebase.accounts import sessions
from knowledgebase.accounts.models import Affiliation, RoleGrant, User
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Role
from knowledgebase.web.i18n import today

SITE_WIDE = frozenset({Role.READER, Role.MODERATOR, Role.SECRETARIAT, Role.ADMINISTRATOR})
AT_AN_ORGANISATION = frozenset({Role.ORGANISATION_MANAGER, Role.REPRESENTATIVE})


class RoleRefused(Exception):
    """The role cannot be given or taken; the message says why and what to do."""


def join(user: User, organisation: Organisation, actor_id: int | None) -> None:
    """Let a person work for an organisation from today, as a member."""
    affiliation = _affiliation(user, organisation)
    if affiliation is None:
        user.affiliations.append(Affiliation(organisation=organisation, since=today()))
    elif not affiliation.is_current:
        affiliation.since, affiliation.until = today(), None
    add_grant(user, Role.MEMBER, organisation, actor_id)
    for held in [one for one in user.grants if one.role == Role.READER]:
        _remove(held, actor_id)


def leave(user: User, organisation: Organisation, actor_id: int | None) -> None:
    """End the work of a person for an organisation today, and the roles that hang on it."""
    affiliation = _affiliation(user, organisation)
    if affiliation is not None and affiliation.is_current:
        affiliation.until = today()
    for held in [one for one in user.grants if one.organisation_id == organisation.id]:
        _remove(held, actor_id)
    if not user.grants_in_force:
        add_grant(user, Role.READER, None, actor_id)
    sessions.end_all(user.id)


def grant(user: User, role: Role, organisation: Organisation | None, actor_id: int | None) -> None:
    """Give a person a role.

    :raises RoleRefused: when the role does not go with the organisation.
    """
    if role in SITE_WIDE and organisation is not None:
        raise RoleRefused(_("This role counts for the whole site: choose no organisation."))
    if role in AT_AN_ORGANISATION and (organisation is None or organisation not in user.organisations):
        raise RoleRefused(
            _("Choose an organisation that this person works for; make them a member there first.")
        )
    if role == Role.ADMINISTRATOR and user.id == actor_id:
        raise RoleRefused(_("Nobody changes their own role of administrator. Ask another administrator."))
    if role == Role.MEMBER and organisation is not None:
        join(user, organisation, actor_id)
    else:
        add_grant(user, role, organisation, actor_id)
    sessions.end_all(user.id)


def revoke(held: RoleGrant, actor_id: int | None) -> None:
    """Take a role from a person; who is no longer a member of an organisation no longer works there.

    :raises RoleRefused: when nobody would be left who can administer the site, or it is one's own role to do so.
    """
    user = held.user
    if held.role == Role.ADMINISTRATOR:
        if user.id == actor_id:
            raise RoleRefused(_("Nobody changes their own role of administrator. Ask another administrator."))
        if len(_administrators()) < 2:
            raise RoleRefused(_("This is the last administrator. Make somebody else administrator first."))
    if held.role == Role.MEMBER and held.organisation is not None:
        leave(user, held.organisation, actor_id)
        return
    _remove(held, actor_id)
    if not user.grants_in_force:
        add_grant(user, Role.READER, None, actor_id)
    sessions.end_all(user.id)


def add_grant(user: User, role: Role, organisation: Organisation | None, actor_id: int | None) -> None:
    """Add a role that goes with the organisation, unless the person holds it."""
    organisation_id = organisation.id if organisation else None
    if any(one.role == role and one.organisation_id == organisation_id for one in user.grants):
        return
    user.grants.append(RoleGrant(role=role, organisation=organisation, organisation_id=organisation_id))
    _record(Happening.ROLE_GRANTED, user, role, organisation_id, actor_id)


def _remove(held: RoleGrant, actor_id: int | None) -> None:
    user = held.user
    user.grants.remove(held)
    _record(Happening.ROLE_REVOKED, user, held.role, held.organisation_id, actor_id)


def _record(
    happening: Happening, user: User, role: Role, organisation_id: int | None, actor_id: int | None
) -> None:
    record(
        happening, actor_id=actor_id, person_id=user.id, organisation_id=organisation_id, detail=role.value
    )


def _affiliation(user: User, organisation: Organisation) -> Affiliation | None:
    return next((one for one in user.affiliations if one.organisation_id == organisation.id), None)


def _administrators() -> list[RoleGrant]:
    """Give the roles of active administrators, held so that nobody takes one in the meantime."""
    held = sa.select(RoleGrant).join(RoleGrant.user).where(RoleGrant.role == Role.ADMINISTRATOR, User.active)
    return list(db.session.scalars(held.order_by(RoleGrant.id).with_for_update(of=RoleGrant)))

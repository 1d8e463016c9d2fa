# SPDX-License-Identifier: EUPL-1.2
"""Pages on which roles are given and taken: by administrators, and by managers for their own organisation."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from knowledgebase.accounts import actions, sessions
from knowledgebase.accounts.forms import FilterForm, GrantForm
from knowledgebase.accounts.models import RoleGrant, User
from knowledgebase.accounts.queries import (
    grant_held,
    locked,
    organisations_managed_by,
    people_managed_by,
    person_with_work_and_roles,
)
from knowledgebase.accounts.views.blueprints import blueprint
from knowledgebase.db import db, reading
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Permission, Role, allows, permit, refuse_unless, viewer
from knowledgebase.web.flashes import say, warn
from knowledgebase.web.paging import newest_first

BY_MANAGERS = (Role.MEMBER, Role.REPRESENTATIVE)
"""The roles that the manager of an organisation gives and takes; administrators all."""


@blueprint.get("/beheer/mensen")
@permit(Permission.MANAGE_PEOPLE)
def people() -> ResponseReturnValue:
    """List the people whom the viewer manages."""
    form = FilterForm()
    found = people_managed_by(viewer(), form.text, form.role)
    return render_template("accounts/people.html", form=form, page=newest_first(db, found, User.id))


@blueprint.get("/beheer/mensen/<ref:id>")
@permit(Permission.MANAGE_PEOPLE)
def roles(id: int) -> ResponseReturnValue:
    """Show the roles of one person, to give and take."""
    person = _managed(id)
    return _page(person, _grant_form(person))


@blueprint.post("/beheer/mensen/<ref:id>/rollen")
@permit(Permission.MANAGE_PEOPLE)
def grant(id: int) -> ResponseReturnValue:
    """Give a role."""
    with reading():
        person = _managed(id)
        form = _grant_form(person)
        if not form.is_sent:
            return _page(person, form), 422
        refuse_unless(_may_assign(Role(form.role.data), _named(form.organisation.data)))
    user = locked(id) or abort(404)
    try:
        actions.grant(user, Role(form.role.data), _named(form.organisation.data), viewer().id)
    except actions.RoleRefused as refused:
        db.session.rollback()
        form.role.errors = [str(refused)]
        return _page(_managed(id), form), 422
    _sign_in_again_if_it_is_me(user)
    db.session.commit()
    say(_("The role is given. It counts from the next sign-in."))
    return redirect(url_for("accounts.roles", id=user), 303)


@blueprint.post("/beheer/mensen/<ref:id>/rollen/<int:grant_id>/intrekken")
@permit(Permission.MANAGE_PEOPLE)
def revoke(id: int, grant_id: int) -> ResponseReturnValue:
    """Take a role."""
    with reading():
        _managed(id)
        _assignable(id, grant_id)
    user = locked(id) or abort(404)
    try:
        actions.revoke(_assignable(id, grant_id), viewer().id)
    except actions.RoleRefused as refused:
        db.session.rollback()
        warn(str(refused))
        return redirect(url_for("accounts.roles", id=id), 303)
    _sign_in_again_if_it_is_me(user)
    db.session.commit()
    say(_("The role is taken."))
    return redirect(url_for("accounts.roles", id=user), 303)


def may_revoke(held: RoleGrant) -> bool:
    """Tell whether the viewer may take this role."""
    return _may_assign(held.role, held.organisation)


def _managed(id: int) -> User:
    known = db.session.scalar(people_managed_by(viewer()).where(User.id == id))
    return person_with_work_and_roles(id) if known else abort(404)


def _assignable(id: int, grant_id: int) -> RoleGrant:
    held = grant_held(id, grant_id) or abort(404)
    refuse_unless(may_revoke(held))
    return held


def _may_assign(role: Role, organisation: Organisation | None) -> bool:
    if allows(viewer(), Permission.ADMINISTER):
        return True
    return (
        organisation is not None
        and role in BY_MANAGERS
        and allows(viewer(), Permission.MANAGE_PEOPLE, organisation)
    )


def _grant_form(person: User) -> GrantForm:
    everything = allows(viewer(), Permission.ADMINISTER)
    given = [role for role in Role if role != Role.READER] if everything else BY_MANAGERS
    return GrantForm(person, given, organisations_managed_by(viewer()), site_wide=everything)


def _named(organisation_id: str | None) -> Organisation | None:
    return db.session.get(Organisation, int(organisation_id)) if organisation_id else None


def _sign_in_again_if_it_is_me(user: User) -> None:
    if user.id == viewer().id:
        sessions.begin(current_user._get_current_object())


def _page(person: User, form: GrantForm) -> str:
    return render_template("accounts/roles.html", person=person, form=form, may_revoke=may_revoke)

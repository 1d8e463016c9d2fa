# SPDX-License-Identifier: EUPL-1.2
"""The page of an organisation: what it is, whom it works with, what it shared, who works there."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.routing import RequestRedirect

from knowledgebase.cases.models import CasePartner
from knowledgebase.contributions import feeds
from knowledgebase.contributions.feeds import Feed, with_feed
from knowledgebase.contributions.models import Contribution, Kind
from knowledgebase.contributions.queries import SHOWN_ON_THEIR_OWN, listed
from knowledgebase.db import db
from knowledgebase.front.blueprint import blueprint
from knowledgebase.front.people import staff_of
from knowledgebase.organisations.models import Organisation
from knowledgebase.organisations.queries import organisation_at, surroundings
from knowledgebase.partnerships.queries import closest_partners, memberships_of
from knowledgebase.policy import ANYONE, Permission, Status, Viewer, author_known, permit, seen, viewer
from knowledgebase.web.i18n import day, number

MOST_CONTRIBUTIONS = 10


def feed(slug: str) -> Feed:
    """Give the newest that the organisation wrote or takes part in."""
    found = organisation_at(slug) or abort(404)
    if slug != found.slug:
        raise RequestRedirect(url_for("front.organisation_feed", slug=found.slug))
    return feeds.newest_of(_shared_by(found, ANYONE), Contribution, found.name)


@blueprint.get("/gemeenten/<slug>")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def organisation(slug: str) -> ResponseReturnValue:
    """Show an organisation, also one that has ended."""
    found = organisation_at(slug) or abort(404)
    if slug != found.slug:
        return redirect(url_for("front.organisation", slug=found.slug), 301)
    now, before = memberships_of(found)
    return render_template(
        "front/organisation.html",
        organisation=found,
        facts=facts_of(found),
        identifiers=identifiers_of(found),
        around=surroundings(found),
        now=now,
        before=before,
        closest=closest_partners(found) if now else [],
        contributions=newest_of(found, viewer()),
        counts=counts_of(found, viewer()),
        staff=staff_of(found, viewer()),
    )


def newest_of(organisation: Organisation, viewer: Viewer) -> Sequence[Contribution]:
    """Give the newest that the organisation wrote or takes part in, as far as the viewer may see it."""
    statement = _shared_by(organisation, viewer).order_by(Contribution.id.desc())
    return db.session.scalars(statement.limit(MOST_CONTRIBUTIONS)).all()


def counts_of(organisation: Organisation, viewer: Viewer) -> dict[Kind, int]:
    """Count, per kind, what the organisation wrote or takes part in, as far as the viewer may see it."""
    statement = (
        sa.select(Contribution.kind, sa.func.count())
        .where(
            Contribution.status == Status.PUBLISHED,
            seen(viewer, Contribution),
            _concerns(organisation, viewer),
        )
        .group_by(Contribution.kind)
    )
    return dict(db.session.execute(statement).tuples().all())


def facts_of(organisation: Organisation) -> list[tuple[str, Any]]:
    """Give what is known of an organisation, as name and value."""
    facts = [
        (_("Kind"), organisation.kind.label),
        (_("Abolished on"), day(organisation.valid_to)),
        (_("Province"), organisation.province.name if organisation.province else None),
        (_("Inhabitants"), number(organisation.inhabitants)),
        (_("Area"), f"{number(organisation.area)} km²" if organisation.area else None),
        (_("COROP region"), organisation.corop),
        (_("Safety region"), organisation.safety_region),
        (_("Labour market region"), organisation.labour_region),
        (_("Youth care region"), organisation.youth_region),
    ]
    return [(name, value) for name, value in facts if value]


def identifiers_of(organisation: Organisation) -> list[tuple[str, str]]:
    """Give the numbers by which registers know an organisation."""
    identifiers = [
        (_("Code"), organisation.code),
        ("TOOI", organisation.tooi),
        ("OIN", organisation.oin),
        (_("Register of organisations"), organisation.register_id),
        ("Wikidata", organisation.wikidata),
    ]
    return [(name, value) for name, value in identifiers if value]


def _shared_by(organisation: Organisation, viewer: Viewer) -> sa.Select[Any]:
    return listed(viewer).where(Contribution.kind.in_(SHOWN_ON_THEIR_OWN), _concerns(organisation, viewer))


def _concerns(organisation: Organisation, viewer: Viewer) -> sa.ColumnElement[bool]:
    takes_part = sa.select(CasePartner.case_id).where(CasePartner.organisation_id == organisation.id)
    wrote = (Contribution.organisation_id == organisation.id) & author_known(viewer, Contribution)
    return sa.or_(wrote, Contribution.id.in_(takes_part))

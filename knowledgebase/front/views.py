# SPDX-License-Identifier: EUPL-1.2
"""The home page, and pages about the site itself."""

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from knowledgebase.cases.queries import newest_cases
from knowledgebase.contributions.models import Kind
from knowledgebase.contributions.queries import counts_by_kind, newest
from knowledgebase.db import now
from knowledgebase.front import organisations as organisation_page
from knowledgebase.front import searches as search_page
from knowledgebase.front import tags as tag_page
from knowledgebase.front.blueprint import blueprint
from knowledgebase.partnerships.queries import newest_changes, number_in_force
from knowledgebase.policy import RULES, Permission, permit, viewer
from knowledgebase.questions.queries import newest_open
from knowledgebase.web.addresses import absolute
from knowledgebase.web.i18n import choose_language

__all__ = ["blueprint", "organisation_page", "search_page", "tag_page"]

YEAR_AHEAD = 365


@blueprint.get("/")
@permit(Permission.VISIT, kept=True)
def home() -> ResponseReturnValue:
    """Answer the question that visitors come with: what are other municipalities doing?"""
    return render_template(
        "front/home.html",
        cases=newest_cases(viewer(), 4),
        open_questions=newest_open(viewer(), 4),
        lessons=newest(viewer(), 4, Kind.LESSON),
        changes=newest_changes(5),
        counts=counts_by_kind(viewer()),
        in_force=number_in_force(),
        kinds=Kind,
    )


@blueprint.get("/over")
@permit(Permission.VISIT, kept=True)
def about() -> ResponseReturnValue:
    """Tell what this site is."""
    return render_template("front/about.html")


@blueprint.get("/toegankelijkheid")
@permit(Permission.VISIT, kept=True)
def accessibility() -> ResponseReturnValue:
    """Show the accessibility statement."""
    return render_template("front/accessibility.html", contact=current_app.config["CONTACT"])


@blueprint.get("/privacy")
@permit(Permission.VISIT, kept=True)
def privacy() -> ResponseReturnValue:
    """Tell what the site keeps of people."""
    return render_template("front/privacy.html", contact=current_app.config["CONTACT"])


@blueprint.get("/wie-mag-wat")
@permit(Permission.VISIT, kept=True)
def permissions() -> ResponseReturnValue:
    """Show who may do what, from the table that decides it."""
    return render_template("front/permissions.html", rules=_rules())


def _rules() -> list[tuple[str, str]]:
    return [
        (one.label, " · ".join(str(ground.label) for ground in grounds)) for one, grounds in RULES.items()
    ]


@blueprint.post("/taal")
@permit(Permission.VISIT)
def language() -> ResponseReturnValue:
    """Remember the language that somebody chose."""
    return choose_language()


@blueprint.get("/robots.txt")
@permit(Permission.VISIT)
def robots() -> ResponseReturnValue:
    """Tell robots what to leave alone."""
    lines = (
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/historie/", "/moderatie", "/zoeken", "/beheer/")),
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/.well-known/security.txt")
@permit(Permission.VISIT)
def security() -> ResponseReturnValue:
    """Tell researchers whom to write to (RFC 9116)."""
    expires = now().replace(microsecond=0, month=12, day=31, hour=0, minute=0, second=0)
    if (expires - now()).days < YEAR_AHEAD // 2:
        expires = expires.replace(year=expires.year + 1)
    lines = (
        f"Contact: mailto:{current_app.config['CONTACT']}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {absolute(url_for('front.security'))}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/opensearch.xml")
@permit(Permission.VISIT)
def opensearch() -> ResponseReturnValue:
    """Let browsers search this site from their address bar."""
    page = render_template("front/opensearch.xml", results=absolute(url_for("search.results")))
    return Response(page, mimetype="application/opensearchdescription+xml")

# SPDX-License-Identifier: EUPL-1.2
"""The group of pages, and what templates may ask of any contribution."""

from collections.abc import Sequence

from flask import Blueprint, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from knowledgebase.contributions.bylines import byline
from knowledgebase.contributions.models import Contribution, Theme
from knowledgebase.contributions.vocabulary import STATUS_LABELS, VISIBILITY_LABELS
from knowledgebase.policy import seen, viewer

blueprint = Blueprint("contributions", __name__)


def address_of(contribution: Contribution) -> str:
    """Give the address of the page that shows this contribution, or of its history to who may not see that page."""
    root = contribution.root
    if root is contribution:
        return url_for(root.endpoint, id=root)
    if not seen(viewer(), root):
        return url_for("contributions.history", id=contribution.id)
    return url_for(root.endpoint, id=root, _anchor=f"bijdrage-{contribution.id}")


def heading_of(contribution: Contribution) -> str:
    """Give the title of the page that shows this contribution, or its kind to who may not see that page."""
    root = contribution.root
    return root.title if seen(viewer(), root) else contribution.kind.label


@blueprint.app_context_processor
def _address() -> dict[str, object]:
    return {
        "address_of": address_of,
        "byline": byline,
        "heading_of": heading_of,
        "visibility_labels": VISIBILITY_LABELS,
        "status_labels": STATUS_LABELS,
        "theme_choices": theme_choices,
    }


def theme_choices(offered: Sequence[Theme]) -> list[tuple[str | None, str]]:
    """Give the themes as choices of a filter, in the language of the page."""
    english = str(get_locale()) == "en"
    return [(None, _("All themes"))] + [(one.slug, one.name_en if english else one.name) for one in offered]

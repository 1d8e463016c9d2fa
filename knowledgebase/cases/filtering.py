# SPDX-License-Identifier: EUPL-1.2
"""What the addresses of lists and figures of cases choose."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from knowledgebase.cases.content import LABELS
from knowledgebase.cases.queries import name_of_organisation
from knowledgebase.contributions.queries import themes
from knowledgebase.contributions.views.blueprint import theme_choices
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Outcome, Phase, choices
from knowledgebase.web.forms import tidy

PARAMETERS = {
    "fase": ("phase", Phase),
    "rechtsvorm": ("legal_form", LegalForm),
    "domein": ("domains", Domain),
} | {"uitkomst": ("outcome", Outcome)}


def chosen_now() -> dict[str, str]:
    """Give what the address chooses, by the names of its parameters."""
    return {name: tidy(request.args.get(name)) for name in ("thema", "tag", "gemeente", *PARAMETERS)}


def filters(chosen: dict[str, str]) -> dict[str, Any]:
    """Give what the filters of the list offer, what is chosen, and the limits that this sets in words."""
    offered = {
        name: (LABELS[field], [(None, _("All")), *choices(kind)])
        for name, (field, kind) in PARAMETERS.items()
    }
    code, known = chosen["gemeente"], themes()
    place = name_of_organisation(code) if code else None
    named = [(label, dict(options).get(chosen[name])) for name, (label, options) in offered.items()]
    named.append((_("Theme"), dict(theme_choices(known)).get(chosen["thema"])))
    limits = [*named, (_("Organisation"), place), (_("Tag"), chosen["tag"])]
    return {
        "chosen": chosen,
        "themes": known,
        "offered": offered,
        "place": place,
        "limits": [(label, value) for label, value in limits if value],
        "narrowing": {name: value for name, value in chosen.items() if value},
    }

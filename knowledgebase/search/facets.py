# SPDX-License-Identifier: EUPL-1.2
"""Facets of a result: names for people, counts, and the address that a choice leads to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import QueryableAttribute

from knowledgebase.contributions.models import Kind, Theme
from knowledgebase.contributions.vocabulary import LegalForm, Outcome
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.search.protocol import Results
from knowledgebase.web.paging import address_with

FACETS = {
    "soort": "kind",
    "thema": "theme",
    "tag": "tag",
    "gemeente": "organisation",
    "rechtsvorm": "legal_form",
    "uitkomst": "outcome",
}
"""Facets by their name in the address."""
Attribute = QueryableAttribute[str]
MOST_VALUES = 12


@dataclass(frozen=True)
class Option:
    """A value of a facet: `href` chooses it, or takes the choice back."""

    label: str
    count: int
    href: str
    active: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its values, the most frequent first."""

    title: str
    options: Sequence[Option]


def facets_of(results: Results, chosen: Mapping[str, Sequence[str]]) -> list[Facet]:
    """Give the facets that have something to choose."""
    titles = _titles()
    made = [_facet(name, facet, titles[facet], results, chosen[facet]) for name, facet in FACETS.items()]
    return [facet for facet in made if facet.options]


def labels_of(chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the names for people of the values that were chosen."""
    return [label for facet in FACETS.values() for label in LABELS[facet](chosen[facet]).values()]


def _titles() -> dict[str, str]:
    return {
        "kind": _("Kind"),
        "theme": _("Theme"),
        "tag": _("Tag"),
        "organisation": _("Organisation"),
        "legal_form": _("Legal form"),
        "outcome": _("Outcome"),
    }


def _facet(name: str, facet: str, title: str, results: Results, chosen: Sequence[str]) -> Facet:
    counts = dict(results.facets.get(facet, {}))
    for value in chosen:
        counts.setdefault(value, 0)
    most = sorted(counts, key=lambda value: (value not in chosen, -counts[value], value))[:MOST_VALUES]
    labels = LABELS[facet](most)
    options = [
        Option(labels[value], counts[value], _toggled(name, value, chosen), value in chosen)
        for value in most
        if value in labels
    ]
    return Facet(title, options)


def _toggled(name: str, value: str, chosen: Sequence[str]) -> str:
    values = [one for one in chosen if one != value] if value in chosen else [*chosen, value]
    return address_with(**{name: values, "pagina": None})


def _kinds(values: Sequence[str]) -> dict[str, str]:
    return {kind.value: kind.label for kind in Kind if kind.value in values}


def _legal_forms(values: Sequence[str]) -> dict[str, str]:
    return {form.value: form.label for form in LegalForm if form.value in values}


def _outcomes(values: Sequence[str]) -> dict[str, str]:
    return {outcome.value: outcome.label for outcome in Outcome if outcome.value in values}


def _tags(values: Sequence[str]) -> dict[str, str]:
    return {value: value for value in values}


def _themes(values: Sequence[str]) -> dict[str, str]:
    name = Theme.name_en if str(get_locale()) == "en" else Theme.name
    return _named(Theme.slug, name, values)


def _organisations(values: Sequence[str]) -> dict[str, str]:
    return _named(Organisation.code, Organisation.name, values)


def _named(key: Attribute, name: Attribute, values: Sequence[str]) -> dict[str, str]:
    if not values:
        return {}
    return dict(db.session.execute(sa.select(key, name).where(key.in_(values))).tuples().all())


LABELS: Mapping[str, Callable[[Sequence[str]], dict[str, str]]] = {
    "kind": _kinds,
    "theme": _themes,
    "tag": _tags,
    "organisation": _organisations,
    "legal_form": _legal_forms,
    "outcome": _outcomes,
}

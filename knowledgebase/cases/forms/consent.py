# SPDX-License-Identifier: EUPL-1.2
"""The form for what each partner says of a case."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import FormField, SelectField

from knowledgebase.cases.forms.fields import Part
from knowledgebase.cases.models import Case
from knowledgebase.cases.vocabulary import Consent
from knowledgebase.contributions.vocabulary import choices
from knowledgebase.web.forms import Form
from knowledgebase.web.known_dates import KnownDate

Consents = dict[int, tuple[Consent | None, str]]


class ConsentRow(Part):
    """What a partner said, and when."""

    consent = SelectField(_("Consent"), choices=lambda: [("", gettext("Not asked")), *choices(Consent)])
    on = KnownDate(_("On"))


class ConsentForm:
    """A row for each partner; named after the organisation, since partners may change meanwhile."""

    def __init__(self, case: Case) -> None:
        self.ids = {f"partner-{one.organisation_id}": one.organisation_id for one in case.partners}
        shown = {
            f"partner-{one.organisation_id}": {
                "consent": one.consent.value if one.consent else "",
                "on": one.consent_on,
            }
            for one in case.partners
        }
        fields = {
            f"partner-{one.organisation_id}": FormField(ConsentRow, one.organisation.name)
            for one in case.partners
        }
        self.form: Any = type("ConsentsForm", (Form,), fields)(data=shown)

    @property
    def consents(self) -> Consents:
        """What each partner said, by organisation."""
        rows = {id: self.form[name].form for name, id in self.ids.items()}
        return {
            id: (Consent(row.consent.data) if row.consent.data else None, row.on.data or "")
            for id, row in rows.items()
        }

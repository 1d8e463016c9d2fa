# SPDX-License-Identifier: EUPL-1.2
"""The whole form for a case."""

import re
from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from knowledgebase.cases import story
from knowledgebase.cases.content import content_of
from knowledgebase.cases.facts import CaseFacts, fields_of, with_parts_of
from knowledgebase.cases.forms.fields import (
    Rows,
    StoryField,
    WebAddress,
    Year,
    all_of,
    one_of,
    readers_of,
    refuse_negative,
    yes_no,
)
from knowledgebase.cases.forms.lookup import look_up
from knowledgebase.cases.forms.parts import (
    CostTable,
    EvidenceRow,
    MotiveTable,
    OwnCostRow,
    PartnerRow,
    PhaseTable,
)
from knowledgebase.cases.forms.quick import QuickCaseForm
from knowledgebase.cases.forms.stepped import Stepped
from knowledgebase.cases.forms.translation import facts_typed, kept_for, typed_of
from knowledgebase.cases.models import Case
from knowledgebase.cases.queries import arrangement_exists
from knowledgebase.cases.vocabulary import CaseSort, Driver, FailurePattern, Group, OrganisationalForm
from knowledgebase.contributions.actions import Text, Wording
from knowledgebase.contributions.forms import whole_id
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.sides import without_readers
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Outcome, Phase
from knowledgebase.policy import Viewer
from knowledgebase.web.addresses import path_here
from knowledgebase.web.forms import CheckboxList, Euros, Length
from knowledgebase.web.known_dates import KnownDate
from knowledgebase.web.markdown import render

SPARE_ROWS = 3
MOST_ROWS = {"partners": 400, "own_costs": 40, "evidence": 40}
NUMBER = re.compile(r"([1-9][0-9]{0,9})")
ARRANGEMENT_PAGE = re.compile(r"/samenwerkingen/([1-9][0-9]{0,9})(?:-[^/]*)?/?")

ASKED = {
    "partners": _("Name at least one partner."),
    "legal_form": _("Choose the legal form."),
    "domains": _("Choose at least one ICT domain."),
    "motives": _("Say which motive counted, and how much."),
    "phase": _("Choose the phase it is in."),
    "outcome": _("Choose the outcome."),
}
"""What a case that is no stub must have: the same as `completeness.REQUIRED`."""


class CaseForm(Stepped, QuickCaseForm):
    """A case with all its facts.

    It can be sent to publish, to publish what there is (`stub`), or only to
    get more rows (`rows` names the table), which checks nothing, or to go to
    another step, which checks the one it leaves. `step` is the part that it
    shows; without one it shows everything.
    """

    body = StoryField(_("The story"), [Length(0)], top=Case.top_heading)
    sort = SelectField(_("Sort of case"), choices=all_of(CaseSort), default=CaseSort.COOPERATION.value)
    partnership_name = StringField(_("Name of the partnership"), [Length(0, 300)])
    arrangement = StringField(_("Its page in the register on this site"), [Length(0, 500)])
    is_confirmed = BooleanField(_("A partner confirmed that these facts are right"))
    partners = Rows(
        FormField(PartnerRow), _("Partners"), min_entries=SPARE_ROWS, max_entries=MOST_ROWS["partners"]
    )
    other_parties = TextAreaField(_("Other parties"), [Length(0, 1_000)])
    legal_form = one_of(LegalForm, _("Legal form"))
    organisational_form = one_of(OrganisationalForm, _("Organisational form"))
    exit_rules = yes_no(_("Are there rules on exit?"))
    evaluation_date = KnownDate(_("Date of the evaluation"))
    executive_programme = yes_no(_("Is there a cooperation paragraph in the executive programme?"))
    executive_programme_url = WebAddress(_("Where can that paragraph be read?"), [Length(0, 500)])
    domains = CheckboxList(_("ICT domain"), choices=all_of(Domain))
    motives = FormField(MotiveTable, _("Motive"))
    driver = one_of(Driver, _("What moved the partners"))
    trigger = TextAreaField(_("What set it off"), [Length(0, 2_000)])
    phase = one_of(Phase, _("Phase it is in now"))
    phases = FormField(PhaseTable, _("When each phase began and ended"))
    stopped_in = one_of(Phase, _("If it stopped: in which phase?"))
    stopped_why = TextAreaField(_("And why?"), [Length(0, 2_000)])
    costs = FormField(CostTable, _("Costs"))
    own_costs = Rows(
        FormField(OwnCostRow),
        _("Rows of your own"),
        min_entries=SPARE_ROWS,
        max_entries=MOST_ROWS["own_costs"],
    )
    price_year = Year(_("Price year"))
    cost_note = TextAreaField(_("Note on the costs"), [Length(0, 2_000)])
    allocation_key = StringField(_("How costs are shared out"), [Length(0, 300)])
    baseline_measured = yes_no(_("Was a baseline measured?"))
    saving_expected = Euros(_("Saving expected per year"), [refuse_negative])
    saving_realised = Euros(_("Saving realised per year"))
    outcome = one_of(Outcome, _("Outcome"))
    would_do_again = yes_no(_("Would you do it again?"))
    failure_patterns = CheckboxList(_("What it stumbled over"), choices=all_of(FailurePattern))
    evidence = Rows(
        FormField(EvidenceRow), _("Evidence"), min_entries=SPARE_ROWS, max_entries=MOST_ROWS["evidence"]
    )
    motive_kept_for = readers_of(Group.MOTIVE)
    costs_kept_for = readers_of(Group.COSTS)
    story_kept_for = readers_of(Group.STORY)
    learnt_kept_for = readers_of(Group.LEARNT)

    def __init__(self, viewer: Viewer, contribution: Contribution | None = None, **data: Any) -> None:
        self.case = contribution if isinstance(contribution, Case) else None
        self.viewer = viewer
        self.hidden = self.case.hidden_from(viewer) if self.case else frozenset()
        super().__init__(viewer, contribution, **data)
        if not self.is_filled:
            self.body.data = story.offered(self.body.data or "", self.language.data)
            for name in MOST_ROWS if self.case else ():
                self[name].grow(SPARE_ROWS)

    @property
    def wants_rows(self) -> bool:
        """Whether the form was only sent to get more rows, which are then there."""
        name = request.form.get("rows", "")
        if name not in MOST_ROWS:
            return False
        for row in self[name].grow(SPARE_ROWS)[:1]:
            first = next(iter(row.form))
            first.render_kw = {**(first.render_kw or {}), "autofocus": True}
        return True

    @property
    def is_stub(self) -> bool:
        """Whether to publish what there is."""
        return "stub" in request.form

    def data_of(self, contribution: Contribution) -> dict[str, Any]:
        """Give what the form shows when a case is opened for editing."""
        typed = typed_of(self.case, self.case.facts_for(self.viewer)) if self.case else {}
        shown = super().data_of(contribution) | typed
        return {name: value for name, value in shown.items() if name not in self.left_alone}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then what a case that is no stub must have."""
        self.look_up()
        is_right = bool(super().validate(extra_validators))
        return (self.is_stub or self._has_all_required()) and is_right

    def look_up(self) -> None:
        """Look up the organisations that are named."""
        look_up([row.form.name for row in self.partners])

    def validate_arrangement(self, field: StringField) -> None:
        """Refuse an arrangement that the register does not have."""
        if field.data and (self.arrangement_id is None or not arrangement_exists(self.arrangement_id)):
            raise ValidationError(
                _("We do not find this arrangement. Copy the address of its page on this site.")
            )

    @property
    def arrangement_id(self) -> int | None:
        """The arrangement, named by the address of its page or its number."""
        typed = self.arrangement.data or ""
        found = NUMBER.fullmatch(typed) or ARRANGEMENT_PAGE.fullmatch(path_here(typed))
        return whole_id(found[1]) if found else None

    @property
    def codes(self) -> dict[int, str]:
        """The codes of the organisations that were named, by id."""
        names = [row.form.name for row in self.partners if row.form.name.organisation_id]
        return {name.organisation_id: name.organisation_code for name in names}

    def facts(self) -> CaseFacts:
        """Give what the form says of the case beyond its text; what it did not ask stays as it is."""
        typed = facts_typed(self)
        if self.case is None:
            return typed
        facts = self.case.facts()
        asks_readers = kept_for(Group.COSTS) in self
        typed = typed if asks_readers else replace(typed, kept_for=facts.kept_for)
        return with_parts_of(typed, facts, self.hidden)

    def text(self) -> Text:
        """Render the story; one that the form does not ask stays as it is."""
        if self.case and Group.STORY in self.hidden:
            return Text(self.case.body, render(self.case.body, Case.top_heading))
        return super().text()

    def content(self, wording: Wording) -> dict[str, Any]:
        """Give what was written as a side of a merge, with the facts."""
        written = super().content(wording) | content_of(self.facts(), self.codes)
        asked = written if kept_for(Group.COSTS) in self else without_readers(written)
        return {name: value for name, value in asked.items() if name not in self.left_alone}

    @property
    def left_alone(self) -> frozenset[str]:
        """The facts that are not for whoever fills in the form: it does not ask them."""
        return fields_of(self.hidden)

    def _leave_readers_alone(self) -> None:
        super()._leave_readers_alone()
        for group in Group:
            del self[kept_for(group)]

    def _has_all_required(self) -> bool:
        open_ones = [name for name in ASKED if name not in self.left_alone and self._is_left_open(name)]
        for name in open_ones:
            field = self._first_of(name)
            # A field that is wrong already says so.
            if not field.errors:
                field.errors = [ASKED[name]]
        return not open_ones

    def _is_left_open(self, name: str) -> bool:
        field: Any = self[name]
        if name == "partners":
            return not any(row.form.name.data for row in field)
        if name == "motives":
            return all(row.form.score.data == "0" for row in field)
        return not field.data

    def _first_of(self, name: str) -> Any:
        field: Any = self[name]
        firsts = {"partners": lambda: field[0].form.name, "motives": lambda: field["quality"].form.score}
        return firsts[name]() if name in firsts else field

# SPDX-License-Identifier: EUPL-1.2
"""Cases."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.cases.content import LABELS, PART_LABELS, WORDS, content_of, kept_in
from knowledgebase.cases.facts import (
    HIGHEST_SCORE,
    CaseFacts,
    Evidence,
    Motivation,
    Period,
    fields_of,
    with_parts_of,
)
from knowledgebase.cases.models.parts import CaseCost, CaseFiling, CasePartner, FilingName
from knowledgebase.cases.vocabulary import CaseSort, Driver, FailurePattern, Group, OrganisationalForm
from knowledgebase.contributions.models import Contribution, Findable, Kind
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import ANYONE, PartReaders, Permission, Viewer, allows, part_seen


class Case(Contribution):
    """A case. `body` is its story; the rest is what CaseFacts says.

    A stub lacks something that a complete case must have. `from_register`
    tells that nobody of a partner confirmed it. Savings are whole euros a
    year. Dates are written as far as they are known: `2016`, `2016-03` or
    `2016-03-01`. `phase_dates` (by phase, start and end) and `evidence_list`
    are values that are only ever read and replaced with their case;
    `register_changes` too, which register.py reads.
    """

    __tablename__ = "case"
    __mapper_args__ = {"polymorphic_identity": Kind.CASE}
    __table_args__: Any = tuple(
        sa.CheckConstraint(f"motive_{motive.value} BETWEEN 0 AND {HIGHEST_SCORE}", f"motive_{motive.value}")
        for motive in Motive
    )

    id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    is_stub: Mapped[bool] = mapped_column(default=True)
    from_register: Mapped[bool] = mapped_column(default=False)
    sort: Mapped[CaseSort] = mapped_column(default=CaseSort.COOPERATION)
    partnership_name: Mapped[str] = mapped_column(sa.String(300), default="")
    arrangement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("arrangement.id"), index=True)
    other_parties: Mapped[str] = mapped_column(sa.Text, default="")
    legal_form: Mapped[LegalForm | None]
    organisational_form: Mapped[OrganisationalForm | None]
    exit_rules: Mapped[bool | None]
    evaluation_date: Mapped[str] = mapped_column(sa.String(10), default="")
    executive_programme: Mapped[bool | None]
    executive_programme_url: Mapped[str] = mapped_column(sa.String(500), default="")
    motive_quality: Mapped[int] = mapped_column(default=0)
    motive_quality_line: Mapped[str] = mapped_column(sa.String(300), default="")
    motive_cost: Mapped[int] = mapped_column(default=0)
    motive_cost_line: Mapped[str] = mapped_column(sa.String(300), default="")
    motive_vulnerability: Mapped[int] = mapped_column(default=0)
    motive_vulnerability_line: Mapped[str] = mapped_column(sa.String(300), default="")
    motive_opportunity: Mapped[int] = mapped_column(default=0)
    motive_opportunity_line: Mapped[str] = mapped_column(sa.String(300), default="")
    driver: Mapped[Driver | None]
    trigger: Mapped[str] = mapped_column(sa.Text, default="")
    phase: Mapped[Phase | None]
    phase_dates: Mapped[dict[str, Any]] = mapped_column(default=dict)
    stopped_in: Mapped[Phase | None]
    stopped_why: Mapped[str] = mapped_column(sa.Text, default="")
    price_year: Mapped[int | None]
    cost_note: Mapped[str] = mapped_column(sa.Text, default="")
    allocation_key: Mapped[str] = mapped_column(sa.String(300), default="")
    baseline_measured: Mapped[bool | None]
    saving_expected: Mapped[int | None]
    saving_realised: Mapped[int | None]
    outcome: Mapped[Outcome | None]
    would_do_again: Mapped[bool | None]
    evidence_list: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    register_changes: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    motive_kept_for: Mapped[PartReaders | None]
    costs_kept_for: Mapped[PartReaders | None]
    story_kept_for: Mapped[PartReaders | None]
    learnt_kept_for: Mapped[PartReaders | None]

    partners: Mapped[list[CasePartner]] = relationship(
        cascade="all, delete-orphan", order_by=CasePartner.position
    )
    filings: Mapped[list[CaseFiling]] = relationship(cascade="all, delete-orphan")
    costs: Mapped[list[CaseCost]] = relationship(cascade="all, delete-orphan", order_by=CaseCost.position)

    endpoint: ClassVar[str] = "cases.show"
    is_mergeable: ClassVar[bool] = True
    is_voted_on: ClassVar[bool] = True
    is_advice: ClassVar[bool] = True
    edit_endpoint: ClassVar[str] = "cases.edit"
    limits: ClassVar[dict[str, tuple[int, int]]] = Contribution.limits | {
        "summary": (15, 280),
        "body": (0, 200_000),
        "other_parties": (0, 1_000),
        "trigger": (0, 2_000),
        "stopped_why": (0, 2_000),
        "cost_note": (0, 2_000),
    }
    top_heading: ClassVar[int] = 3
    ages: ClassVar[bool] = True
    verified_every: ClassVar[int | None] = 12
    labels: ClassVar[dict[str, Any]] = LABELS
    part_labels: ClassVar[Mapping[str, Any]] = PART_LABELS
    words: ClassVar[Mapping[str, Mapping[str, Any]]] = WORDS
    standings: ClassVar[Mapping[str, Any]] = {"stub": _("Not complete yet")}

    @classmethod
    def standing_now(cls) -> Any:
        """Give whether it lacks something."""
        return sa.case((cls.__table__.c.is_stub, "stub"), else_=None)

    def facts(self) -> CaseFacts:
        """Give what the case says, as plain values."""
        columns = {name: getattr(self, name) for name in PLAIN_FACTS}
        return CaseFacts(
            partners=[one.as_fact() for one in self.partners],
            domains=[one for one in Domain if one.value in self._filed(FilingName.DOMAIN)],
            motives=self.motives,
            phases={
                phase: Period(**self.phase_dates[phase.value])
                for phase in Phase
                if phase.value in self.phase_dates
            },
            costs=[one.as_fact() for one in self.costs],
            failure_patterns=[
                one for one in FailurePattern if one.value in self._filed(FilingName.FAILURE_PATTERN)
            ],
            evidence=[Evidence(**one) for one in self.evidence_list],
            kept_for=self.kept_for,
            **columns,
        )

    def facts_for(self, viewer: Viewer) -> CaseFacts:
        """Give what the case says to `viewer`: without the parts that are for others."""
        return with_parts_of(self.facts(), CaseFacts(), self.hidden_from(viewer))

    def told_to(self, viewer: Viewer, content: Mapping[str, Any]) -> dict[str, Any]:
        """Leave out of a version the parts that are for others, now or when it was saved."""
        hidden = fields_of(self.hidden_from(viewer) | self._hidden_then(viewer, content))
        return {name: value for name, value in content.items() if name not in hidden}

    def text_for(self, viewer: Viewer) -> str:
        """Give the story, if it is for `viewer`."""
        return "" if Group.STORY in self.hidden_from(viewer) else self.html

    def hidden_from(self, viewer: Viewer) -> frozenset[Group]:
        """Give the parts that `viewer`, who may see the case, may not see."""
        return self._hidden(viewer, self.kept_for, self._partners_of(viewer))

    def consents_for(self, viewer: Viewer) -> dict[int, CasePartner]:
        """Give the partners, by organisation, of which `viewer` may know whether they consent."""
        knows_all = allows(viewer, Permission.CHOOSE_READERS, self)
        ids = viewer.organisation_ids if viewer.is_member else ()
        known = (one for one in self.partners if knows_all or one.organisation_id in ids)
        return {one.organisation_id: one for one in known if one.consent}

    def _hidden_then(self, viewer: Viewer, content: Mapping[str, Any]) -> frozenset[Group]:
        took_part = {one["organisation"] for one in content.get("partners", ())}
        return self._hidden(viewer, kept_in(content), self._partners_of(viewer) & took_part)

    def _hidden(
        self, viewer: Viewer, kept_for: Mapping[Group, PartReaders], partners: Collection[str]
    ) -> frozenset[Group]:
        seen = {
            group for group, readers in kept_for.items() if part_seen(viewer, self, readers, bool(partners))
        }
        return frozenset(kept_for) - seen

    def _partners_of(self, viewer: Viewer) -> set[str]:
        """Give the codes of the organisations of the viewer that are partners now."""
        ids = viewer.organisation_ids
        ours = (one for one in self.partners if one.organisation_id in ids) if ids else ()
        return {one.organisation.code for one in ours}

    @property
    def kept_for(self) -> dict[Group, PartReaders]:
        """For whom each part is that is for fewer readers than the whole."""
        readers = {group: getattr(self, f"{group.value}_kept_for") for group in Group}
        return {group: found for group, found in readers.items() if found}

    @property
    def motives(self) -> dict[Motive, Motivation]:
        """How much each motive counted; those that did not count are left out."""
        all_of_them = {
            motive: Motivation(
                getattr(self, f"motive_{motive.value}"), getattr(self, f"motive_{motive.value}_line")
            )
            for motive in Motive
        }
        return {
            motive: motivation for motive, motivation in all_of_them.items() if motivation != Motivation()
        }

    def content(self) -> dict[str, Any]:
        """Give everything that a revision keeps."""
        codes = {one.organisation_id: one.organisation.code for one in self.partners}
        return super().content() | content_of(self.facts(), codes)

    def findable(self) -> Findable:
        """Add partners, partnership and what went wrong to the words, and file the case under its facts.

        The index holds one text for all who may find it: a part that is for fewer is not in it.
        """
        facts = self.facts_for(ANYONE)
        names = [one.organisation.name for one in self.partners]
        words = [facts.partnership_name, *names, facts.other_parties, facts.trigger, facts.stopped_why]
        facets = {
            "legal_form": (facts.legal_form.value,) if facts.legal_form else (),
            "outcome": (facts.outcome.value,) if facts.outcome else (),
            "phase": (facts.phase.value,) if facts.phase else (),
            "domain": tuple(domain.value for domain in facts.domains),
        }
        return Findable(body=self.text_for(ANYONE), words="\n".join(filter(None, words)), facets=facets)

    def organisations_concerned(self) -> list[Organisation]:
        """Give the organisation that speaks, and the partners."""
        concerned = super().organisations_concerned() + [one.organisation for one in self.partners]
        return list({one.id: one for one in concerned}.values())

    def _filed(self, name: FilingName) -> set[str]:
        return {filing.value for filing in self.filings if filing.name == name}


PLAIN_FACTS = tuple(
    name
    for name in CaseFacts.__dataclass_fields__
    if name
    not in {"partners", "domains", "motives", "phases", "costs", "failure_patterns", "evidence", "kept_for"}
)
"""The facts that are columns of the same name."""

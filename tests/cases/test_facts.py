# SPDX-License-Identifier: EUPL-1.2
"""Dates as far as known, stories under fixed headings, totals, and cases compiled from the register."""

from typing import Any

import pytest
from flask import Flask

from knowledgebase.cases import actions, story
from knowledgebase.cases.completeness import REQUIRED, completeness
from knowledgebase.cases.facts import CaseFacts, Cost, Motivation, Partner, Period
from knowledgebase.cases.forms.case import ASKED
from knowledgebase.cases.models import Case
from knowledgebase.cases.money import CostTable, Deviation, deviation
from knowledgebase.cases.timeline import timeline
from knowledgebase.cases.vocabulary import CostItem, FailurePattern, PartnerRole
from knowledgebase.contributions.actions import Text, Wording
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.db import db
from knowledgebase.web.addresses import slug_of
from knowledgebase.web.known_dates import known_date
from knowledgebase.web.markdown import render
from tests.cases.stories import FULL
from tests.conftest import Visit
from tests.people import People
from tests.rules.stories import viewer_of


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("", ""),
        ("2016", "2016"),
        ("2016-3", "2016-03"),
        ("2016-03-01", "2016-03-01"),
        ("3-2016", "2016-03"),
        ("1-3-2016", "2016-03-01"),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(typed: str, known: str) -> None:
    assert known_date(typed) == known


@pytest.mark.parametrize(
    "typed", ["16", "2016-13", "2016-02-30", "1899", "2101", "maart", "2016-", "٢٠١٦", "0000"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the text is the message
        known_date(typed)


def test_headings_find_their_place_in_a_story_that_was_begun() -> None:
    begun = "Vooraf.\n\n## Aanpak\n\nStap voor stap.\n\n## Eigen kop\n\nIets."
    offered = story.offered(begun, "nl")
    titles = [line[3:] for line in offered.splitlines() if line.startswith("## ")]
    assert titles[:5] == [*story.HEADINGS["nl"][:4], "Wat er gebeurde"]
    assert "Eigen kop" in titles
    assert story.told(offered) == begun
    assert story.told(story.offered("", "en")) == ""


def test_a_story_of_hash_signs_is_read_in_no_time() -> None:
    hostile = "## " + "#" * 100_000 + "x\n" + "## \n" * 20_000 + "##" + " " * 50_000
    assert story.told(hostile)


def test_a_phase_that_may_be_skipped_is_not_called_done(app: Flask) -> None:
    facts = CaseFacts(phase=Phase.ENDED, stopped_in=Phase.OPERATION, phases={Phase.EXIT: Period("2019")})
    with app.test_request_context():
        states = {step.label: step.state for step in timeline(facts)}
        states |= {f"running {step.label}": step.state for step in timeline(CaseFacts(phase=Phase.EXTENSION))}
    assert list(states.values()) == [
        *["past"] * 5, "stopped", "ahead", "ahead", "past", "current",
        *["past"] * 6, "ahead", "current", "ahead", "ahead",
    ]  # fmt: skip


def test_only_rows_with_both_amounts_are_compared() -> None:
    table = CostTable([Cost(CostItem.VAT, "", 100, 150, None, 7), Cost(CostItem.EXIT, "", None, 1_000, 0, 5)])
    assert table.totals == {"budget_once": 100, "actual_once": 1_150, "budget_yearly": 0, "actual_yearly": 12}
    assert deviation(table.once) == Deviation(50, 50)
    assert deviation(table.yearly) == Deviation(5, None)
    assert deviation(CostTable([]).once) is None


def test_the_form_asks_for_exactly_what_a_case_must_have() -> None:
    assert list(ASKED) == [asked.field for asked in REQUIRED]


def test_a_case_that_tells_everything_is_complete() -> None:
    assert completeness(CaseFacts(), "").percent < 15
    assert completeness(CaseFacts(), "").missing[0].field == "partners"


@pytest.mark.parametrize(
    "facts", [{"partners": [Partner(1), Partner(1)]}, {"motives": {Motive.COST: Motivation(4)}}]
)
def test_facts_that_no_case_can_have_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"once|0 to 3"):
        CaseFacts(**facts)


def test_a_case_from_the_register_says_so_until_a_partner_confirms(
    app: Flask, visit: Visit, people: People
) -> None:
    address = _compiled(app, people)
    page = visit().get(address, headers={"Accept-Language": "en"}).text
    assert "Compiled from the public register, not confirmed by the municipality" in page
    kept = FULL | {"title": "Samengesteld uit het register", "revision": "1"}
    assert visit(people.mo).post(f"{address}/bewerken", data=kept).status_code == 303
    assert "not confirmed by" in visit().get(address, headers={"Accept-Language": "en"}).text
    confirmed = kept | {"revision": "2", "is_confirmed": "y"}
    assert visit(people.mo).post(f"{address}/bewerken", data=confirmed).status_code == 303
    assert "not confirmed by" not in visit().get(address, headers={"Accept-Language": "en"}).text


def test_search_knows_partners_facts_and_what_went_wrong(app: Flask, people: People) -> None:
    with app.app_context():
        case = db.session.get(Case, int(_compiled(app, people).split("/")[-1].split("-")[0]))
        found = case.findable()
        assert found.facets == {
            "legal_form": ("BVO",),
            "outcome": ("stopped",),
            "phase": ("ended",),
            "domain": ("workplace",),
        }
        for word in ("Demogemeente Noord", "ICT Samen", "een fusie", "het vertrouwen"):
            assert word in found.words
        assert {one.code for one in case.organisations_concerned()} == {"DEMO-NOORD"}


def _compiled(app: Flask, people: People) -> str:
    facts = CaseFacts(
        from_register=True,
        partnership_name="ICT Samen",
        partners=[Partner(people.anna.organisation_id, PartnerRole.HOST, "2016")],
        legal_form=LegalForm.BVO,
        domains=[Domain.WORKPLACE],
        trigger="een fusie",
        phase=Phase.ENDED,
        stopped_why="het vertrouwen was weg",
        outcome=Outcome.STOPPED,
        failure_patterns=[FailurePattern.TRUST],
    )
    title = "Samengesteld uit het register"
    with app.app_context():
        wording = Wording(Text("", render("")), title=title, summary="Uit het register.")
        case = actions.publish_case(facts, wording, viewer_of(people.chris))
        address = f"/casussen/{case.id}-{slug_of(title)}"
        db.session.commit()
    return address

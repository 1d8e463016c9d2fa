# SPDX-License-Identifier: EUPL-1.2
"""What is wrong on the form of a case is said at its field; everything typed stays, nothing changes."""

from typing import Any

import pytest

from tests.cases.stories import FULL, QUICK, write_case
from tests.conftest import Visit
from tests.people import People

HUGE = "9" * 5000
WRONG = [
    ("title", "Kort", "title"),
    ("summary", "x" * 281, "summary"),
    ("partnership_name", "x" * 301, "partnership_name"),
    ("arrangement", "999999", "arrangement"),
    ("arrangement", HUGE, "arrangement"),
    ("arrangement", "een regeling", "arrangement"),
    ("partners-0-name", "Gemeente Nergenshuizen", "partners-0-name"),
    ("partners-0-name", "x" * 300, "partners-0-name"),
    ("partners-1-name", "Demogemeente Noord", "partners-1-name"),
    ("partners-0-role", "king", "partners-0-role"),
    ("partners-0-joined", "ooit", "partners-0-joined"),
    ("partners-0-joined", "2016-13", "partners-0-joined"),
    ("partners-0-joined", "0001", "partners-0-joined"),
    ("partners-1-left", "2015", "partners-1-left"),
    ("partners-2-joined", "2015", "partners-2-name"),
    ("legal_form", "XX", "legal_form"),
    ("legal_form", "", "legal_form"),
    ("organisational_form", "kingdom", "organisational_form"),
    ("exit_rules", "perhaps", "exit_rules-0"),
    ("evaluation_date", "2020-02-30", "evaluation_date"),
    ("executive_programme_url", "javascript:alert(1)", "executive_programme_url"),
    ("executive_programme_url", "http://[", "executive_programme_url"),
    ("domains", ["magic"], "domains-0"),
    ("domains", [], "domains-0"),
    ("motives-cost-score", "4", "motives-cost-score"),
    ("motives-cost-score", HUGE, "motives-cost-score"),
    ("motives-cost-line", "x" * 301, "motives-cost-line"),
    ("driver", "greed", "driver"),
    ("phase", "dream", "phase"),
    ("phase", "", "phase"),
    ("phases-operation-end", "2015", "phases-operation-end"),
    ("phases-intent-start", "1-2-3", "phases-intent-start"),
    ("stopped_in", "dream", "stopped_in"),
    ("costs-migration-budget_once", "-5", "costs-migration-budget_once"),
    ("costs-migration-budget_once", "veel", "costs-migration-budget_once"),
    ("costs-migration-budget_once", "3000000000", "costs-migration-budget_once"),
    ("costs-migration-budget_once", HUGE, "costs-migration-budget_once"),
    ("costs-migration-budget_once", "1_000", "costs-migration-budget_once"),
    ("costs-migration-budget_once", "\u0661\u0660\u0660", "costs-migration-budget_once"),
    ("costs-migration-budget_once", "+5", "costs-migration-budget_once"),
    ("own_costs-0-label", "", "own_costs-0-label"),
    ("own_costs-0-label", "x" * 121, "own_costs-0-label"),
    ("own_costs-0-actual_once", "1,5", "own_costs-0-actual_once"),
    ("price_year", "99999", "price_year"),
    ("price_year", "²016", "price_year"),
    ("saving_expected", "-1", "saving_expected"),
    ("saving_realised", "3000000000", "saving_realised"),
    ("outcome", "", "outcome"),
    ("outcome", "heaven", "outcome"),
    ("would_do_again", "maybe", "would_do_again-0"),
    ("failure_patterns", ["fate"], "failure_patterns-0"),
    ("evidence-0-title", "", "evidence-0-title"),
    ("evidence-0-year", "later", "evidence-0-year"),
    ("evidence-0-url", "ftp://demo.test/x", "evidence-0-url"),
    ("evidence-0-url", "https://" + "x" * 500, "evidence-0-url"),
    ("body", "x" * 200_001, "body"),
]


@pytest.mark.one_database("what is typed is judged before it reaches the engine")
@pytest.mark.parametrize(
    ("field", "typed", "at"), WRONG, ids=[f"{name}={str(typed)[:12]}" for name, typed, _ in WRONG]
)
def test_a_wrong_field_is_named_and_everything_typed_stays(
    visit: Visit, people: People, field: str, typed: Any, at: str
) -> None:
    page = visit(people.anna).post("/casussen/nieuw", data=FULL | {field: typed})
    assert page.status_code == 422
    assert f'href="#{at}"' in page.text
    assert f'id="{at}"' in page.text
    for kept in ("Een adviesbureau", "Twee beheerders gingen met pensioen", "Naar inwoners"):
        assert kept in page.text
    assert "**botsten**" in page.text or field == "body"
    assert 'value="€ 100.000"' in page.text or field.startswith("costs-migration")
    assert "Samen één servicedesk" not in visit(people.mo).get("/casussen").text


def test_all_that_is_wrong_or_missing_is_said_at_once(visit: Visit, people: People) -> None:
    page = visit(people.anna).post("/casussen/nieuw", data={"title": "Kort", "price_year": "x"})
    assert page.status_code == 422
    missing = ("partners-0-name", "legal_form", "domains-0", "motives-quality-score", "phase", "outcome")
    for at in ("title", "summary", "price_year", *missing):
        assert f'href="#{at}"' in page.text


def test_strange_input_is_a_clear_no_or_is_tidied(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    for name in (
        "partners-99999999999999999999-name",
        "partners-²-name",
        "partners--name",
        "partners-x",
        "partners",
    ):
        assert anna.post("/casussen/nieuw", data=QUICK | {name: "x"}).status_code == 422
    assert anna.post("/casussen/nieuw", data={}).status_code == 422
    assert anna.post("/casussen/nieuw?kort=1", data={}).status_code == 422
    assert anna.post("/casussen/nieuw?kort=1", data=QUICK | {"rows": "partners"}).status_code == 303
    assert anna.post("/casussen/nieuw", data={"rows": "secrets"}).status_code == 422
    nul = {
        "trigger": "nul\x00 erin",
        "partners-0-name": "Demogemeente\x00 Noord",
        "partners-0-joined": "2016\x00",
    }
    assert anna.post("/casussen/nieuw", data=FULL | nul).status_code == 303
    assert anna.get("/casussen/99999999999").status_code == 404
    assert anna.get("/casussen/nieuw?regeling=abc&titel=" + "x" * 400).status_code == 200
    far = [(f"partners-{number}-name", "Nergens") for number in range(2_000)]
    assert anna.post("/casussen/nieuw", data=FULL | dict(far)).status_code == 422


def test_forged_fields_are_refused_and_change_nothing(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    forged = {
        "organisation": str(people.chris.organisation_id),
        "theme": "999999",
        "visibility": "all",
        "language": "xx",
    }
    for field, value in forged.items():
        assert anna.post("/casussen/nieuw", data=FULL | {field: value}).status_code == 422
    address = write_case(anna)
    assert anna.post(f"{address}/bewerken", data=FULL | {"revision": HUGE, "trigger": "x"}).status_code == 409
    assert anna.post(f"{address}/bewerken", data=FULL | {"revision": "²", "trigger": "x"}).status_code == 409
    assert "<script" not in anna.get(address).text.split("<main")[1].split("</main")[0]

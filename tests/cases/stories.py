# SPDX-License-Identifier: EUPL-1.2
"""What happens in many stories about cases: somebody writes one, in short or in full."""

from typing import Any

from flask.testing import FlaskClient

from tests.people import NORTH

QUICK = {
    "title": "Samen één servicedesk, na twee jaar gestopt",
    "summary": "Twee gemeenten deelden een servicedesk en stopten toen de kosten tegenvielen.",
    "body": "Wij begonnen met veel zin. Na twee jaar bleek dat niemand de kosten kende.",
    "tags": "servicedesk",
    "language": "nl",
    "visibility": "public",
    "theme": "",
    "organisation": "",
}
STORY = "## Aanleiding en doel\n\n## Wat er gebeurde\n\nDe directies **botsten** over de verdeelsleutel.\n\n## Tips\n"
FULL = QUICK | {
    "body": STORY,
    "sort": "cooperation",
    "partnership_name": "Servicedesk Noordzuid",
    "partners-0-name": NORTH,
    "partners-0-role": "host",
    "partners-0-joined": "2016",
    "partners-1-name": "DEMO-ZUID",
    "partners-1-role": "left",
    "partners-1-joined": "3-2016",
    "partners-1-left": "2019-12-31",
    "partners-2-name": "",
    "partners-2-role": "participant",
    "other_parties": "Een adviesbureau",
    "legal_form": "CG",
    "organisational_form": "shared_service_centre",
    "exit_rules": "yes",
    "evaluation_date": "2020",
    "executive_programme": "yes",
    "executive_programme_url": "https://demo.test/programma",
    "domains": ["service_desk", "workplace"],
    "motives-quality-score": "1",
    "motives-cost-score": "3",
    "motives-cost-line": "De begroting moest sluiten",
    "driver": "avoid",
    "trigger": "Twee beheerders gingen met pensioen",
    "phase": "ended",
    "phases-intent-start": "2014-05",
    "phases-operation-start": "2016-01-01",
    "phases-operation-end": "2019-12-31",
    "stopped_in": "operation",
    "stopped_why": "Geen overeenstemming over de kosten",
    "costs-migration-budget_once": "€ 100.000",
    "costs-migration-actual_once": "180000",
    "costs-licences-budget_yearly": "20.000",
    "costs-licences-actual_yearly": "25.000",
    "own_costs-0-label": "Verhuizing archief",
    "own_costs-0-actual_once": "5000",
    "price_year": "2016",
    "cost_note": "Zonder uren van het eigen personeel",
    "allocation_key": "Naar inwoners",
    "baseline_measured": "no",
    "saving_expected": "50000",
    "saving_realised": "-12000",
    "outcome": "stopped",
    "would_do_again": "no",
    "failure_patterns": ["no_baseline", "loss_of_trust"],
    "evidence-0-title": "Evaluatie van de rekenkamer",
    "evidence-0-year": "2020",
    "evidence-0-url": "https://demo.test/evaluatie.pdf",
}


def share_quickly(browser: FlaskClient, **changes: Any) -> str:
    """Publish a quick entry and give its address."""
    return placed(browser, "/casussen/nieuw?kort=1", QUICK | changes)


def write_case(browser: FlaskClient, **changes: Any) -> str:
    """Publish the full case and give its address."""
    return placed(browser, "/casussen/nieuw", FULL | changes)


def placed(browser: FlaskClient, form: str, data: dict[str, Any]) -> str:
    """Send the form for a case and give the address of what came of it."""
    answer = browser.post(form, data=data)
    assert answer.status_code == 303, answer.text
    return str(answer.location)

# SPDX-License-Identifier: EUPL-1.2
"""The headers that internet.nl asks for stand on every answer: pages, redirects, errors and files."""

from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from knowledgebase.search import indexing
from tests.conftest import Visit
from tests.people import People
from tests.rules.addresses import address_of
from tests.sites import close_site, create_site

YEAR = 31_536_000
REQUIRED = ("default-src", "base-uri", "form-action", "frame-ancestors")
TRIED = {"GET", "POST", "PUT", "PATCH", "DELETE"}
REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def problems(response: TestResponse) -> list[str]:
    """Give what the rules of internet.nl find wrong with an answer."""
    policy = {
        name: set(sources)
        for name, *sources in (
            part.split() for part in response.headers.get("Content-Security-Policy", "").split(";")
        )
    }
    sources = set().union(*policy.values()) if policy else set()
    checks = {
        "policy misses " + " ".join(name for name in REQUIRED if name not in policy): all(
            n in policy for n in REQUIRED
        ),
        "policy is unsafe": not any(source.startswith("'unsafe") for source in sources),
        "policy allows any host": not sources & {"*", "http:", "https:"},
        "default-src is not none or self": policy.get("default-src", set()) <= {"'none'", "'self'"},
        "frames are not refused": policy.get("frame-ancestors", {"*"}) <= {"'none'", "'self'"},
        "no nosniff": response.headers.get("X-Content-Type-Options") == "nosniff",
        "referrer policy leaks": response.headers.get("Referrer-Policy") in REFERRERS,
        "no cache control": "Cache-Control" in response.headers,
    }
    return [what for what, right in checks.items() if not right]


@pytest.mark.one_database("headers do not come from the database")
def test_every_address_answers_with_the_headers(app: Flask, visit: Visit, people: People) -> None:
    with app.app_context():
        indexing.rebuild()
    rules = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method in TRIED
    ]
    wrong = []
    for (rule, method), person in product(rules, (people.nobody, people.anna)):
        response = visit(person).open(address_of(rule), method=method)
        assert response.status_code < 500, (rule, method)
        wrong += [(str(rule), method, problem) for problem in problems(response)]
    assert wrong == []


@pytest.mark.one_database("headers do not come from the database")
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/bestaat-niet", 404),
        ("GET", "/vragen/999999", 404),
        ("DELETE", "/", 405),
        ("GET", "/vragen/nieuw", 401),
        ("POST", "/taal", 303),
        ("GET", "/static/bestaat-niet.css", 404),
    ],
)
def test_errors_and_redirects_have_the_headers_too(
    visit: Visit, method: str, address: str, status: int
) -> None:
    response = visit().open(address, method=method)
    assert response.status_code == status
    assert problems(response) == []


@pytest.mark.one_database("headers do not come from the database")
def test_what_somebody_reads_signed_in_is_kept_nowhere(visit: Visit, people: People) -> None:
    assert "no-store" in visit(people.anna).get("/").headers["Cache-Control"]


@pytest.mark.one_database("headers do not come from the database")
def test_over_https_browsers_are_told_to_stay_there(engine_url: str, tmp_path: Path) -> None:
    site = create_site(engine_url, tmp_path, SESSION_COOKIE_SECURE=True)
    for address in ("/", "/bestaat-niet"):
        header = site.test_client().get(address).headers["Strict-Transport-Security"]
        assert int(header.partition("max-age=")[2].partition(";")[0]) >= YEAR
    close_site(site)

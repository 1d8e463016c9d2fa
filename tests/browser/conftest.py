# SPDX-License-Identifier: EUPL-1.2
"""Chromium, the site with demo content, and axe-core."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from knowledgebase.exchange import demo
from knowledgebase.policy import Role
from tests.rules.sources import ROOT
from tests.servers import RunningSite, demo_data

WITHOUT = "KB_TESTS_WITHOUT_CHROMIUM"
MISSING = (
    f"Chromium is missing. Install it (apt-get install chromium), or set {WITHOUT}=1 to leave its tests out."
)
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions"),
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
STANDARDS = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What can differ between light and dark."""

Violations = list[dict[str, Any]]
Rules = dict[str, Any]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests in this folder when somebody asked for that; pytest then reports them as deselected."""
    if os.environ.get(WITHOUT) == "1":
        here = [item for item in items if "tests/browser" in item.path.as_posix()]
        items[:] = [item for item in items if item not in here]
        config.hook.pytest_deselected(items=here)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[RunningSite]:
    """The site with its demo content, running."""
    site = RunningSite(demo_data(tmp_path_factory, worker_id), "--demo", KB_WEB_WORKERS="1")
    yield site.wait_until_it_runs()
    site.stop()


@pytest.fixture
def opened(chromium: Browser, site: RunningSite) -> Iterator[Callable[..., BrowserContext]]:
    """Open a browser window of its own: `opened(role, language="en", color_scheme="dark")`; no role is nobody."""
    contexts: list[BrowserContext] = []

    def window(role: Role | None = None, language: str = "nl", **options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=site.address, locale=language, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        if role:
            sign_in(context.new_page(), role)
        return context

    yield window
    for context in contexts:
        context.close()


def sign_in(page: Page, role: Role) -> None:
    """Sign in with the demo account of a role, as a person would."""
    email = next(email for known, email in accounts().items() if known == role.value)
    page.goto("/inloggen")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", demo.PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda address: "/inloggen" not in address)
    page.close()


def accounts() -> dict[str, str]:
    """Give the mail address of the demo account of each role."""
    people = {line["id"]: line["email"] for line in map(json.loads, demo.lines()) if line["type"] == "user"}
    return {role: people[id] for id, role in demo.ACCOUNTS.items()}


@pytest.fixture(scope="session")
def axe() -> Callable[..., Violations]:
    """Let axe-core look at a page; give what it finds, shortened to what one needs to mend it."""
    assert AXE.is_file(), "axe-core is missing from node_modules: run `make test`, which installs it"
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page, rules: Rules = STANDARDS) -> Violations:
        page.evaluate(f"window.axe || (() => {{ {source} }})()")
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        found: Violations = page.evaluate(
            "options => axe.run(document, options).then(r => r.violations)", options
        )
        return [
            {
                "rule": one["id"],
                "help": one["help"],
                "where": [node["html"][:200] for node in one["nodes"][:3]],
            }
            for one in found
        ]

    return violations

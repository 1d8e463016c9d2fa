# SPDX-License-Identifier: EUPL-1.2
"""People who use a running site over HTTP, and how long two seconds are on this machine just now."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

from bs4 import BeautifulSoup, Tag

from knowledgebase.exchange import demo
from knowledgebase.policy import Role
from tests.servers import RunningSite
from tests.stories import QUESTION

A_WORD = "[hash(str(n)) for n in range(400_000)]"


class Visitor:
    """A browser without a screen: keeps cookies, fills in forms with their tokens."""

    def __init__(self, site: RunningSite, role: Role | None = None) -> None:
        self.address = site.address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        if role:
            email = next(email for known, email in accounts().items() if known == role.value)
            self.send("/inloggen", "/inloggen", email=email, password=demo.PASSWORD)

    def get(self, path: str) -> tuple[int, str]:
        """Give status and text of a page."""
        return self._answer(path, None)[:2]

    def send(self, page: str, action: str, **fields: str) -> str:
        """Fill in the form on `page` whose address begins with `action`, and give the path where it leads.

        :raises HTTPError: when the site does not take it.
        """
        soup = BeautifulSoup(self.get(page)[1], "html.parser")
        form = next(one for one in soup.select("main form") if str(one.get("action", "")).startswith(action))
        target = urlsplit(str(form["action"])).path
        status, text, path = self._answer(target, dict(_held(form)) | fields)
        if status >= 400:
            raise HTTPError(target, status, text[:2000], None, None)  # type: ignore[arg-type]
        return path

    def ask(self, title: str) -> str:
        """Publish a question and give its path."""
        words = {name: QUESTION[name] for name in ("body", "tags", "language", "visibility")}
        return self.send("/vragen/nieuw", "/vragen/nieuw", title=title, **words)

    def finds(self, text: str) -> bool:
        """Whether a search gives any result."""
        status, page = self.get(f"/zoeken?{urlencode({'q': text})}")
        return status == 200 and "kb-item__title" in page

    def _answer(self, path: str, fields: dict[str, str] | None) -> tuple[int, str, str]:
        data = urlencode(fields).encode() if fields is not None else None
        try:
            with self._opener.open(f"{self.address}{path}", data, timeout=60) as answer:
                return answer.status, answer.read().decode(), urlsplit(answer.geturl()).path
        except HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode(), path


def accounts() -> dict[str, str]:
    """Give the mail address of the demo account of each role."""
    people = {line["id"]: line["email"] for line in map(json.loads, demo.lines()) if line["type"] == "user"}
    return {role: people[id] for id, role in demo.ACCOUNTS.items()}


def slowness() -> float:
    """Tell how many seconds by the clock one second of work takes on this machine, which others may keep busy."""
    before, started = _processor(), time.perf_counter()
    subprocess.run([sys.executable, "-c", A_WORD], check=True)
    return max(1.0, (time.perf_counter() - started) / (_processor() - before))


def seconds_until(true: Callable[[], bool], patience: float = 120.0) -> float:
    """Look until `true()`, and give how long that took; fail when it lasts longer than `patience`."""
    started = time.perf_counter()
    while not true():
        assert time.perf_counter() - started < patience, "it did not happen"
        time.sleep(0.05)
    return time.perf_counter() - started


def _held(form: Tag) -> list[tuple[str, str]]:
    fields = form.select("input[type=hidden], input[checked], input:not([type]), textarea, option[selected]")
    named = ((one.get("name") or (one.find_parent("select") or one).get("name"), one) for one in fields)
    return [(str(name), _value(field)) for name, field in named if name]


def _value(field: Tag) -> str:
    return field.get_text() if field.name == "textarea" else str(field.get("value", ""))


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

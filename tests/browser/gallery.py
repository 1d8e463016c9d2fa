# SPDX-License-Identifier: EUPL-1.2
"""A small site that shows every component macro in every state, and knows nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from mimetypes import guess_type
from threading import Thread
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.serving import make_server
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Form,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from knowledgebase.config import ROOT
from knowledgebase.web import assets, i18n, markdown
from knowledgebase.web.differences import side_by_side
from knowledgebase.web.forms import CheckboxList, Euros, Length, offered

ENDPOINTS = """
front.home front.about front.permissions front.accessibility front.privacy front.opensearch front.language
questions.index questions.new cases.index cases.new lessons.index lessons.new pages.index branch.index
partnerships.index partnerships.map partnerships.picture organisations.index search.results contributions.tag
accounts.profile contributions.bin contributions.suggestions accounts.people security.login security.register
security.logout moderation.queue notifications.index
""".split()
ERRORS = (400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)
TEXT = """
De deelnemers spraken een **uittreedsom** af. Zie [het besluit](https://voorbeeld.nl/besluit).

## Wat gebeurde er

1. De nulmeting ontbrak.
2. De kosten liepen op.

> Begin met de ambitie, niet met de buur.

| jaar | begroot | werkelijk | toelichting |
|---|---|---|---|
| 2015 | 1,6 miljoen | 0,4 miljoen | frictiekosten van personeel en dubbele beheerlasten in de overgangsperiode |

```
select 1 from gemeenten where naam = 'Demogemeente Noord' and peildatum = '2026-05-16' and ict is true
```
"""
BEFORE = "Een gedeelde servicedesk\nvoor drie gemeenten.\n" + "Onveranderd.\n" * 9 + "Kosten: 100.000 euro."
AFTER = BEFORE.replace("drie", "vier").replace("100.000", "180.000") + "\nBron: rekenkamer."


class Example(Form):
    """Every sort of field."""

    title = StringField("Titel", [InputRequired("Geef een titel."), Length(15, 300)])
    email = EmailField("Werkadres", [InputRequired("Vul je werkadres in.")])
    password = PasswordField("Wachtwoord", [InputRequired("Vul je wachtwoord in.")])
    body = TextAreaField("Tekst", [InputRequired("Schrijf de tekst.")])
    on = DateField("Besloten op", [Optional()])
    inhabitants = IntegerField("Inwoners", [Optional()])
    budget = Euros("Begroot", [Optional()])
    theme = SelectField(
        "Thema", [Optional()], choices=offered([("", "Geen thema"), ("1", "Inkoop en contracten")])
    )
    domains = SelectMultipleField(
        "Beleidsterreinen", [Optional()], choices=offered([("a", "Cloud"), ("b", "Privacy")])
    )
    visibility = RadioField(
        "Wie mag dit lezen",
        [InputRequired("Kies wie dit mag lezen.")],
        choices=offered([("p", "Iedereen"), ("m", "Leden")]),
    )
    audience = CheckboxList(
        "Voor wie", [InputRequired("Kies voor wie.")], choices=offered([("b", "Bestuurders"), ("c", "CIO's")])
    )
    agreed = BooleanField("Ik heb dit met de partners afgestemd", [InputRequired("Stem dit eerst af.")])
    revision = HiddenField(default="3")


@dataclass(frozen=True)
class Visitor:
    """Who looks at the gallery."""

    name: str = ""

    @property
    def is_known(self) -> bool:
        """Whether this is somebody."""
        return bool(self.name)


def gallery_app() -> Flask:
    """Give the site; `?wie=naam` signs in, `/fout/404` shows an error page."""
    app = Flask(
        "gallery", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static" / "dist")
    )
    app.config.update(SECRET_KEY="gallery", THEME_CSS="", THEME_CLASS="voorbeeld-theme")
    for part in (i18n, assets, markdown):
        part.init_app(app)
    app.jinja_env.globals.update(csrf_token=lambda: "token", can=lambda name, thing=None: True)
    app.jinja_env.globals.update(unread=lambda: 3, feed_address=lambda: None)
    app.context_processor(lambda: {"viewer": Visitor(request.args.get("wie", ""))})
    for endpoint in ENDPOINTS:
        app.add_url_rule(f"/{endpoint.replace('.', '/')}", endpoint, lambda **_: "")
    app.view_functions["static"] = built
    app.add_url_rule("/", "gallery", show)
    app.add_url_rule("/fout/<int:code>", "error", error)
    return app


def show() -> str:
    """Show every macro in every state."""
    wrong = Example(MultiDict({"title": "Te kort", "budget": "veel"}))
    wrong.validate()
    return render_template("components/gallery.html", **_content(), form=Example(prefix="goed-"), wrong=wrong)


def built(filename: str) -> Response:
    """Give a built file at once, so that a browser that goes away leaves no file open."""
    return Response((ROOT / "static" / "dist" / filename).read_bytes(), mimetype=guess_type(filename)[0])


def error(code: int) -> str:
    """Show the page of an error."""
    return render_template(f"errors/{code}.html", code=code, title=f"Fout {code}", message=None)


@contextmanager
def running_gallery() -> Iterator[str]:
    """Serve the gallery on a free port and give its address."""
    server = make_server("127.0.0.1", 0, gallery_app(), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _content() -> dict[str, Any]:
    states = ["past"] * 5 + ["current", "stopped", "ahead", "ahead", "ahead"]
    names = (
        "verkenning intentie haalbaarheid besluit overgang beheer evaluatie uitbreiding uittreding beëindigd"
    )
    return {
        "today": date(2026, 5, 16),
        "html": markdown.render(TEXT).html,
        "plain": f"{markdown.UNFORMATTED}\nZo getypt.</pre>",
        "rows": side_by_side(BEFORE, AFTER),
        "steps": [
            SimpleNamespace(
                label=name.capitalize(), when="maart 2016" if state == "past" else "", state=state
            )
            for name, state in zip(names.split(), states, strict=True)
        ],
        "tags": [SimpleNamespace(name=name) for name in ("uittreedsom", "nulmeting", "servicedesk")],
        "beside": _beside(),
        "costs": [
            ("Projectorganisatie en advies", 400_000, 650_000),
            ("Frictiekosten van personeel", 0, 1_250_000),
            ("Migratie en dataconversie", 900_000, None),
        ],
        "one": SimpleNamespace(
            found=SimpleNamespace(
                contribution=SimpleNamespace(
                    language="en",
                    kind=SimpleNamespace(label="Casus"),
                    author=SimpleNamespace(name="Noor Demo"),
                    created_at=date(2026, 3, 3),
                )
            ),
            title=[("Exit payment of the ", False), ("shared", True), (" service centre", False)],
            fragment=[("They agreed on the ", False), ("exit payment", True), (" only afterwards.", False)],
        ),
    }


def _beside() -> list[SimpleNamespace]:
    """Give rows of things side by side: one unknown, several lines, the two sides of an amount."""
    rows = (
        ("Rechtsvorm", "", (["Convenant"], [])),
        ("Partners", "", (["Noord", "Zuid"], ["Noord", "Zuid"])),
        ("Licenties", "begroot", (["€ 90.000"], ["€ 30.000"])),
        ("Licenties", "werkelijk", (["€ 90.000"], ["€ 90.000"])),
    )
    return [
        SimpleNamespace(
            label=label,
            detail=detail,
            cells=[SimpleNamespace(lines=lines, is_quoted=True) for lines in cells],
            differs=cells[0] != cells[1],
            counts=bool(detail),
        )
        for label, detail, cells in rows
    ]

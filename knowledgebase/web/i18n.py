# SPDX-License-Identifier: EUPL-1.2
"""The language of the page, and dates and numbers the way its readers write them."""

from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel, format_decimal, get_locale
from flask_babel import format_date as babel_date
from flask_babel import lazy_gettext as _

from knowledgebase.web.addresses import local_target

TRANSLATIONS = Path(__file__).parents[1] / "translations"
LANGUAGES = {"nl": "Nederlands", "en": "English"}
TEXT_LANGUAGES = {
    "nl": _("Dutch"),
    "en": _("English"),
    "fy": _("Frisian"),
    "de": _("German"),
    "fr": _("French"),
}
COOKIE = "taal"
YEAR = 365 * 24 * 3600
ZONE = ZoneInfo("Europe/Amsterdam")


def init_app(app: Flask) -> None:
    """Choose the language per request and teach templates to write dates and money."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = "nl"
    Babel(app, locale_selector=page_language, default_timezone="Europe/Amsterdam")
    app.jinja_env.globals.update(languages=LANGUAGES)
    app.jinja_env.filters.update(day=day, as_known=as_known, moment=moment, euros=euros, number=number)
    app.context_processor(lambda: {"locale": str(get_locale())})


def page_language() -> str:
    """Give the language: chosen by the account or a cookie, else the browser's, else Dutch."""
    chosen = g.get("language") or request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES), default="nl")


def choose_language() -> ResponseReturnValue:
    """Remember the language somebody chose, and go back to where they were."""
    response = make_response(redirect(local_target(request.form.get("next"), "/"), 303))
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def today() -> date:
    """Give the day that it is in the Netherlands."""
    return datetime.now(ZONE).date()


def months_after(day: date, months: int) -> date:
    """Give the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day(moment: date | datetime | None) -> str:
    """Write the day in full: 3 maart 2026."""
    if moment is None:
        return ""
    local = moment.astimezone(ZONE).date() if isinstance(moment, datetime) else moment
    return str(babel_date(local, "d MMMM y", rebase=False))


def as_known(text: str) -> str:
    """Write a date as far as it is known: 2016, maart 2016, 1 maart 2016."""
    if len(text) == len("2016-03-01"):
        return day(date.fromisoformat(text))
    if len(text) == len("2016-03"):
        return str(babel_date(date.fromisoformat(f"{text}-01"), "MMMM y", rebase=False))
    return text


def moment(at: datetime) -> str:
    """Write day and time in the Netherlands: 3 maart 2026 14:05."""
    return f"{day(at)} {at.astimezone(ZONE):%H:%M}"


def euros(amount: int | None) -> str:
    """Write whole euros the Dutch way: € 1.250.000."""
    return "" if amount is None else f"€\N{NO-BREAK SPACE}{number(amount)}"


def euros_and_cents(amount: Decimal | None) -> str:
    """Write an amount to the cent: € 12,50."""
    return "" if amount is None else f"€\N{NO-BREAK SPACE}{format_decimal(amount, '#,##0.00')}"


def number(count: int | float | None) -> str:
    """Write a number with the separators of the page's language."""
    return "" if count is None else str(format_decimal(count))

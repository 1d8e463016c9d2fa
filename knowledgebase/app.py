# SPDX-License-Identifier: EUPL-1.2
"""The site put together, and nothing else."""

from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from knowledgebase import db, policy
from knowledgebase.accounts import signing_in
from knowledgebase.accounts import views as accounts
from knowledgebase.branch import views as branch
from knowledgebase.cases import views as cases
from knowledgebase.config import ROOT, Settings, settings_from
from knowledgebase.contributions import feeds
from knowledgebase.contributions import views as contributions
from knowledgebase.contributions.files import sending, storage
from knowledgebase.events import mail, outbox
from knowledgebase.front import views as front
from knowledgebase.lessons import views as lessons
from knowledgebase.moderation import views as moderation
from knowledgebase.notifications import views as notifications
from knowledgebase.organisations import views as organisations
from knowledgebase.pages import views as pages
from knowledgebase.partnerships import views as partnerships
from knowledgebase.questions import views as questions
from knowledgebase.search import views as search
from knowledgebase.subscriptions import AFTER, COMPOSERS, SUBSCRIPTIONS
from knowledgebase.web import addresses, assets, errors, headers, i18n, markdown, pagecache, paging, typed

ROOMS = (
    front,
    organisations,
    accounts,
    contributions,
    search,
    moderation,
    notifications,
    questions,
    cases,
    lessons,
    pages,
    partnerships,
    branch,
)
LONGEST_REQUEST = 2 * 1024 * 1024


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """Put the site together.

    :raises SettingsWrong: naming every setting that is missing or wrong.
    """
    settings = settings or settings_from()
    app = Flask(
        "knowledgebase",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static" / "dist"),
        static_url_path="/static",
    )
    # Limits count by address, and behind a proxy everybody would share the proxy's.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    app.config.from_mapping(configuration(settings), **overrides)
    addresses.init_app(app)
    db.init_app(app, migrations=str(ROOT / "migrations"))
    outbox.init_app(app, SUBSCRIPTIONS, AFTER)
    mail.init_app(app, COMPOSERS)
    for part in (i18n, assets, markdown, errors, headers, paging, policy, typed):
        part.init_app(app)
    storage.init_app(app, settings.files)
    pagecache.init_app(app, db.db)
    # Before the token is looked for, which reads the whole request.
    sending.init_app(app)
    # Choosing a language harms nobody, and the form stands on pages that are kept for everybody.
    csrf = CSRFProtect(app)
    csrf.exempt(front.language)
    # A mail program that stops mail in one click knows nothing but the signed address.
    csrf.exempt(notifications.stopping.stop)
    signing_in.init_app(app)
    search.init_app(app, settings)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    feeds.init_app(app)
    return app


def configuration(settings: Settings) -> dict[str, Any]:
    """Give the settings under the names that Flask and its extensions know."""
    return {
        "SECRET_KEY": settings.signing_key(),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SESSION_COOKIE_NAME": "__Host-goedebuur" if settings.secure else "goedebuur",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": LONGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LONGEST_REQUEST,
        "WTF_CSRF_TIME_LIMIT": 24 * 3600,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
        "BASE_URL": settings.base_url,
        "DATA_DIR": str(settings.data_dir.resolve()),
        "INDEX_DIR": str(settings.index_dir),
        "MAIL_URL": settings.mail_url.get_secret_value(),
        "MAIL_FROM": settings.mail_from,
        "THEME_CSS": settings.theme_css,
        "THEME_CLASS": settings.theme_class,
        "CONTACT": settings.contact,
        "SEARCH": settings.search,
    }

"""Putting the office's application together."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import Babel
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from casework.administration.forms import FieldsWrong
from casework.administration.refusals import tell_fields
from casework.administration.views import ADMINISTRATION
from casework.attachments.views import attachments
from casework.audit.views import audit
from casework.calendar.views import calendar
from casework.cases.archive_views import archives
from casework.cases.change_views import case_changes
from casework.cases.declaration_views import declarations
from casework.cases.handover_views import handovers
from casework.cases.views import cases
from casework.drafts.views import drafts
from casework.entries.views import entries
from casework.errors import REFUSALS, send_to_account, send_to_sign_in
from casework.feedback.views import feedback
from casework.forms import MOST_BYTES
from casework.intake.views import intake
from casework.keyring.recovery_views import recovery
from casework.keyring.setting_up_views import setting_up
from casework.keyring.views import keyring
from casework.lists.views import lists
from casework.members.account_views import account
from casework.members.invitation_views import joining
from casework.members.roster_views import roster
from casework.members.session_views import own_session
from casework.members.sign_in_views import members
from casework.pages import install_pages
from casework.papers.views import papers
from casework.passing.views import passing
from casework.search.views import search
from casework.security import NotSignedIn, SecondFactorNeeded, language, refuse_foreign_requests
from casework.tasks.views import tasks
from casework.today.views import todays
from casework.transfers.views import transfers
from casework.viewer.views import viewer
from portal.blobs import open_store
from portal.calendar.years import know_calendar
from portal.config import Config
from portal.database import attach, make_engine
from portal.errors import answer_errors
from portal.pages.assets import install_assets
from portal.security import harden

ROOT = Path(__file__).parent.parent
TRANSLATIONS = (ROOT / "casework" / "translations", ROOT / "portal" / "translations")
BLUEPRINTS = (
    todays,
    members,
    own_session,
    account,
    joining,
    roster,
    intake,
    keyring,
    setting_up,
    recovery,
    feedback,
    attachments,
    audit,
    cases,
    case_changes,
    archives,
    entries,
    transfers,
    passing,
    tasks,
    declarations,
    handovers,
    drafts,
    papers,
    search,
    viewer,
    calendar,
    lists,
    *ADMINISTRATION,
)


def build(config: Config) -> Flask:
    """The office's application."""
    app = Flask("casework", static_folder=None, root_path=str(ROOT))
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        BABEL_DEFAULT_LOCALE="zh_Hans",
        BABEL_TRANSLATION_DIRECTORIES=";".join(map(str, TRANSLATIONS)),
    )
    # This area's error page stands before the public one of the same name.
    folders = (ROOT / "templates" / "casework", ROOT / "templates")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    app.extensions["qingfeng.config"] = config
    app.extensions["qingfeng.blobs"] = open_store(config.blob_address)
    attach(app, make_engine(config.database))
    know_calendar(app)
    Babel(app, locale_selector=language)
    install_assets(app)
    install_pages(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix="/casework")
    _answer_refusals(app)
    app.before_request(refuse_foreign_requests)
    harden(app, "casework", config)
    _trust_proxies(app, config.proxies)
    return app


def _answer_refusals(app: Flask) -> None:
    answer_errors(app, REFUSALS)
    app.register_error_handler(NotSignedIn, send_to_sign_in)
    app.register_error_handler(SecondFactorNeeded, send_to_account)
    app.register_error_handler(FieldsWrong, tell_fields)


def _trust_proxies(app: Flask, proxies: int) -> None:
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0
        )

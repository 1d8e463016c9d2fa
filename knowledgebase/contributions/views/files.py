# SPDX-License-Identifier: EUPL-1.2
"""Pages to add pictures and files, and the files themselves."""

import logging
import math
from http import HTTPStatus

from flask import Response, abort, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from knowledgebase.accounts import throttle
from knowledgebase.contributions.actions import files as actions
from knowledgebase.contributions.files.kinds import LARGEST_FILE, Trouble
from knowledgebase.contributions.files.markup import markdown_for
from knowledgebase.contributions.files.storage import storage
from knowledgebase.contributions.forms.files import FileForm
from knowledgebase.contributions.models.files import Attachment
from knowledgebase.contributions.queries.files import file_for, files_of, unused_file, used_among
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import latest_first

log = logging.getLogger(__name__)

CONFINED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""A file opened by itself loads nothing, sends nothing and runs nothing."""


@blueprint.app_context_processor
def _files() -> dict[str, object]:
    return {"address_of_file": address_of_file, "markdown_of": markdown_of, "LARGEST_FILE": LARGEST_FILE}


def address_of_file(attachment: Attachment) -> str:
    """Give the address of a file."""
    return url_for("contributions.file", id=attachment.id, name=attachment.address_name)


def markdown_of(attachment: Attachment) -> str:
    """Give what a text says to show a picture, or to link to a file."""
    words = attachment.alternative if attachment.kind.is_picture else attachment.name
    return markdown_for(words, address_of_file(attachment), attachment.kind.is_picture)


@blueprint.get("/bestanden/nieuw")
@permit(Permission.ADD_FILE)
def new_file() -> ResponseReturnValue:
    """Show the form to add a file, and the files of the viewer."""
    return _page(FileForm())


@blueprint.post("/bestanden")
@permit(Permission.ADD_FILE)
def add_file() -> ResponseReturnValue:
    """Add a file. A script asks for JSON and gets what the text is to say."""
    form = FileForm()
    try:
        throttle.count(throttle.FILES, str(viewer().id))
    except throttle.TooManyAttempts as tried:
        return _too_many(form, tried)
    db.session.commit()
    found = form.checked()
    if found is None:
        return _refused(form, 413 if form.trouble == Trouble.TOO_LARGE else 422)
    storage().keep(found.sha256, found.content)
    attachment = actions.add_file(found, form.alternative_text(), viewer())
    markdown, name, id = markdown_of(attachment), attachment.name, attachment.id
    db.session.commit()
    if _wants_json():
        return jsonify(markdown=markdown, name=name), 201
    say(_("“%(name)s” is added. Copy its line below into your text.", name=name))
    return redirect(url_for("contributions.new_file", _anchor=f"bestand-{id}"), 303)


@blueprint.get("/bestanden/<ref:id>/verwijderen")
@permit(Permission.ADD_FILE)
def ask_to_remove_file(id: int) -> ResponseReturnValue:
    """Ask whether to remove a file of one's own that is in no text."""
    attachment = unused_file(viewer(), id) or abort(404)
    return render_template("contributions/remove_file.html", file=attachment)


@blueprint.post("/bestanden/<ref:id>/verwijderen")
@permit(Permission.ADD_FILE)
def remove_file(id: int) -> ResponseReturnValue:
    """Remove a file of one's own that is in no text."""
    attachment = unused_file(viewer(), id) or abort(404)
    name = attachment.name
    actions.remove_file(attachment, viewer())
    db.session.commit()
    say(_("“%(name)s” is removed.", name=name))
    return redirect(url_for("contributions.new_file"), 303)


@blueprint.get("/bestanden/<ref:id>/<name>")
@permit(Permission.READ)
def file(id: int, name: str) -> ResponseReturnValue:
    """Give a file to whoever may see what it hangs on."""
    found = file_for(viewer(), id) or abort(404)
    attachment, is_public = found
    if name != attachment.address_name:
        return redirect(address_of_file(attachment), 301)
    response = _sent(attachment)
    response.headers["Content-Type"] = attachment.kind.media_type
    response.headers["Content-Security-Policy"] = CONFINED
    response.headers["Cache-Control"] = "public, no-cache" if is_public else "private, no-cache"
    return response


def _sent(attachment: Attachment) -> Response:
    try:
        stream = storage().opened(attachment.sha256)
    except FileNotFoundError:
        log.error("the content of file %d is not in the storage", attachment.id)
        abort(404)
    response = send_file(
        stream,
        mimetype=attachment.kind.media_type,
        as_attachment=not attachment.kind.is_picture,
        download_name=attachment.name,
        etag=attachment.sha256,
        conditional=False,
    )
    response.content_length = attachment.size
    response.make_conditional(request, accept_ranges=True, complete_length=attachment.size)
    return response


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _page(form: FileForm) -> str:
    page = latest_first(db, files_of(viewer()), Attachment, "created_at")
    used = used_among([one.id for one in page.rows])
    return render_template("contributions/files.html", form=form, page=page, used=used)


def _refused(form: FileForm, status: int) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(status=status, title=HTTPStatus(status).phrase, message=form.first_error()), status
    return _page(form), status


def _too_many(form: FileForm, tried: throttle.TooManyAttempts) -> ResponseReturnValue:
    minutes = math.ceil(tried.seconds / 60)
    db.session.rollback()
    form.file.errors = [
        ngettext(
            "You added very many files. Wait %(num)d minute, and add this one again.",
            "You added very many files. Wait %(num)d minutes, and add this one again.",
            minutes,
        )
    ]
    return _refused(form, 429)

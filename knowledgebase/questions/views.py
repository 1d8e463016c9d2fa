# SPDX-License-Identifier: EUPL-1.2
"""Pages of questions and answers."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.actions.applications import tell_applied
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.forms.applications import ApplicationForm
from knowledgebase.contributions.queries import themes
from knowledgebase.contributions.queries.authors import load_co_authors
from knowledgebase.contributions.queries.completing import complete
from knowledgebase.contributions.queries.linked import linked_in
from knowledgebase.contributions.queries.surroundings import surroundings_of
from knowledgebase.contributions.views import address_of
from knowledgebase.contributions.views.drafting import drafted
from knowledgebase.contributions.views.merging import save_merged
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Permission, allows, permit, viewer
from knowledgebase.questions import actions, follow_ups, invitation_views, vouching_views
from knowledgebase.questions.blueprint import blueprint
from knowledgebase.questions.forms import AnswerForm, QuestionForm
from knowledgebase.questions.models import Answer, Question
from knowledgebase.questions.queries import answers_to, needed_from, questions
from knowledgebase.search.similar_views import looked, wants_to_look
from knowledgebase.web.addresses import moved_from
from knowledgebase.web.flashes import say
from knowledgebase.web.i18n import today
from knowledgebase.web.paging import earliest_first, newest_first, parameters

__all__ = ["blueprint", "invitation_views", "vouching_views"]

SOONEST = "nodig"
"""The order of the list, in its address: what is needed soonest first."""


def feed() -> Feed:
    """Give the newest questions of the list."""
    chosen = parameters("thema", "tag", "stand")
    statement = questions(ANYONE, chosen["thema"], chosen["tag"], chosen["stand"])
    return newest_of(statement, Question, _("Questions"))


@blueprint.get("")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def index() -> ResponseReturnValue:
    """List questions."""
    chosen = parameters("thema", "tag", "stand", "sorteer")
    statement = questions(viewer(), chosen["thema"], chosen["tag"], chosen["stand"])
    if chosen["sorteer"] == SOONEST:
        page = earliest_first(db, needed_from(statement, today()), Question, "needed_by")
    else:
        page = newest_first(db, statement, Question.id)
    return render_template("questions/index.html", page=page, chosen=chosen, themes=themes())


@blueprint.get("/<ref:id>")
@permit(Permission.READ, Question, kept=True, whole=True)
@drafted("answer", anchor="jouw-antwoord")
def show(question: Question) -> ResponseReturnValue:
    """Show a question with its answers."""
    if proper := moved_from("questions.show", question):
        return redirect(proper, 301)
    # An anonymous page carries no form, so that one copy serves everybody.
    return question_page(question, AnswerForm() if allows(viewer(), Permission.ANSWER, question) else None)


def question_page(question: Question, form: AnswerForm | None) -> str:
    """Render a question, its answers and the form for another."""
    complete(question, Question.invited_organisations)
    answers = answers_to(question, viewer())
    load_co_authors([question, *answers])
    return render_template(
        "questions/show.html",
        question=question,
        answers=answers,
        form=form,
        **surroundings_of([question, *answers], viewer()),
    )


@blueprint.get("/nieuw")
@permit(Permission.CONTRIBUTE)
@drafted("new-question")
def new() -> ResponseReturnValue:
    """Show the form for a question."""
    form = QuestionForm(viewer(), title=request.args.get("titel", "")[:300])
    return render_template("questions/new.html", form=form)


@blueprint.post("/nieuw")
@permit(Permission.CONTRIBUTE)
@drafted("new-question")
def ask() -> ResponseReturnValue:
    """Publish a question."""
    form = QuestionForm(viewer())
    if wants_to_look():
        return render_template("questions/new.html", form=form, **looked(form.title.data))
    wording = form.checked()
    if wording is None:
        return render_template("questions/new.html", form=form), form.status
    question = actions.ask(wording, viewer(), form.facts())
    address = address_of(question)
    db.session.commit()
    say(_("Your question is published."))
    return redirect(address, 303)


@blueprint.get("/<ref:id>/bewerken")
@permit(Permission.EDIT, Question)
@drafted("edit")
def edit(question: Question) -> ResponseReturnValue:
    """Show the form to improve a question."""
    form = QuestionForm(viewer(), question)
    return render_template("questions/edit.html", form=form, question=question)


@blueprint.post("/<ref:id>/bewerken")
@permit(Permission.EDIT, Question)
@drafted("edit")
def rephrase(question: Question) -> ResponseReturnValue:
    """Save a new version of a question."""
    form = QuestionForm(viewer(), question)
    wording = form.checked()
    if wording is None:
        return render_template("questions/edit.html", form=form, question=question), form.status
    try:
        actions.rephrase(question, wording, form.facts(), viewer(), form.based_on)
    except Outdated:
        # Whether a name is hidden does not wait for what two texts have in common.
        actions.name_asker(question, form.facts().is_hidden_asker, viewer())
        db.session.commit()
        return save_merged(question, form, wording)
    address = address_of(question)
    db.session.commit()
    return redirect(address, 303)


@blueprint.post("/<ref:id>/antwoorden")
@permit(Permission.ANSWER, Question)
@drafted("answer", shown_at="questions.show", anchor="jouw-antwoord")
def answer(question: Question) -> ResponseReturnValue:
    """Publish an answer."""
    form = AnswerForm()
    wording = form.checked()
    if wording is None:
        return question_page(question, form), form.status
    given = actions.answer(question, wording, viewer())
    address = address_of(given)
    db.session.commit()
    say(_("Your answer is published."))
    return redirect(address, 303)


@blueprint.get("/antwoorden/<ref:id>/bewerken")
@permit(Permission.EDIT, Answer)
@drafted("edit")
def edit_answer(given: Answer) -> ResponseReturnValue:
    """Show the form to improve an answer."""
    form = AnswerForm(viewer(), given)
    return render_template("questions/edit_answer.html", form=form, answer=given)


@blueprint.post("/antwoorden/<ref:id>/bewerken")
@permit(Permission.EDIT, Answer)
@drafted("edit")
def amend(given: Answer) -> ResponseReturnValue:
    """Save a new version of an answer."""
    form = AnswerForm(viewer(), given)
    wording = form.checked()
    if wording is None:
        return render_template("questions/edit_answer.html", form=form, answer=given), form.status
    try:
        actions.amend(given, wording, viewer(), form.based_on)
    except Outdated:
        return save_merged(given, form, wording)
    address = address_of(given)
    db.session.commit()
    return redirect(address, 303)


@blueprint.post("/antwoorden/<ref:id>/aannemen")
@permit(Permission.ACCEPT, Answer)
def accept(given: Answer) -> ResponseReturnValue:
    """Mark an answer as the one that helped."""
    actions.accept(given, viewer())
    address = address_of(given)
    db.session.commit()
    return redirect(address, 303)


@blueprint.post("/antwoorden/<ref:id>/niet-aannemen")
@permit(Permission.ACCEPT, Answer)
def unaccept(given: Answer) -> ResponseReturnValue:
    """Take back that an answer helped."""
    actions.unaccept(given, viewer())
    address = address_of(given)
    db.session.commit()
    return redirect(address, 303)


@blueprint.get("/antwoorden/<ref:id>/gewerkt")
@permit(Permission.FOLLOW_UP, Answer)
def follow_up(given: Answer) -> ResponseReturnValue:
    """Ask whoever accepted the answer whether it worked."""
    form = ApplicationForm(viewer(), given)
    return _follow_up_page(given, form)


@blueprint.post("/antwoorden/<ref:id>/gewerkt")
@permit(Permission.FOLLOW_UP, Answer)
def record_follow_up(given: Answer) -> ResponseReturnValue:
    """Record whether the accepted answer worked."""
    form = ApplicationForm(viewer(), given)
    practice = form.checked()
    if practice is None:
        return _follow_up_page(given, form), 422
    tell_applied(given, practice, viewer())
    follow_ups.reply(given)
    address = address_of(given)
    db.session.commit()
    say(_("Thank you. Others now see what came of it."))
    return redirect(address, 303)


def _follow_up_page(given: Answer, form: ApplicationForm) -> str:
    return render_template(
        "questions/follow_up.html", form=form, answer=given, linked=linked_in([given.html], viewer())
    )

# SPDX-License-Identifier: EUPL-1.2
"""Questions and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.contributions.models import Contribution, Findable, Kind
from knowledgebase.contributions.models.contribution import KIND_LABELS
from knowledgebase.contributions.queries import comments_on
from knowledgebase.db import Model, db
from knowledgebase.policy import Role, Status, Viewer
from knowledgebase.questions.invitations.models import InvitedOrganisation, InvitedPerson


@dataclass(frozen=True)
class Facts:
    """What a question holds besides its wording."""

    needed_by: date | None = None
    is_hidden_asker: bool = False


class Question(Contribution):
    """A question.

    `accepted_id` is the answer that helped; `answer_count` counts those that
    are published; after `needed_by` an answer no longer helps the asker;
    `vouched_at` is when a moderator vouched for an asker whose name is hidden.
    """

    __tablename__ = "question"
    __mapper_args__ = {"polymorphic_identity": Kind.QUESTION}

    id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    accepted_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("answer.id", use_alter=True, name="fk_question_accepted_id"), index=True
    )
    answer_count: Mapped[int] = mapped_column(default=0)
    needed_by: Mapped[date | None] = mapped_column(index=True)
    vouched_at: Mapped[datetime | None]

    answers: Mapped[list["Answer"]] = relationship(
        foreign_keys="Answer.question_id", back_populates="question", order_by="Answer.id"
    )
    invited_organisations: Mapped[list[InvitedOrganisation]] = relationship(
        order_by=InvitedOrganisation.at, cascade="all, delete-orphan"
    )
    invited_people: Mapped[list[InvitedPerson]] = relationship(
        order_by=InvitedPerson.at, cascade="all, delete-orphan"
    )

    endpoint: ClassVar[str] = "questions.show"
    is_mergeable: ClassVar[bool] = True
    is_voted_on: ClassVar[bool] = True
    edit_endpoint: ClassVar[str] = "questions.edit"
    labels: ClassVar[dict[str, Any]] = {"needed_by": _("Needed by")}
    standings: ClassVar[Mapping[str, Any]] = {
        "unanswered": _("Unanswered"),
        "answered": _("Answered"),
        "accepted": _("With an accepted answer"),
    }

    @classmethod
    def standing_now(cls) -> Any:
        """Give whether it is answered."""
        own = cls.__table__.c
        return sa.case(
            (own.accepted_id.is_not(None), "accepted"),
            (own.answer_count > 0, "answered"),
            else_="unanswered",
        )

    @property
    def asker_id(self) -> int | None:
        """Who asked."""
        return self.author_id

    @property
    def is_hidden_asker(self) -> bool:
        """Whether peers may not know who asked."""
        return self.hidden_person_id is not None

    def why_it_stays(self, viewer: Viewer) -> str:
        """Refuse to take answers of others away with the question; moderators can."""
        standing = (Status.PUBLISHED, Status.COVERED)
        answered = any(one.author_id != viewer.id and one.status in standing for one in self.answers)
        if viewer.has(Role.MODERATOR) or not answered:
            return ""
        return str(_("Others have answered this question, and their answers would go with it."))

    def dependants(self) -> Sequence[Contribution]:
        """Give the answers, which are hidden and shown with the question."""
        return self.answers

    def settle(self) -> None:
        """Count the published answers anew; an answer that moved away is no longer the accepted one.

        A question that was merged into another keeps it, for when that is undone.
        """
        self.answer_count = sum(answer.status == Status.PUBLISHED for answer in self.answers)
        if self.status != Status.MERGED and self.accepted_id not in {answer.id for answer in self.answers}:
            self.accepted_id = None

    def content(self) -> dict[str, Any]:
        """Give everything that a revision keeps."""
        needed_by = self.needed_by.isoformat() if self.needed_by else ""
        return super().content() | {"needed_by": needed_by}

    def findable(self) -> Findable:
        """Fold the published answers and the comments into the question."""
        published = (Answer.question_id == self.id) & (Answer.status == Status.PUBLISHED)
        answers = db.session.execute(
            sa.select(Answer.id, Answer.html).where(published).order_by(Answer.id)
        ).all()
        comments = comments_on([self.id, *(answer.id for answer in answers)])
        texts = [answer.html for answer in answers]
        texts += [remark.html for remarks in comments.values() for remark in remarks]
        state = "accepted" if self.accepted_id else "answered" if answers else "unanswered"
        return Findable(body=self.html, answers="\n".join(texts), facets={"state": (state,)})


class Answer(Contribution):
    """An answer to a question; it is seen by whoever may see the question."""

    __tablename__ = "answer"
    __mapper_args__ = {"polymorphic_identity": Kind.ANSWER}

    id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id"), index=True)

    question: Mapped[Question] = relationship(foreign_keys=[question_id], back_populates="answers")

    edit_endpoint: ClassVar[str] = "questions.edit_answer"
    root_key: ClassVar[str] = "question_id"
    standings: ClassVar[Mapping[str, Any]] = {"answer": KIND_LABELS[Kind.ANSWER]}
    limits: ClassVar[dict[str, tuple[int, int]]] = {"body": (30, 200_000)}
    top_heading: ClassVar[int] = 3
    is_voted_on: ClassVar[bool] = True
    is_advice: ClassVar[bool] = True

    @classmethod
    def standing_now(cls) -> Any:
        """Give that it is an answer, which has no title of its own to tell it by."""
        return sa.literal("answer")

    @property
    def root(self) -> Contribution:
        """The question, whose page shows the answer."""
        return self.question

    @property
    def root_id(self) -> int:
        """The id of the question."""
        return self.question_id

    @property
    def asker_id(self) -> int | None:
        """Who asked the question."""
        return self.question.author_id

    def settle(self) -> None:
        """Count the answers of the question anew; one that is withdrawn is no longer the accepted one."""
        withdrawn = self.status in (Status.HIDDEN, Status.DELETED, Status.PURGED)
        if self.question.accepted_id == self.id and withdrawn:
            self.question.accepted_id = None
        self.question.settle()


class FollowUp(Model):
    """A day on which the asker is asked whether the accepted answer worked; `asked_at` is when that was done."""

    __tablename__ = "follow_up"
    __table_args__ = (
        sa.UniqueConstraint("answer_id", "due_on"),
        sa.Index("ix_follow_up_due", "asked_at", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("answer.id"))
    due_on: Mapped[date]
    asked_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]

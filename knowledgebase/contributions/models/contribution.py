# SPDX-License-Identifier: EUPL-1.2
"""What every kind of contribution shares."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, lazyload, mapped_column, relationship, undefer_group

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models.bin import BinEntry
from knowledgebase.contributions.models.tags import Tag, Theme
from knowledgebase.db import Model, now
from knowledgebase.organisations.models import Audience, Organisation
from knowledgebase.policy import Status, Viewer, Visibility
from knowledgebase.web.markdown import TOP


class Kind(enum.Enum):
    """The kinds of contribution."""

    QUESTION = "question"
    ANSWER = "answer"
    CASE = "case"
    LESSON = "lesson"
    PAGE = "page"
    AGREEMENT = "agreement"

    @property
    def label(self) -> str:
        """Name as people read it."""
        return str(KIND_LABELS[self])


KIND_LABELS = {
    Kind.QUESTION: _("Question"),
    Kind.ANSWER: _("Answer"),
    Kind.CASE: _("Case"),
    Kind.LESSON: _("Lesson"),
    Kind.PAGE: _("Page"),
    Kind.AGREEMENT: _("Agreement"),
}


@dataclass(frozen=True)
class Findable:
    """What search may know of a contribution: its words, and the facets it is filed under.

    `body` and `answers` are HTML; `words` is plain text that belongs to the body.
    """

    body: str
    words: str = ""
    answers: str = ""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Contribution(Model):
    """One thing that somebody contributed. The kinds are joined to it by their primary key.

    `sent_as` names the form it was sent with, so that a form sent twice is published once.
    `body` is Markdown; `html` is what `renderer` made of it when it was saved,
    and `outline` the headings in that: level, id and text of each.
    `status_reason` is what a moderator told the author when hiding or restoring.
    `top_heading` is the level of the highest headings in it, which is lower
    where the page has a heading above it. `is_advice` is what others can apply,
    `is_tested` what they confirm or contest from experience.
    `root_key` names the column with the id of the root, in a kind that hangs on another.
    `standings` are the labels for how it can stand where it is listed, of a kind that tells.
    `labels` name the fields that only this kind has, `part_labels` what stands
    within them; `words` say, for a field or a part, how its codes are read.
    `limits` are the fewest and the most characters of the plain texts that a
    person may change on their own.
    `suggester_id` is who made the suggestion, if any, that nobody decided on yet.
    `co_authors` are loaded when a page names them, never for a list.
    `revision` counts the saved versions, from 1. `votes` are those brought
    along by an import; `ups` and `downs` count what members voted here.
    `hidden_person_id` is the person, if any, whose name and organisation are
    kept from peers wherever they show in or under this.
    `verified_on` is the day on which somebody confirmed that it is still right.
    `ages` tells whether a kind has to be; if it has to be now and then,
    `verified_every` says after how many months.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        sa.Index("ix_contribution_listing", "kind", "status", "id"),
        sa.Index("ix_contribution_organisation", "organisation_id", "id"),
        sa.Index("ix_contribution_changed", "kind", "status", "changed_at"),
        sa.Index("ix_contribution_verified", "kind", "verified_on"),
        sa.Index("ix_contribution_locked", "comments_locked_until"),
        sa.Index("ix_contribution_renderer", "renderer", "id"),
        {"sqlite_autoincrement": True},
    )
    __mapper_args__ = {"polymorphic_on": "kind"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    import_id: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    sent_as: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    title: Mapped[str] = mapped_column(sa.String(300), default="")
    slug: Mapped[str] = mapped_column(sa.String(80), default="")
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    body: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    html: Mapped[str] = mapped_column(sa.Text, default="", deferred_group="page")
    outline: Mapped[list[dict[str, Any]] | None] = mapped_column(
        sa.JSON(none_as_null=True), deferred_group="page"
    )
    renderer: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(sa.String(2), default="nl")
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    hidden_person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    theme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("theme.id"), index=True)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    audience_id: Mapped[int | None] = mapped_column(sa.ForeignKey("audience.id"), index=True)
    status: Mapped[Status] = mapped_column(default=Status.PUBLISHED)
    status_reason: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column(default=1)
    votes: Mapped[int] = mapped_column(default=0)
    ups: Mapped[int] = mapped_column(default=0, server_default="0")
    downs: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    verified_on: Mapped[date | None]
    verified_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    comments_locked_until: Mapped[datetime | None]
    lock_reason: Mapped[str] = mapped_column(sa.Text, default="")

    author: Mapped[User] = relationship(foreign_keys=[author_id], lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")
    theme: Mapped[Theme | None] = relationship(lazy="joined")
    audience: Mapped[Audience | None] = relationship()
    binned: Mapped[BinEntry | None] = relationship(back_populates="contribution")
    suggester_id: ClassVar[Any]
    co_authors: Mapped[list[User]] = relationship(secondary="contribution_author", order_by="User.name")
    tags: Mapped[list[Tag]] = relationship(secondary="contribution_tag", order_by="Tag.name", lazy="selectin")

    endpoint: ClassVar[str] = ""
    edit_endpoint: ClassVar[str] = ""
    root_key: ClassVar[str] = ""
    standings: ClassVar[Mapping[str, Any]] = {}
    limits: ClassVar[dict[str, tuple[int, int]]] = {"title": (15, 300), "body": (30, 200_000)}
    labels: ClassVar[dict[str, Any]] = {}
    part_labels: ClassVar[Mapping[str, Any]] = {}
    words: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    top_heading: ClassVar[int] = TOP
    is_kept_together: ClassVar[bool] = False
    is_agreement: ClassVar[bool] = False
    is_mergeable: ClassVar[bool] = False
    is_voted_on: ClassVar[bool] = False
    is_advice: ClassVar[bool] = False
    is_tested: ClassVar[bool] = False
    ages: ClassVar[bool] = False
    verified_every: ClassVar[int | None] = None
    is_open_to_trusted: ClassVar[bool] = True

    @classmethod
    def page_options(cls) -> Sequence[Any]:
        """Say how to load what only its page shows; the tags come when they are asked for."""
        return undefer_group("page"), lazyload(cls.tags)

    @classmethod
    def standing_now(cls) -> Any:
        """Give how it stands, from the columns of its kind in SQL: one of `standings`."""
        return sa.null()

    @property
    def root(self) -> "Contribution":
        """The contribution whose page shows this one: itself, or an answer's question."""
        return self

    @property
    def root_id(self) -> int:
        """The id of the root, known without loading it."""
        return self.id

    @property
    def asker_id(self) -> int | None:
        """Who asked; only a question has an asker."""
        return None

    @property
    def approvals_needed(self) -> int:
        """How many others must approve of a change; agreements have procedures of their own."""
        return self.theme.approvals if self.theme is not None and not self.is_agreement else 0

    @property
    def votes_for(self) -> int:
        """How many found it useful, those brought along by an import included."""
        return self.ups + max(self.votes, 0)

    @property
    def votes_against(self) -> int:
        """How many did not."""
        return self.downs + max(-self.votes, 0)

    @property
    def comments_are_locked(self) -> bool:
        """Whether only moderators can comment for now."""
        return self.comments_locked_until is not None and self.comments_locked_until > now()

    def why_it_stays(self, viewer: Viewer) -> str:
        """Say why `viewer` cannot delete this as it stands; nothing when that is possible."""
        return ""

    def dependants(self) -> Sequence["Contribution"]:
        """Give what hangs on this, and is hidden and shown with it."""
        return ()

    def settle(self) -> None:
        """Bring counts kept elsewhere into line after this changed its status."""

    def content(self) -> dict[str, Any]:
        """Give everything that a revision keeps, as plain data."""
        return {
            "title": self.title,
            "summary": self.summary,
            "body": self.body,
            "language": self.language,
            "theme": self.theme.name if self.theme else "",
            "tags": [tag.name for tag in self.tags],
            "visibility": self.visibility.value,
        }

    def told_to(self, viewer: Viewer, content: Mapping[str, Any]) -> dict[str, Any]:
        """Give of a version, which `viewer` may see, the parts that are for this viewer: most kinds have no others."""
        return dict(content)

    def text_for(self, viewer: Viewer) -> str:
        """Give the rendered text, if that is for `viewer`, who may see this."""
        return self.html

    def findable(self) -> Findable:
        """Give what search may know."""
        return Findable(body=self.html)

    def organisations_concerned(self) -> list[Organisation]:
        """Give the organisations this is filed under: none when its author is hidden."""
        hidden = self.hidden_person_id == self.author_id
        return [self.organisation] if self.organisation and not hidden else []

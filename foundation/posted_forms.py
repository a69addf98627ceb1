"""Which forms of the desk were posted lately, so that a second press of a button adds nothing a second time."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime


class PostedForm(SQLModel, table=True):
    """`mark` is a keyed digest of the mark that the form was shown with and of what was typed into it, so that the same
    form with other words is another one; `content` is one of where it went and what was typed; `path` is the page that
    it led to, empty while nothing was made of it."""

    __tablename__ = "posted_form"

    organisation_id: int = Field(
        primary_key=True, foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger
    )
    mark: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), primary_key=True))
    content: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), nullable=False))
    path: str = Field(default="", max_length=300)
    posted_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)

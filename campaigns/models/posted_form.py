"""Which forms of the facts were posted lately, so that a second press of a button adds nothing a second time."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime


class PostedForm(SQLModel, table=True):
    """`form_id` was made when the form was shown; `content` is a keyed digest of where it went and what was typed;
    `path` is the page that it led to."""

    __tablename__ = "posted_form"

    campaign_id: int = Field(primary_key=True, foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    form_id: str = Field(primary_key=True, max_length=80)
    content: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), nullable=False))
    path: str = Field(max_length=300)
    posted_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)

"""The switches, and the table of those that are off."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column
from foundation.web.language import mark


class Switch(enum.StrEnum):
    """Parts a site can do without while too many come at once. Signing, confirming and withdrawing have none."""

    CHARTS = "charts"
    SIGNATORY_LIST = "signatory_list"
    EXPORTS = "exports"
    NEW_PETITIONS = "new_petitions"


OFF_WORDS = {
    Switch.CHARTS: mark("Pictures and tables are switched off for the moment. Every signature goes on counting."),
    Switch.SIGNATORY_LIST: mark(
        "The list of those who signed is switched off for the moment. Every signature goes on counting."
    ),
    Switch.EXPORTS: mark(
        "Exports are switched off for the moment. Owners of the organisation that runs this site can switch them on "
        "again."
    ),
    Switch.NEW_PETITIONS: mark(
        "New petitions are switched off for the moment. Owners of the organisation that runs this site can switch them "
        "on again."
    ),
}
"""What stands on a page where something is missing because of a switch."""


class SwitchedOff(SQLModel, table=True):
    """A row for each switch that is off, and none for the others: a new installation has everything on."""

    __tablename__ = "switched_off"

    switch: Switch = Field(sa_column=sa.Column(enum_column(Switch), primary_key=True))
    since: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    user_id: int | None = Field(
        default=None, sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("organiser.id", ondelete="SET NULL"))
    )

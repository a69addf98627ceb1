"""Which cases, organisations, laws and procedures another fact speaks of, and as what."""

import enum

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import CampaignRow, exactly_one, optional_link
from foundation.database import enum_column

MENTIONING = (
    "from_argument_id",
    "from_call_id",
    "from_communication_id",
    "from_demand_id",
    "from_event_id",
    "from_finding_id",
    "from_procedure_id",
)
MENTIONED = ("actor_id", "case_id", "law_id", "procedure_id")


class MentionRole(enum.StrEnum):
    """`posthumously`: what is demanded for a person who has died; `auspices`: under whose roof a call is to be met."""

    CONCERNED = "concerned"
    POSTHUMOUSLY = "posthumously"
    VOICE = "voice"
    COMPLAINANT = "complainant"
    SENDER = "sender"
    RECIPIENT = "recipient"
    AUSPICES = "auspices"


class Mention(CampaignRow, table=True):
    """Exactly one `from_…` column names the fact that speaks, exactly one of the others the one it speaks of.

    They have no index of their own: a campaign's mentions are read together, by `campaign_id`, and there are few.
    """

    __tablename__ = "campaign_mention"
    __table_args__ = (
        exactly_one(MENTIONING, "is_from_one_fact"),
        exactly_one(MENTIONED, "is_of_one_fact"),
        sa.Index("ix_campaign_mention_campaign_id", "campaign_id"),
    )

    role: MentionRole = Field(
        default=MentionRole.CONCERNED, sa_column=sa.Column(enum_column(MentionRole), nullable=False)
    )

    from_argument_id: int | None = optional_link("campaign_argument")
    from_call_id: int | None = optional_link("campaign_call")
    from_communication_id: int | None = optional_link("campaign_communication")
    from_demand_id: int | None = optional_link("campaign_demand")
    from_event_id: int | None = optional_link("campaign_event")
    from_finding_id: int | None = optional_link("campaign_finding")
    from_procedure_id: int | None = optional_link("campaign_procedure")

    actor_id: int | None = optional_link("campaign_actor")
    case_id: int | None = optional_link("campaign_case")
    law_id: int | None = optional_link("campaign_law")
    procedure_id: int | None = optional_link("campaign_procedure")

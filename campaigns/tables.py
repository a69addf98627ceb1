"""All tables of all rooms, for the migrations and for nobody else."""

import campaigns.models.actor  # importing registers the tables
import campaigns.models.address_confirmation  # as above
import campaigns.models.call  # as above
import campaigns.models.campaign  # as above
import campaigns.models.case  # as above
import campaigns.models.demand  # as above
import campaigns.models.event  # as above
import campaigns.models.finding  # as above
import campaigns.models.meeting  # as above
import campaigns.models.mention  # as above
import campaigns.models.procedure  # as above
import campaigns.models.source  # noqa: F401  # as above
import foundation.accounts.models  # noqa: F401  # as above
from foundation.database import SQLModel

metadata = SQLModel.metadata

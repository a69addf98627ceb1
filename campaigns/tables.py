"""All tables of all rooms, for the migrations and for nobody else."""

import foundation.accounts.models  # noqa: F401  # importing registers the tables
from foundation.database import SQLModel

metadata = SQLModel.metadata

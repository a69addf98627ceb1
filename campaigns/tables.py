"""All tables of all rooms, for the migrations and for nobody else."""

from sqlmodel import SQLModel

import foundation.accounts.models  # noqa: F401  # importing registers the tables

metadata = SQLModel.metadata

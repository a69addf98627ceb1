"""Which workers are alive: one row per slot of a host, so that a restarted worker has its old name again."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from foundation.database import UtcDateTime


class WorkerHeartbeat(SQLModel, table=True):
    """`token` is new at every start: a claim made under an older token of the same slot belongs to a dead process."""

    __tablename__ = "worker_heartbeat"

    executor_id: str = Field(primary_key=True, max_length=100)
    token: str = Field(max_length=60)
    # Nothing while the slot is free, which is how a worker that stopped in good order leaves it.
    beat_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

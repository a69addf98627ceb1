"""Whether a name looks like one that has signed already, and is another."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session

# Two steps into an index for each name, however many share it.
_FOUND = """
WITH typed (place, petition_id, skeleton, folded) AS (VALUES {rows})
SELECT typed.place FROM typed
WHERE EXISTS (SELECT 1 FROM signature_signal s WHERE s.petition_id = typed.petition_id
              AND s.name_skeleton = typed.skeleton AND s.name_folded < typed.folded)
   OR EXISTS (SELECT 1 FROM signature_signal s WHERE s.petition_id = typed.petition_id
              AND s.name_skeleton = typed.skeleton AND s.name_folded > typed.folded)
"""
_ROW = "(CAST(:n{0} AS BIGINT), CAST(:p{0} AS BIGINT), CAST(:s{0} AS BIGINT), CAST(:f{0} AS BIGINT))"


def look_alikes(session: Session, names: Sequence[tuple[int, int, int]]) -> set[int]:
    """Takes (petition, skeleton, folded name) as numbers; gives the places of those that look like another."""
    if not names:
        return set()
    values: dict[str, int] = {}
    for place, (petition_id, skeleton, folded) in enumerate(names):
        values |= {f"n{place}": place, f"p{place}": petition_id, f"s{place}": skeleton, f"f{place}": folded}
    statement = sa.text(_FOUND.format(rows=", ".join(_ROW.format(place) for place in range(len(names)))))
    return set(session.execute(statement, values).scalars())

"""Whether a name looks like one that has signed already, and is another."""

from collections.abc import Sequence

from sqlmodel import Session

from foundation.many_rows import run

# Two steps into an index for each name, however many share it.
_FOUND = """
WITH typed (place, petition_id, skeleton, folded) AS (VALUES {rows})
SELECT typed.place FROM typed
WHERE EXISTS (SELECT 1 FROM signature_signal s WHERE s.petition_id = typed.petition_id
              AND s.name_skeleton = typed.skeleton AND s.name_folded < typed.folded)
   OR EXISTS (SELECT 1 FROM signature_signal s WHERE s.petition_id = typed.petition_id
              AND s.name_skeleton = typed.skeleton AND s.name_folded > typed.folded)
"""


def look_alikes(session: Session, names: Sequence[tuple[int, int | None, int | None]]) -> set[int]:
    """Takes (petition, skeleton, folded name) as numbers; gives the places of those that look like another. A petition
    at high risk has no such numbers, and nobody looks alike in it."""
    known = [
        (place, petition_id, skeleton, folded)
        for place, (petition_id, skeleton, folded) in enumerate(names)
        if skeleton is not None and folded is not None
    ]
    if not known:
        return set()
    # Written out: they are whole numbers, and handing over four places for each name costs more than the search.
    rows = ", ".join(
        f"({place}, {petition_id:d}, {skeleton:d}, {folded:d})" for place, petition_id, skeleton, folded in known
    )
    return {place for (place,) in run(session.connection(), _FOUND.format(rows=rows))}

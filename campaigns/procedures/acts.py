"""What the trail calls the acts on procedures."""

from foundation.accounts.acts import name_acts
from foundation.web.language import mark

name_acts(
    {
        "procedure.saved": mark("added or changed a procedure"),
        "procedure.changed": mark("changed the log, reports or dates of a procedure"),
        "procedure.taken_back": mark("took back a part of a procedure"),
        "procedure.undone": mark("undid a change of a procedure"),
    }
)

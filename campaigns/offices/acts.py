"""What the trail calls the acts on the directory."""

from foundation.accounts.acts import name_acts, name_things
from foundation.web.language import mark

name_acts(
    {
        "directory.proposed": mark("proposed a correction of the directory"),
        "directory.accepted": mark("accepted a correction of the directory"),
        "directory.corrected_alone": mark("corrected the directory alone"),
        "directory.looked_at": mark("looked at a correction that one person had made alone"),
        "directory.declined": mark("declined a correction of the directory"),
        "directory.withdrawn": mark("withdrew a correction of the directory"),
        "directory.undone": mark("undid a correction of the directory"),
        "directory.imported": mark("proposed corrections of the directory from a file"),
    }
)
name_things({"office": (mark("office"), "/desk/directory/offices/{}"), "directory": (mark("directory"), "")})

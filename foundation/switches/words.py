"""What throwing a switch is called in the trail."""

from foundation.accounts.acts import name_acts
from foundation.web.language import mark

name_acts(
    {
        "switch.off": mark("switched a part of the site off"),
        "switch.on": mark("switched a part of the site on"),
    }
)

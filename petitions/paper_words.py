"""Batches on paper in words."""

from foundation.accounts.acts import name_acts
from foundation.web.language import mark
from petitions.models.paper import PaperState

# The kind of a state tag, and its words.
PAPER_STATES = {
    PaperState.WAITING: ("warn", mark("waits for a second count")),
    PaperState.COUNTED: ("good", mark("counted")),
    PaperState.DIFFERING: ("bad", mark("the two counts differ")),
    PaperState.WITHDRAWN: ("quiet", mark("withdrawn from the count")),
}

name_acts(
    {
        "paper.entered": mark("entered a batch of signatures on paper"),
        "paper.recounted": mark("counted a batch on paper again"),
        "paper.corrected": mark("corrected a batch on paper"),
        "paper.withdrawn": mark("withdrew a batch on paper"),
        "paper.restored": mark("put a batch on paper back"),
        "paper.scan_added": mark("added the scan of a batch on paper"),
        "paper.scan_opened": mark("opened the scan of a batch on paper"),
        "paper.scan_removed": mark("removed the scan of a batch on paper"),
        "petition.embed_sites_set": mark("chose which sites may show a petition"),
    }
)

"""What kinds, states and acts of updates are called for people."""

from campaigns.updates.models import TranslationState, UpdateKind, UpdateState
from foundation.accounts.acts import name_acts
from foundation.web.language import mark

# The kind of a state tag, and its words.
STATES = {
    UpdateState.DRAFT: ("quiet", mark("Draft")),
    UpdateState.IN_REVIEW: ("warn", mark("In review")),
    UpdateState.PUBLISHED: ("good", mark("Published")),
    UpdateState.TAKEN_BACK: ("bad", mark("Taken back")),
}
TRANSLATIONS = {
    TranslationState.MISSING: ("quiet", mark("missing")),
    TranslationState.DRAFT: ("warn", mark("not checked")),
    TranslationState.CHECKED: ("good", mark("checked")),
    TranslationState.OUTDATED: ("bad", mark("outdated")),
}
KINDS = {
    UpdateKind.NEWS: mark("News"),
    UpdateKind.REPORT: mark("Report on what came of it"),
    UpdateKind.REOPENING: mark("The campaign goes on"),
}

name_acts(
    {
        "update.written": mark("wrote an update"),
        "update.changed": mark("changed an update"),
        "update.submitted": mark("submitted an update for review"),
        "update.returned": mark("returned an update to draft"),
        "update.published": mark("published an update"),
        "update.published_alone": mark("published an update alone, in an emergency"),
        "update.reviewed": mark("looked at an update that was published alone"),
        "update.taken_back": mark("took an update back"),
        "update.put_back": mark("put an update back"),
        "update.translation_checked": mark("checked the translation of an update"),
        "update.picture_added": mark("added a picture to an update"),
        "update.picture_removed": mark("removed a picture from an update"),
        "update.picture_worded": mark("changed the words of a picture"),
    }
)

"""Which sentences must be there in French and Spanish as well: those of whatever goes to the ILO, and of the pages on
which anybody reads the same things."""

from tests.house.sentences import Found, spoken

_PAGES = (
    "templates/layouts/bare.html",
    "templates/layouts/public.html",
    "templates/components/count.html",
    "templates/components/demand.html",
    "templates/components/error_summary.html",
    "templates/components/face.html",
    "templates/components/field.html",
    "templates/components/language_switch.html",
    "templates/components/on_page.html",
    "templates/components/outcome_bar.html",
    "templates/components/person.html",
    "templates/components/wordmark.html",
    "templates/pages/campaigns/_asked_of_others.html",
    "templates/pages/campaigns/campaign.html",
    "templates/pages/campaigns/front.html",
    "templates/pages/campaigns/verify.html",
    "templates/pages/foundation/error.html",
    "templates/pages/outcomes/public.html",
    "templates/pages/procedures/_parts.html",
    "templates/pages/procedures/public.html",
    "templates/pages/updates/_article.html",
    "templates/pages/updates/public_list.html",
    "templates/pages/updates/public_update.html",
)
_PAPERS = (
    "templates/print/base.html",
    "templates/print/dossiers/",
    "templates/print/letters/letter.html",
    "templates/print/letters/body.html",
)
_WORDS = (
    "campaigns/access.py",
    "campaigns/dossiers/public_routes.py",
    "campaigns/letters/defaults.py",
    "campaigns/page_parts.py",
    "campaigns/ratifications.py",
    "campaigns/updates/access.py",
    "campaigns/updates/public_routes.py",
    "campaigns/verifying/",
    "campaigns/versions/things.py",
    "campaigns/versions/words.py",
    "campaigns/wording.py",
    "foundation/accounts/access.py",
    "foundation/text.py",
    "foundation/web/error_pages.py",
    "foundation/web/fields.py",
    "foundation/web/forms.py",
)
COMPLETE = (*_PAGES, *_PAPERS, *_WORDS)


def of_papers() -> list[Found]:
    return [found for found in spoken() if found.file.startswith(COMPLETE)]


def not_found(files: tuple[str, ...] = COMPLETE) -> list[str]:
    """Places of the list that say nothing any more."""
    return [place for place in files if not any(found.file.startswith(place) for found in spoken())]

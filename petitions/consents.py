"""The words of each consent, in the language being spoken. The page shows what these return; the ledger keeps it."""

from collections.abc import Container
from dataclasses import dataclass

from foundation.web.language import current_language, gettext, mark, ngettext
from petitions.forms.sign import SignForm
from petitions.models.consent import ConsentKind
from petitions.models.retyping import Retyping
from petitions.models.signature import AddresseeVisibility, Signature, WebVisibility
from petitions.models.typed import Words

COUNT = mark(
    "I sign, and I explicitly agree that %(controller)s keeps my name, e-mail address and country, and my "
    "organisation if I name one, for this petition."
)
UPDATES = mark("Send me news of this campaign by e-mail.")
LIST = mark(
    "Put my name and address on the general mailing list of %(controller)s, for other campaigns too, until I leave it."
)
PARTNER = mark(
    "The organisation whose link brought me here may be given my name and e-mail address, and write to me with its "
    "news."
)

WEB_LEGEND = mark("On this site, everybody may see")
WEB_CHOICES = {
    WebVisibility.NONE: mark("nothing of me"),
    WebVisibility.COUNTRY: mark("my country only"),
    WebVisibility.INITIALS: mark("my initials and country"),
    WebVisibility.FULL: mark("my full name and country"),
}
ADDRESSEE_LEGEND = mark("The addressee may be given")
ADDRESSEE_CHOICES = {
    AddresseeVisibility.COUNTED: mark("only a number in which I am counted"),
    AddresseeVisibility.INITIALS: mark("my initials and organisation"),
    AddresseeVisibility.FULL: mark("my full name, organisation and country"),
}
NEWS_IN_WORDS = {
    ConsentKind.UPDATES: mark("news of this campaign"),
    ConsentKind.LIST: mark("the general mailing list"),
    ConsentKind.PARTNER: mark("news of the organisation whose link brought me here"),
}
KINDS_IN_WORDS = NEWS_IN_WORDS | {
    ConsentKind.COUNT: mark("to be counted"),
    ConsentKind.SHOW: mark("to be seen on the web"),
    ConsentKind.ADDRESSEE: mark("to be named to the addressee"),
}
NO_NEWS = mark("nothing; the address is deleted when I confirm")


def consent_labels(controller: str, kept_days: int) -> dict[ConsentKind, tuple[str, str]]:
    """Label and the line under it, of each box."""
    return {
        ConsentKind.COUNT: (gettext(COUNT) % {"controller": controller}, _more_about_counting(kept_days)),
        ConsentKind.UPDATES: (gettext(UPDATES), ""),
        ConsentKind.LIST: (gettext(LIST) % {"controller": controller}, ""),
        ConsentKind.PARTNER: (gettext(PARTNER), ""),
    }


def _more_about_counting(kept_days: int) -> str:
    words = ngettext(
        "Signing shows a political opinion and may show that you belong to a trade union. Unless you ask for news "
        "below, your address is deleted as soon as you confirm. The rest is deleted %(days)s day after the campaign "
        "has ended, or at once when you withdraw by the link in every mail.",
        "Signing shows a political opinion and may show that you belong to a trade union. Unless you ask for news "
        "below, your address is deleted as soon as you confirm. The rest is deleted %(days)s days after the campaign "
        "has ended, or at once when you withdraw by the link in every mail.",
        kept_days,
    )
    return words % {"days": kept_days}


def given_consents(form: SignForm, *, controller: str, kept_days: int, addressee: str) -> dict[ConsentKind, Words]:
    """What was agreed to, in the words that were shown. Choosing more than the safest visibility is a consent too.

    Call it while the language of the page is being spoken."""
    labels = consent_labels(controller, kept_days)
    ticked = {
        ConsentKind.COUNT: form.agree_count,
        ConsentKind.UPDATES: form.agree_updates,
        ConsentKind.LIST: form.agree_list,
        ConsentKind.PARTNER: form.agree_partner and bool(form.via),
    }
    given = {kind: _words("\n".join(filter(None, labels[kind]))) for kind, is_ticked in ticked.items() if is_ticked}
    return given | visibility_consents(form.web_visibility, form.addressee_visibility, addressee=addressee)


def visibility_consents(
    web: WebVisibility, to_addressee: AddresseeVisibility, *, addressee: str
) -> dict[ConsentKind, Words]:
    given = {}
    if web.shows_anything:
        given[ConsentKind.SHOW] = _words(f"{gettext(WEB_LEGEND)}: {gettext(WEB_CHOICES[web])}")
    if to_addressee is not AddresseeVisibility.COUNTED:
        choice = gettext(ADDRESSEE_CHOICES[to_addressee])
        given[ConsentKind.ADDRESSEE] = _words(f"{gettext(ADDRESSEE_LEGEND)} ({addressee}): {choice}")
    return given


def _words(text: str) -> Words:
    return Words(text, current_language())


@dataclass(frozen=True)
class Labels:
    """Everything the form says about consent, and nothing else does."""

    boxes: dict[str, tuple[str, str]]
    web_legend: str
    web_choices: list[tuple[str, str]]
    addressee_legend: str
    addressee_choices: list[tuple[str, str]]


def reader_labels(controller: str, kept_days: int, *, by_a_partner: bool) -> Labels:
    """`by_a_partner`: the reader came by a partner's link, so that there is somebody to hear news from."""
    boxes = {kind.value: label for kind, label in consent_labels(controller, kept_days).items()}
    if not by_a_partner:
        del boxes[ConsentKind.PARTNER.value]
    return Labels(
        boxes=boxes,
        web_legend=gettext(WEB_LEGEND),
        web_choices=[(choice.value, gettext(words)) for choice, words in WEB_CHOICES.items()],
        addressee_legend=gettext(ADDRESSEE_LEGEND),
        addressee_choices=[(choice.value, gettext(words)) for choice, words in ADDRESSEE_CHOICES.items()],
    )


def choices_in_words(entry: Signature | Retyping, agreed: Container[ConsentKind]) -> list[tuple[str, str]]:
    """What a signer is about to confirm, each with what was chosen."""
    chosen = [
        (gettext("On the web"), gettext(WEB_CHOICES[entry.web_visibility])),
        (gettext("To the addressee"), gettext(ADDRESSEE_CHOICES[entry.addressee_visibility])),
    ]
    news = [gettext(words) for kind, words in NEWS_IN_WORDS.items() if kind in agreed]
    chosen.append((gettext("By e-mail"), ", ".join(news) or gettext(NO_NEWS)))
    return chosen


def consent_kinds_in_words() -> dict[str, str]:
    """What each line of the ledger is about."""
    return {kind.value: gettext(words) for kind, words in KINDS_IN_WORDS.items()}

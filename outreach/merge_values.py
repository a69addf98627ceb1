"""The merge fields of mailings: what each is for, and its value for one contact."""

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.accounts.models import Organisation
from foundation.merge_fields import fill, find_fields, for_markdown
from foundation.web.formats import country_name
from foundation.web.language import DEFAULT_LANGUAGE, mark, speaking
from outreach.models.mailings import Mailing, MailingText
from outreach.models.partners import Contact, Partner

FIELDS = {
    "contact.name": mark("the contact's name; without one, the partner's"),
    "contact.role": mark("the contact's role"),
    "partner.name": mark("the partner's name"),
    "partner.country": mark("the partner's country, in the language of the version"),
    "partner.kit.link": mark("the secret address of the partner's own pages; whoever has it speaks for the partner"),
    "sender.organisation": mark("the name of your organisation"),
}
OF_A_CAMPAIGN = {
    "campaign.title": mark("the title of the campaign"),
    "campaign.link": mark("the address of the campaign's page"),
}
NOT_SHOWN = "example"
"""In previews and trials, where the secret code would stand."""


def fields_of(mailing: Mailing | None) -> dict[str, str]:
    """Those of a campaign only where the mailing belongs to one."""
    return FIELDS | (OF_A_CAMPAIGN if mailing is not None and mailing.campaign else {})


def values_for(
    mailing: Mailing,
    language: str,
    contact: Contact,
    partner: Partner,
    organisation: Organisation,
    *,
    base_url: str = "",
    to_contact: bool = False,
) -> dict[str, str]:
    """`language` is the version's; `base_url` stands before links from the root of this site. Empty where the directory
    has nothing. The secret address of the partner's pages is only in what goes `to_contact`.
    """
    with speaking(language):
        country = country_name(partner.country) if partner.country else ""
    values = {
        "contact.name": contact.name or partner.name,
        "contact.role": contact.role,
        "partner.name": partner.name,
        "partner.country": country,
        "partner.kit.link": f"{base_url}/kit/{partner.kit_code if to_contact else NOT_SHOWN}",
        "sender.organisation": organisation.name,
    }
    if mailing.campaign:
        campaign = mailing.campaign
        said = campaign.get(language) or campaign.get(DEFAULT_LANGUAGE) or next(iter(campaign.values()))
        link = said.get("link", "")
        if link.startswith("/"):
            link = base_url + link
        values |= {"campaign.title": said.get("title", ""), "campaign.link": link}
    return values


@dataclass(frozen=True)
class Written:
    """A version filled in. `markdown` is for the HTML body: values stand in it as they are, links as links."""

    subject: str
    text: str
    markdown: str
    missing: tuple[str, ...]


def write(version: MailingText, values: Mapping[str, str]) -> Written:
    """Fields without a value are marked; `missing` names them."""
    in_markdown = {
        name: f"<{value}>" if name.endswith(".link") and value else for_markdown(value)
        for name, value in values.items()
    }
    used = [*find_fields(version.subject), *find_fields(version.body)]
    return Written(
        subject=fill(version.subject, values, missing=_marked),
        text=fill(version.body, values, missing=_marked),
        markdown=fill(version.body, in_markdown, missing=_marked),
        missing=tuple(dict.fromkeys(name for name in used if not values.get(name))),
    )


def _marked(name: str) -> str:
    return f"⟦{name}⟧"

"""A campaign from about ten facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from campaigns.actions.holding import keep_holds
from campaigns.actions.launch_rows import add_facts
from campaigns.actions.push import push_to_petition
from campaigns.actions.slugs import free_slug
from campaigns.actions.stock import renew_stock, stock_of
from campaigns.models.campaign import Campaign, CampaignState, Numbering
from campaigns.models.case import Consent
from campaigns.models.demand import AddresseeGroup, Demand
from campaigns.models.mention import Mention
from campaigns.stock.compose import CampaignTexts
from campaigns.stock.facts import LaunchFacts
from campaigns.stock.queries import stock_now
from campaigns.translating.keeping import keep_translations
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now

TO_PEOPLE = frozenset({"person", "family"})


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """The office that answers for it: an id of the directory, or a name where the directory has none. A petition turns
    `in_a_sentence` to it: to the President, Президенту."""

    office: str
    name: dict[str, str]
    in_a_sentence: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ReadIn:
    """Where the news was read."""

    title: str
    url: str


def may_be_named(consent: Consent, risks: Sequence[str]) -> bool:
    """As the answers about risk suggest: nobody against their will, and nobody in danger who was not asked."""
    in_danger = bool(TO_PEOPLE & set(risks))
    return consent is not Consent.REFUSED and not (in_danger and consent is Consent.NOT_ASKED)


def launch(
    session: Session,
    *,
    user: SignedIn,
    facts: LaunchFacts,
    addressed: Addressed,
    standard_demands: Sequence[str],
    own_demands: Sequence[Mapping[str, str]],
    source: ReadIn,
    consent: Consent,
    risks: Sequence[str],
) -> Campaign:
    """Facts, timeline, demands and texts in every language of the stock at once, as a draft. Persons who must not be
    named are on hold. A standard demand that needs a fact which cannot be known is left out.
    """
    facts = replace(facts, named=facts.named and may_be_named(consent, risks))
    texts = CampaignTexts(facts, stock_now(session), facts.language)
    worded = [key for key in standard_demands if texts.demand(key)]
    standard = {f"demand-{number}": key for number, key in enumerate(worded, start=1)}
    campaign = Campaign(
        organisation_id=user.organisation_id,
        slug=free_slug(session, texts.title()),
        kind=facts.kind,
        state=CampaignState.DRAFT,
        original_language=facts.language,
        countries=list(facts.countries),
        title={},
        petition_addressee={code: text for code, text in addressed.in_a_sentence.items() if text},
        risks=list(risks),
        as_of=utc_now().date(),
        created_by_id=user.user_id,
        stock=stock_of(facts, standard),
    )
    session.add(campaign)
    session.flush()  # the facts refer to it
    concerned = add_facts(session, campaign, facts, consent=consent, source_title=source.title, source_url=source.url)
    demands: list[dict[str, str]] = [{} for _ in standard]
    demands += [dict(demand) for demand in own_demands]
    _add_demands(session, campaign, facts, addressed, demands, concerned)
    renew_stock(session, campaign)
    keep_holds(session, campaign)
    keep_translations(session, campaign, by=user)
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="campaign.created",
        about=f"campaign:{campaign.slug}",
    )
    push_to_petition(session, campaign)
    return campaign


def _add_demands(
    session: Session,
    campaign: Campaign,
    facts: LaunchFacts,
    addressed: Addressed,
    demands: Sequence[dict[str, str]],
    concerned: Sequence[int],
) -> None:
    """`concerned`: the cases they speak of."""
    group = AddresseeGroup(
        campaign_id=campaign.id,
        key="addressee",
        name={code: text for code, text in addressed.name.items() if text},
        country=facts.country,
        offices=[addressed.office] if addressed.office else [],
        numbering=Numbering.DOT,
    )
    session.add(group)
    session.flush()  # the demands refer to it
    for number, summary in enumerate(demands, start=1):
        demand = Demand(
            campaign_id=campaign.id,
            addressee_id=group.id,
            key=f"demand-{number}",
            position=number,
            number=number,
            summary=summary,
        )
        session.add(demand)
        session.flush()  # the mentions refer to it
        session.add_all(
            Mention(campaign_id=campaign.id, from_demand_id=demand.id, case_id=case_id) for case_id in concerned
        )

"""What the stock makes of a campaign besides its own texts: the sheet of one page, the mail to partner unions."""

from sqlmodel import Session, col, select

from campaigns.actions.stock import facts_now
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand
from campaigns.models.source import Source
from campaigns.models.texts import in_its_own
from campaigns.stock.compose import Appeal, CampaignTexts
from campaigns.stock.queries import stock_now


def appeal_of(session: Session, campaign: Campaign, language: str, *, base_url: str) -> Appeal | None:
    """None for a campaign that was not launched from the stock."""
    texts = _texts(session, campaign, language)
    if texts is None:
        return None
    source = session.exec(select(Source).where(Source.campaign_id == campaign.id, col(Source.hold).is_(False))).first()
    told = source.title.get(language) or next(iter(source.title.values()), "") if source else ""
    return texts.appeal(
        demands=_demands(session, campaign, language),
        addressee=campaign.petition_addressee.get(language, ""),
        link=f"{base_url}/petitions/{campaign.slug}",
        source=told or (source.url if source else ""),
    )


def mail_of(session: Session, campaign: Campaign, language: str) -> tuple[str, str] | None:
    """Subject and body, with the merge fields of mailings; None for a campaign that was not launched from the stock."""
    texts = _texts(session, campaign, language)
    return texts.mail(_demands(session, campaign, language)) if texts else None


def _texts(session: Session, campaign: Campaign, language: str) -> CampaignTexts | None:
    facts = facts_now(session, campaign)
    return CampaignTexts(facts, stock_now(session), language) if facts else None


def _demands(session: Session, campaign: Campaign, language: str) -> list[str]:
    rows = session.exec(
        select(Demand).where(Demand.campaign_id == campaign.id).order_by(col(Demand.position), col(Demand.id))
    )
    asked = [in_its_own(row.summary, language, campaign.original_language) for row in rows if not row.hold]
    return [words for words in asked if words]

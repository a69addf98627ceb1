"""What a sentence calls the case that a letter is about, so that no paragraph could stand in the letter of another."""

from campaigns.letters.typography import quoted, with_quotes
from campaigns.letters.wording import joined
from campaigns.models.campaign import CampaignKind

MOST_NAMES = 3
_IN = {"en": "in", "fr": "dans", "es": "en"}


def title_in_quotes(title: str, language: str) -> str:
    return quoted(with_quotes(joined(title), language).removesuffix("."), language)


def names_the_case(kind: CampaignKind, how_many: int) -> bool:
    """Of a few persons or organisations; a law is no case of somebody's."""
    return how_many <= MOST_NAMES and kind is not CampaignKind.BAD_LAW


def matter_of(names: str, title: str, language: str) -> str:
    """`the case of Ada Example`, `l’affaire Ada Example`, by the title in its quotation marks where there are no names.
    Russian declines no name that nobody gave declined, so there it stands alone."""
    by_name = {"en": f"the case of {names}", "fr": f"l’affaire {names}", "es": f"el caso de {names}"}
    by_title = {"en": f"the matter of {title}", "fr": f"l’affaire {title}", "es": f"el asunto {title}"}
    return by_name.get(language, names) if names else by_title.get(language, title)


def regarding(matter: str, declined: str, language: str) -> str:
    """As an adverbial: `in the case of Ada Example`, «по делу Ады Примеровой» where the names are known `declined`."""
    if language == "ru":
        return f"по делу {declined}" if declined else f"в связи с изложенным ({matter})"
    return f"{_IN[language]} {matter}"

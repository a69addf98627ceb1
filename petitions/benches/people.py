"""Made-up signers in many scripts, the same for the same number. Every family name says that it is an example."""

from datetime import timedelta
from functools import lru_cache

from foundation.clock import utc_now
from foundation.security.form_stamps import make_stamp
from petitions.models.envelope import Person
from petitions.sign_up_signals import stamp_of

COUNTRIES = ("NO", "KZ", "KG", "TJ", "UZ", "GE", "FR", "DE", "BR", "IN", "JP", "CN", "KR", "EG", "IL", "GR", "TR", "ET")
# Whoever looks for it at the desk has to find few among many.
RARE_COUNTRY = "IS"
LANGUAGES = ("en", "ru")
NETWORKS = 40_009
PARTNERS = ("", "", "", "", "", "", "bakers", "miners-7", "press_union", "teachers")

_GIVEN = {
    "Example": ("Ada", "Jean", "Björg", "Siân", "Nguyễn", "Łucja", "Óscar", "Zoë", "Anne-Marie", "Dara"),
    "Примеров": ("Пётр", "Илья", "Никита", "Савва", "Фёдор"),
    "Мысалбек": ("Әсет", "Қанат", "Өмір", "Ұлан", "Ғани"),
    "Намунаев": ("Ҷамшед", "Ҳасан", "Ғайрат", "Қодир"),
    "მაგალითი": ("ნინო", "გია", "თეა", "ლევან"),
    "مثال": ("سارة", "نور", "ياسر", "هدى"),
    "נסיוני": ("נועה", "אורי", "דניאל"),
    "Παράδειγμα": ("Ελένη", "Νίκος", "Σοφία"),
    "उदाहरण": ("आशा", "रवि", "मीना"),
    "例子": ("小明", "芳", "伟"),
    "見本": ("太郎", "花子", "実"),
    "보기": ("민수", "지영", "하늘"),
    "ምሳሌ": ("አበበ", "ሰላም"),
    "Örnek": ("Ayşe", "Çağrı", "İpek"),
}
_NAMES = [f"{given} {family}" for family, several in _GIVEN.items() for given in several]
_ORGANISATIONS = ("", "", "", "Example Bakers' Union", "Профсоюз примеров", "Syndicat Modèle", "例子工会")
_DOMAINS = ("example.org", "example.net", "example.com")


def person(number: int) -> Person:
    """Numbers that differ have addresses that differ."""
    return Person(
        _NAMES[number % len(_NAMES)],
        _ORGANISATIONS[number // 3 % len(_ORGANISATIONS)],
        f"signer.{number}@mail{number % 4999}.{_DOMAINS[number % len(_DOMAINS)]}",
    )


def country(number: int) -> str:
    """Unevenly spread, as real ones are."""
    return COUNTRIES[min(number % len(COUNTRIES), number // 7 % len(COUNTRIES))]


def came_from(number: int) -> str:
    """An address of the prefix kept for examples (RFC 3849), for a proxy's header: people of many networks."""
    return f"2001:db8:{number % 65536:x}::{number // 65536 + 1:x}"


def form(number: int) -> dict[str, str]:
    """What such a signer sends from the page, which was opened a while ago and runs no script."""
    who = person(number)
    return {
        "name": who.name,
        "email": who.email,
        "country": country(number),
        "organisation": who.organisation,
        "web_visibility": ("none", "country", "initials", "full")[number % 4],
        "addressee_visibility": "counted",
        "agree_count": "yes",
        "language": "en",
        "via": PARTNERS[number % len(PARTNERS)],
        "stamp": _stamp(),
    } | ({"agree_updates": "yes"} if number % 5 == 0 else {})


@lru_cache
def _stamp() -> str:
    return make_stamp(stamp_of("bench"), utc_now() - timedelta(minutes=1))

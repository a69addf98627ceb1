"""What a line, a name, an e-mail address from outside may be. Each function cleans or raises BadInput with a
sentence.
"""

import re
import unicodedata

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from foundation.errors import BadInput

LONGEST_NAME = 80
LONGEST_ORGANISATION = 160
MOST_MARKS_IN_A_ROW = 4
# Zero-width joiners belong inside Persian and Indic words, and inside emoji; anywhere else they hide.
_JOINERS = "\u200c\u200d"
_ADDRESS_IN_TEXT = re.compile(r"https?:|www\.|://", re.IGNORECASE)
# Letters and marks by their category, and nothing to see in any fount: they would make a name that is none. The last
# stands for what could not be read.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd")
_PROSE_CONTROLS = "\n\t"
# Letters, digits and everyday signs, none of them a mark: most of what people send, and known to be good at a glance.
_PLAIN = re.compile(r"[\w .,;:!?'’\"«»„“”()&/@+–—-]+")

_WORD = "[A-Za-z0-9_+-]+"
_LABEL = r"(?=[^.]{1,63}\.)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_ORDINARY_EMAIL = re.compile(rf"(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_NOT_FOR_MAIL = frozenset(name.rpartition(".")[2] for name in SPECIAL_USE_DOMAIN_NAMES)


def clean_line(text: str, longest: int) -> str:
    """One line of text without control, bidi or replacement characters, NFC."""
    return _clean(" ".join(text.split(" ")).strip(), longest, allowed="")


def clean_prose(text: str, longest: int) -> str:
    """Several paragraphs."""
    return _clean(text.replace("\r\n", "\n").replace("\r", "\n").strip(), longest, allowed=_PROSE_CONTROLS)


def clean_name(text: str, longest: int = LONGEST_NAME) -> str:
    """A person's or an organisation's name in any script, or a picture that somebody goes by."""
    name = _clean(text.strip(), longest, allowed="")
    if not any(_names(character) for character in name):
        raise BadInput("Please fill this in.")
    if _ADDRESS_IN_TEXT.search(name):
        raise BadInput("Please leave web addresses out of the name.")
    return name


def _names(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "So"


def clean_email(text: str) -> str:
    """The address as typed, if mail can be addressed to it (RFC 5321, checked without looking anything up)."""
    address = _clean(text.strip(), 254, allowed="")
    if is_ordinary_email(address):
        return address
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        raise BadInput("This is not a complete e-mail address. It looks like name@example.org.") from None
    return address


def ended(text: str) -> str:
    """Ends with a full stop, once: also where the last word brings its own, as «2026 г.» does."""
    ends = text[-1:] in tuple(".!?…") or (text[-1:] in tuple("»”’)") and text[-2:-1] in tuple(".!?…"))
    return text if ends or not text else f"{text}."


def parted(text: str) -> tuple[str, str]:
    """The first sentence, and what follows it."""
    for found in _BETWEEN_SENTENCES.finditer(text):
        rest = text[found.end() :]
        if rest.lstrip("«“„(")[:1].isupper():
            return text[: found.start()], rest
    return text, ""


def is_ordinary_email(address: str) -> bool:
    """Knows most addresses at a glance, and never one that email-validator would refuse."""
    return (
        len(address) <= 254
        and _ORDINARY_EMAIL.fullmatch(address) is not None
        and address.rpartition(".")[2].lower() not in _NOT_FOR_MAIL
    )


def _clean(text: str, longest: int, allowed: str) -> str:
    if len(text) > longest:
        raise BadInput("This is too long: at most %(longest)s characters.", longest=longest)
    text = unicodedata.normalize("NFC", text)
    if text[:1].isalnum() and _PLAIN.fullmatch(text) and BLANK.isdisjoint(text):
        return text
    marks = 0
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MOST_MARKS_IN_A_ROW or (character not in allowed and not _may_stand(text, place, category)):
            raise BadInput("This holds characters that cannot be shown. Please type it again.")
    if not any(unicodedata.category(character)[0] in "LNSP" for character in text):
        raise BadInput("Please fill this in.")
    return text


def _may_stand(text: str, place: int, category: str) -> bool:
    if text[place] in _JOINERS:
        return 0 < place < len(text) - 1 and not text[place - 1].isspace() and not text[place + 1].isspace()
    if 0xE0020 <= ord(text[place]) <= 0xE007F:  # the letters of subdivision flags
        return True
    return text[place] not in BLANK and category not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def name_key(name: str) -> str:
    """Case, punctuation and spacing make no other organisation."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split()) or folded

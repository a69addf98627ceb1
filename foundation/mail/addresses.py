"""Addresses: as typed for sending, in a canonical form for recognising a mailbox, as a digest for keeping."""

import re

from email_validator import EmailNotValidError, validate_email

from foundation.security.sealing import keyed_digest

_DOTS_MEAN_NOTHING = frozenset({"gmail.com", "googlemail.com"})
_DIGEST_PURPOSE = "mail-address"
# The dot of the root, and what stands about it.
_END = re.compile(r"[\s.]+\Z")


def canonical_address(address: str) -> str:
    """One text for all spellings of a mailbox: `A.nn+list@GoogleMail.com` gives `ann@gmail.com`.

    For recognising duplicates and keeping promises, never for sending: the providers' rules may change.
    """
    local, _, domain = address.strip().rpartition("@")
    domain = _punycode(domain)
    local = local.lower()
    if not local.startswith('"'):
        local = local.partition("+")[0] or local
    if domain in _DOTS_MEAN_NOTHING:
        local, domain = local.replace(".", "") or local, "gmail.com"
    return f"{local}@{domain}"


def sendable_address(address: str) -> str:
    """The address for envelope and header: as typed, its domain in ASCII. Raises ValueError when it is none."""
    try:
        checked = validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        raise ValueError("not an address mail can be sent to") from None
    return f"{checked.local_part}@{checked.ascii_domain}"


def address_digest(address: str) -> bytes:
    """Keyed, the same for all spellings of a mailbox, all over this installation."""
    return keyed_digest(canonical_address(address), _DIGEST_PURPOSE)


def _punycode(domain: str) -> str:
    domain = domain.lower()
    if not domain[-1:].isalnum():
        domain = _END.sub("", domain)
    if domain.isascii():
        return domain
    try:
        return validate_email(f"x@{domain}", check_deliverability=False).ascii_domain
    except EmailNotValidError:
        return domain

"""What a certificate says of itself, and whether letters can be signed with its key."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import (
    Certificate,
    DuplicateExtension,
    ExtensionNotFound,
    KeyUsage,
    Name,
    load_der_x509_certificate,
)
from cryptography.x509.oid import NameOID

from foundation.errors import BadInput
from foundation.web.formats import format_day
from foundation.web.language import mark

LONGEST_NAME = 200
SHORTEST_RSA, LONGEST_RSA = 2048, 8192
# Of NIST, which every reader of PDFs knows.
KNOWN_CURVES = frozenset({"secp256r1", "secp384r1", "secp521r1"})
SOUND_DIGESTS = frozenset({"sha256", "sha384", "sha512"})

UNREADABLE = mark("This certificate cannot be read.")
TOO_WEAK = mark("This key is too weak: an RSA key needs at least %(bits)s bits. Ask for a new certificate.")
UNUSUAL = mark(
    "With a key of this kind most programs cannot check a letter. Ask for a certificate with an RSA key of %(bits)s"
    " bits or more, or with one on the curve P-256."
)
WEAK_DIGEST = mark("This certificate was signed with %(digest)s, which can be forged. Ask for a new certificate.")
NOT_FOR_SIGNING = mark("This certificate is not for signing documents: it does not name that among its uses.")
NOT_YET = mark("This certificate is not valid before %(day)s.")
RUN_OUT = mark("This certificate ran out on %(day)s. Ask for a new one.")

USAGES = {
    "digital_signature": mark("signatures"),
    "content_commitment": mark("signatures that bind (non-repudiation)"),
    "key_encipherment": mark("encryption of keys"),
    "data_encipherment": mark("encryption of data"),
    "key_agreement": mark("agreement on keys"),
    "key_cert_sign": mark("certificates"),
    "crl_sign": mark("lists of revoked certificates"),
}
FOR_SIGNING = frozenset({"digital_signature", "content_commitment"})


@dataclass(frozen=True)
class Told:
    """`usages` are message ids, none where the certificate is not limited to any; `kind` such as “RSA 3072”. Names are
    as its issuer wrote them, without control characters: whoever made it may have written anything."""

    name: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    kind: str
    usages: tuple[str, ...]
    fingerprint: str


def read_certificate(der: bytes) -> Certificate:
    """Raises BadInput, worded."""
    try:
        certificate = load_der_x509_certificate(der)
        certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        raise BadInput(UNREADABLE) from None
    return certificate


def fingerprint_of(der: bytes) -> str:
    """SHA-256 in hexadecimal: the number by which people compare certificates."""
    return read_certificate(der).fingerprint(SHA256()).hex()


def told(der: bytes) -> Told:
    """Raises BadInput for what is no certificate."""
    certificate = read_certificate(der)
    usages = _usages(certificate)
    try:
        return Told(
            name=_name(certificate.subject),
            issuer=_name(certificate.issuer),
            serial=f"{certificate.serial_number:X}",
            valid_from=certificate.not_valid_before_utc,
            valid_until=certificate.not_valid_after_utc,
            kind=_kind(certificate),
            usages=tuple(words for usage, words in USAGES.items() if usage in (usages or ())),
            fingerprint=certificate.fingerprint(SHA256()).hex(),
        )
    except ValueError:
        raise BadInput(UNREADABLE) from None


def refuse_unusable(der: bytes, *, now: datetime) -> None:
    """Raises BadInput, worded, for a certificate with whose key no letter should be signed."""
    certificate = read_certificate(der)
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey):
        if key.key_size < SHORTEST_RSA:
            raise BadInput(TOO_WEAK, bits=SHORTEST_RSA)
        usual = key.key_size <= LONGEST_RSA
    else:
        usual = isinstance(key, EllipticCurvePublicKey) and key.curve.name in KNOWN_CURVES
    if not usual:
        raise BadInput(UNUSUAL, bits=SHORTEST_RSA)
    digest = _digest(certificate)
    if digest not in SOUND_DIGESTS:
        raise BadInput(WEAK_DIGEST, digest=digest.upper() or "?")
    usages = _usages(certificate)
    if usages is not None and not usages & FOR_SIGNING:
        raise BadInput(NOT_FOR_SIGNING)
    refuse_by_day(told(der), now=now)


def refuse_by_day(certificate: Told, *, now: datetime) -> None:
    """Raises BadInput before its first day and after its last."""
    if now < certificate.valid_from:
        raise BadInput(NOT_YET, day=format_day(certificate.valid_from.date()))
    if now > certificate.valid_until:
        raise BadInput(RUN_OUT, day=format_day(certificate.valid_until.date()))


def _usages(certificate: Certificate) -> frozenset[str] | None:
    """None where it names none, and so is not limited to any. Raises BadInput where they cannot be read: then nobody
    knows what it is for."""
    try:
        usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return None
    except (ValueError, DuplicateExtension):
        raise BadInput(UNREADABLE) from None
    return frozenset(name for name in USAGES if getattr(usage, name))


def _digest(certificate: Certificate) -> str:
    """Empty for kinds of signature that have none or name an unknown one."""
    try:
        algorithm = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return ""
    return algorithm.name if algorithm else ""


def _kind(certificate: Certificate) -> str:
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey):
        return f"RSA {key.key_size}"
    return f"ECDSA {key.curve.name}" if isinstance(key, EllipticCurvePublicKey) else "?"


def _name(name: Name) -> str:
    """The common name, else the organisation's, else all of it."""
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = name.get_attributes_for_oid(oid)
        if found and str(found[0].value).strip():
            return _plain(str(found[0].value))
    return _plain(name.rfc4514_string())


def _plain(text: str) -> str:
    """On one line, without what turns or hides the words around it."""
    kept = "".join(" " if character.isspace() else character for character in unicodedata.normalize("NFC", text))
    kept = "".join(character for character in kept if unicodedata.category(character)[0] != "C")
    return " ".join(kept.split())[:LONGEST_NAME]

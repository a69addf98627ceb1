"""Keys of organisations, with certificates of an office that exists for one test."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from foundation.clock import utc_now
from foundation.signing.certificates import fingerprint_of

PHRASE = "a phrase for the file"
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@dataclass(frozen=True)
class Issued:
    key: Key
    certificate: x509.Certificate
    office: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.der)

    @property
    def pkcs8(self) -> bytes:
        return self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def as_file(self, phrase: str = PHRASE) -> bytes:
        how: KeySerializationEncryption = BestAvailableEncryption(phrase.encode()) if phrase else NoEncryption()
        return pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, [self.office], how)


@cache
def an_office() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """That issues certificates, since long and for long."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Example Certificates")
    made = _certificate(name, name, key.public_key(), datetime.fromisoformat("2020-01-01T00:00:00Z"), days=36500)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    made = made.add_extension(_usage(digital_signature=True, key_cert_sign=True), critical=True)
    return key, made.sign(key, hashes.SHA256())


def issued(
    name: str = "Example Federation of Trade Unions",
    *,
    key: Key | None = None,
    since: int = -1,
    days: int = 365,
    usage: x509.KeyUsage | None = None,
    digest: hashes.SHA256 | hashes.SHA512 | None = None,
) -> Issued:
    """Valid from `since` days from now, for so many `days`; on the curve P-256 unless a `key` is given."""
    office_key, office = an_office()
    own = key or ec.generate_private_key(ec.SECP256R1())
    made = _certificate(_name(name), office.subject, own.public_key(), utc_now() + timedelta(since), days=days)
    made = made.add_extension(usage or _usage(digital_signature=True, content_commitment=True), critical=True)
    return Issued(own, made.sign(office_key, digest or hashes.SHA256()), office)


def for_encryption_only() -> x509.KeyUsage:
    return _usage(key_encipherment=True)


def without_key() -> bytes:
    """A PKCS #12 file that holds a certificate alone."""
    how = BestAvailableEncryption(PHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"", None, None, [issued().certificate], how)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: object, since: datetime, *, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)  # type: ignore[arg-type]  # of any kind that a certificate may be for
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days))
    )


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _usage(**uses: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: uses.get(name, False) for name in names})

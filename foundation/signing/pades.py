"""Signs a PDF of our own with an organisation's key: PAdES-B-B (ETSI EN 319 142-1), SHA-256, without any network.

No time stamp and no answer about revocation is fetched: whom we write to, and when, is nobody else's business. The
field of the signature lies outside the page and has no size. So the letter looks as it did before, nothing on it is
hidden, and the file stays what it was made as: PDF/A wants such a field to be printable, PDF/UA excuses from tagging
only what lies outside the page. What people are to see, the code for checking, is printed on the letter already.

The signature certifies: it allows no change, so that programs warn of everything that is added afterwards.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import keys, x509  # type: ignore[import-untyped]  # it has no types
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Signature"
# Read out by screen readers; in one language, for a file has but one name for it.
SPOKEN = "Electronic signature"


def signed(pdf: bytes, *, certificate: bytes, chain: Sequence[bytes], key: bytes, now: datetime) -> bytes:
    """Certificates in DER, the key in PKCS #8."""
    writer = _NothingElse(io.BytesIO(pdf))
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # likewise
    store.register_multiple([x509.Certificate.load(one) for one in chain])
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=store,
        embed_roots=False,
    )
    how = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    where = SigFieldSpec(
        FIELD, on_page=0, readable_field_name=SPOKEN, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True)
    )
    made: io.BytesIO = _AtOurTime(how, signer=signer, new_field_spec=where, now=now).sign_pdf(writer)
    return made.getvalue()


class _NothingElse(IncrementalPdfFileWriter):
    """What the file says of itself stays as it is, to the byte: title, author, program, and which standard it keeps."""

    def _update_meta(self) -> None:
        pass


class _AtOurTime(PdfSigner):
    """The time comes from the house's clock, in UTC: the zone of a server is nobody's business either."""

    def __init__(self, *arguments: Any, now: datetime, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.now = now

    def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self.now
        return session

    def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
        """For a key on a curve the library would call the file one of PDF 2.0, and PDF/A-3 and PDF/UA-1 are ones of
        1.7. Curves are allowed in such signatures by ETSI, and known to readers since long."""

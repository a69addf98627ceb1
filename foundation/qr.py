"""An address as a QR code (ISO/IEC 18004), with the quiet zone of four modules that readers need."""

import io

import segno

QUIET_ZONE = 4


def qr_svg(address: str) -> bytes:
    """Black on white. A sixth of it may be lost to a fold or a poor copier, more where that needs no larger code."""
    drawn = io.BytesIO()
    code = segno.make(address, error="m", boost_error=True, micro=False)
    code.save(drawn, kind="svg", border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, xmldecl=False)
    return drawn.getvalue()

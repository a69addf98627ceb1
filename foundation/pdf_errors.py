"""Why a document was not made, in words for whoever asked for it."""

from foundation.errors import AppError
from foundation.pdf_child import Cause, Died


class PdfError(AppError):
    """The document was not made; trying again may help. `detail` is for the operator and quotes nothing of it."""

    status = 503
    detail = ""


class PdfTooHeavy(PdfError):
    """The document itself is the reason: it needs more time or memory than one may have."""

    status = 422


def in_words(death: Died) -> PdfError:
    error = _error(death.cause)
    error.detail = death.detail
    return error


def _error(cause: Cause) -> PdfError:
    match cause:
        case Cause.TIME:
            return PdfTooHeavy("This document takes too long to lay out. Please make it shorter or split it.")
        case Cause.MEMORY:
            return PdfTooHeavy(
                "This document is too large to lay out. Please make it shorter, or its pictures smaller."
            )
        case Cause.LAYOUT:
            return PdfTooHeavy(
                "This document cannot be laid out. Please take out unusual sizes and deeply nested lists."
            )
        case Cause.START:
            return PdfError("Documents cannot be made on this server at the moment. Its operator has been told why.")
        case Cause.CRASH:
            return PdfError("Something went wrong while this document was made. Please try again.")

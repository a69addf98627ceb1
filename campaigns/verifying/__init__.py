"""Whether a PDF was made here, is unchanged, and has been superseded."""

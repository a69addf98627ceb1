"""What is done with translations: written, checked, taken over; and the links of translators."""

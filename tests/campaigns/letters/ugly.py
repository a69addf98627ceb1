"""What no printed letter may hold: a word of the program, a hole, a full stop too many."""

import re

UGLY = re.compile(r"None|(?<!\.)\.\.(?!\.)|\w ,|\(\)|\{\{|\}\}|\[\[|\]\]|«»|“”|: *\.|, *\.|\bof of\b|  ")


def ugly_in(text: str) -> str:
    found = UGLY.search(text)
    return found[0] if found else ""

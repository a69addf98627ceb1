"""Fields that are typed once for each language: `title_en`, `title_ru`. A page has those of the original and of the
interface; what is written in further languages stays as it is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from foundation.web.forms import Submitted
from foundation.web.tongues import TONGUES


def typed_in_each(given: Any, name: str) -> dict[str, str]:
    """One text by language, from the checked form."""
    return {code: text for code in TONGUES if (text := getattr(given, f"{name}_{code}", ""))}


def with_others(before: Mapping[str, str], form: Submitted[Any], name: str) -> dict[str, str]:
    """The same, beside what is written in languages that the page had no field for."""
    others = {code: text for code, text in before.items() if f"{name}_{code}" not in form.values}
    return others | typed_in_each(form.checked, name)


def into_fields(row: Any, names: Iterable[str], languages: Iterable[str]) -> dict[str, str]:
    """What the fields of a row's columns hold."""
    return {f"{name}_{code}": getattr(row, name).get(code, "") for name in names for code in languages}

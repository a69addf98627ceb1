"""What the domain of an address says: whether very many people share it, or whether it is lent out for minutes."""

from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"
_FAMILY = ".*"


@lru_cache
def _listed(name: str) -> frozenset[str]:
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_shared(domain: str) -> bool:
    """A provider with very many people. `domain` is canonical: lower case, ASCII."""
    family, _, rest = domain.partition(".")
    listed = _listed("shared_mail_domains")
    return domain in listed or (family + _FAMILY in listed and bool(rest) and rest.count(".") <= 1)


def is_lent_out(domain: str) -> bool:
    """With all that stands below it: such providers offer names of their own."""
    labels = domain.split(".")
    listed = _listed("lent_out_mail_domains")
    return any(".".join(labels[place:]) in listed for place in range(len(labels)))

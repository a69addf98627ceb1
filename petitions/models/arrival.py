"""A sign-up as it is judged: all that can be worked out before anything is read or written."""

from dataclasses import dataclass

from petitions.models.judgement import Signals, has_odd_name
from petitions.models.mail_domains import is_lent_out, is_shared
from petitions.models.petition import Petition
from petitions.models.signals import domain_number, domain_of, name_numbers
from petitions.models.typed import Typed


@dataclass(frozen=True)
class Arrival:
    petition_id: int
    signals: Signals
    domain: int
    shares_domain: bool
    has_lent_address: bool
    name_skeleton: int | None
    name_folded: int | None
    has_odd_name: bool


def arrival_of(petition: Petition, typed: Typed) -> Arrival:
    domain = domain_of(typed.person.email)
    skeleton, folded = name_numbers(petition, typed.person.name)
    return Arrival(
        petition_id=petition.id,
        signals=typed.signals,
        domain=domain_number(petition, domain),
        shares_domain=is_shared(domain),
        has_lent_address=is_lent_out(domain),
        name_skeleton=skeleton,
        name_folded=folded,
        has_odd_name=has_odd_name(typed.person.name),
    )

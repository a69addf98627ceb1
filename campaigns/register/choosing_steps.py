"""What somebody chose for a letter’s demands from one answer; what is wrong with a choice stands beside it."""

from collections.abc import Sequence

from campaigns.models.demand import Progress
from campaigns.register.forms import StepsForm
from campaigns.register.proposing import Proposal
from foundation.errors import NotFound
from foundation.web.forms import Submitted
from foundation.web.language import mark

NOTHING_CHOSEN = mark("Choose for at least one demand how far this answer brings it.")
NOTED_ALREADY = mark("This answer was noted for that demand already.")
NOT_GRANTED = mark("Only what was met, partly met or acknowledged before can be reversed.")
NO_SUCH_DEMAND = mark("This letter carries no such demand.")


def field_of(reply_id: int, demand_id: int) -> str:
    return f"progress-{reply_id}-{demand_id}"


def chosen_steps(form: Submitted[StepsForm], reply_id: int, proposed: Sequence[Proposal]) -> dict[int, Progress]:
    """By demand. What was noted just so already is left out, since a form that comes twice does no harm. Raises
    NotFound for a demand that the letter does not carry."""
    if not form.ok:
        return {}
    by_demand = {step.demand_id: step for step in proposed}
    sent = [(at, given) for at, given in zip(form.checked.demand, form.checked.progress, strict=False) if given]
    chosen: dict[int, Progress] = {}
    problems: dict[str, str] = {}
    for demand_id, given in sent:
        step, progress = by_demand.get(demand_id), Progress(given)
        if step is None:
            raise NotFound(NO_SUCH_DEMAND)
        if step.noted is None and progress in step.options:
            chosen[demand_id] = progress
        elif step.noted is not progress:
            problems[field_of(reply_id, demand_id)] = NOT_GRANTED if step.noted is None else NOTED_ALREADY
    still_open = [step.demand_id for step in proposed if step.noted is None]
    if not sent and still_open:
        problems[field_of(reply_id, still_open[0])] = NOTHING_CHOSEN
    for name, words in problems.items():
        form.refuse(name, words)
    return chosen

"""What a benchmark found: figures beside the yardstick that was measured in the same run, and which budgets are met."""

import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Values = dict[str, Any]


@dataclass
class Result:
    """`figures` are ours, `yardstick` is what they are held against; `ratios` are made of both, and `met` says of each
    budget whether it is kept. Keys are words with their unit, such as `signs/s` or `p99 ms`."""

    name: str
    figures: Values = field(default_factory=dict)
    yardstick: Values = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)
    met: dict[str, bool] = field(default_factory=dict)

    def ratio(self, words: str, ours: float, yardstick: float) -> float:
        self.ratios[words] = round(ours / yardstick, 3) if yardstick else 0.0
        return self.ratios[words]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_table(self) -> str:
        """For a terminal, with the machine it was measured on in the first line."""
        parts: list[tuple[str, Mapping[str, Any]]] = [
            ("figures", self.figures),
            ("yardstick", self.yardstick),
            ("ratios", self.ratios),
            ("budgets", {words: "met" if kept else "MISSED" for words, kept in self.met.items()}),
        ]
        width = max((len(words) for _title, values in parts for words in values), default=0)
        lines = [f"{self.name}: {machine()}"]
        for title, values in parts:
            if values:
                lines += ["", title]
                lines += [f"  {words:<{width}}  {_shown(value):>12}" for words, value in values.items()]
        return "\n".join(lines)


def machine() -> str:
    """Cores, memory, system, Python, and how busy it is with other things."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)

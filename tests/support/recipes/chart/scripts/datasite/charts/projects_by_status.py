"""The chart of projects by their status."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts.chart import Chart
from datasite.charts.thumbnail import Look, bars_thumbnail
from datasite.language.languages import TEXT_LANGUAGES
from datasite.model.entities import Code
from datasite.model.register import Register
from datasite.problems import N_
from datasite.tables.scan import Row


@dataclass(frozen=True)
class Bar:
    """A status, the number of its projects, and the width of its bar in per cent of the longest."""

    status: Code
    projects: int
    width: Decimal


def projects_by_status(register: Register) -> tuple[Bar, ...]:
    """The bars, the longest first."""
    statuses = {p.status.code: p.status for p in register.projects.values()}
    counts = Counter(p.status.code for p in register.projects.values())
    longest = max(counts.values(), default=1)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(
        Bar(statuses[code], count, (Decimal(count) / longest * 100).quantize(Decimal("0.1")))
        for code, count in ranked
    )


def _rows(figure: tuple[Bar, ...]) -> Iterable[Row]:
    for bar in figure:
        labels = {f"status_{lang}": bar.status.label[lang] for lang in TEXT_LANGUAGES}
        yield {"status": bar.status.code, **labels, "projects": bar.projects}


CHART = Chart(
    id="projects-by-status",
    title=N_("Projects by status"),
    description=N_("How many projects are announced, under way or completed."),
    reading=N_("Each project is counted once, with the status that its sources state."),
    figure=projects_by_status,
    thumbnail=lambda bars: bars_thumbnail((bar.width, Look.EXACT) for bar in bars),
    columns=("status", *(f"status_{lang}" for lang in TEXT_LANGUAGES), "projects"),
    rows=_rows,
)

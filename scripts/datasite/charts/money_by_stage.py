"""The chart of the exact sums by the stage of their amounts, in each currency apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts.chart import Chart, ChartRow
from datasite.charts.money_bars import LeftOut, by_projects, left_out, width_on_scale
from datasite.charts.thumbnail import Look, Thumbnail, bars_thumbnail
from datasite.language.languages import TEXT_LANGUAGES
from datasite.language.localization import Language
from datasite.model.register import Register
from datasite.model.sums import StageSum, Sums, sums_of
from datasite.problems import N_


@dataclass(frozen=True)
class StageBar:
    """The part of a sum at one stage; `share` in whole per cent of the sum, `width` not rounded."""

    part: StageSum
    share: Decimal
    width: Decimal


@dataclass(frozen=True)
class StagePanel:
    """The sum of one currency in its parts, the largest first."""

    currency: str
    bars: tuple[StageBar, ...]


@dataclass(frozen=True)
class MoneyByStage:
    """One panel for each currency with an exact sum, and the sums with what is left out."""

    panels: tuple[StagePanel, ...]
    sums: Sums
    left_out: tuple[LeftOut, ...]


def money_by_stage(register: Register) -> MoneyByStage:
    """The exact sums of all projects, each amount at the stage that its source states."""
    projects = register.projects.values()
    sums = sums_of(projects)
    panels = tuple(
        StagePanel(
            of_one.currency, tuple(_bar(part, of_one.total.amount) for part in of_one.stages)
        )
        for of_one in by_projects(sums)
        if of_one.total and of_one.total.amount
    )
    return MoneyByStage(panels, sums, left_out(projects))


def _bar(part: StageSum, whole: Decimal) -> StageBar:
    share = (part.amount / whole * 100).quantize(Decimal(1))
    return StageBar(part, share, width_on_scale(part.amount, whole))


def _claim(figure: MoneyByStage, language: Language) -> str:
    """That for more than half of the sum of a currency, which has several stages, no source states
    the stage; that of the first currency of which this is so.
    """
    for panel in figure.panels:
        for bar in panel.bars:
            if (
                len(panel.bars) > 1
                and not bar.part.is_stated
                and bar.part.amount
                > sum((b.part.amount for b in panel.bars if b != bar), Decimal(0))
            ):
                return language.translations.gettext(
                    N_(
                        "For %(share)s of the sum of exact amounts in %(currency)s, sources do not"
                        " say whether they are planned, contracted or final"
                    )
                ) % {"share": language.percent(bar.share), "currency": panel.currency}
    return ""


def _thumbnail(figure: MoneyByStage) -> Thumbnail:
    """The bars of the currency that has the most stages."""
    panel = max(figure.panels, key=lambda panel: len(panel.bars), default=None)
    return bars_thumbnail((bar.width, Look.EXACT) for bar in (panel.bars if panel else ()))


def _rows(figure: MoneyByStage) -> Iterable[ChartRow]:
    for panel in figure.panels:
        for bar in panel.bars:
            yield {
                "currency": panel.currency,
                "stage": bar.part.stage.code,
                **{f"stage_{lang}": bar.part.stage.label[lang] for lang in TEXT_LANGUAGES},
                "amount": bar.part.amount,
                "projects": bar.part.exact,
            }


CHART = Chart(
    id="money-by-stage",
    title=N_("Value of projects, by the stage of the amount"),
    description=N_(
        "The sums of exact values of whole projects by the stage at which sources give them:"
        " planned, contracted, final or not stated. Each currency separately."
    ),
    reading=N_(
        "A bar is the part of the sum of its currency. Approximate amounts are in no sum; nothing"
        " is converted."
    ),
    figure=money_by_stage,
    claim=_claim,
    thumbnail=_thumbnail,
    columns=(
        "currency",
        "stage",
        *(f"stage_{lang}" for lang in TEXT_LANGUAGES),
        "amount",
        "projects",
    ),
    rows=_rows,
)

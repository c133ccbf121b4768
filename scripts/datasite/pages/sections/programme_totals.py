"""What sources state of whole programmes beside what this register holds of them.

The two are side by side. No share is computed: a stated total is often approximate, and projects
of this register without an amount are in no sum.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from datasite.language.localization import Language
from datasite.model.amounts import fund_money
from datasite.model.entities import Programme, Source
from datasite.model.facts import ProgrammeTotal
from datasite.model.families import of_family
from datasite.model.register import Register
from datasite.model.sums import Sums, sums_of
from datasite.pages.amount_words import figure_text
from datasite.problems import N_
from datasite.tables.codes import ProgrammeMeasure

_ORDER = [measure.value for measure in ProgrammeMeasure]
# The measures of a whole programme beside which a sum of ours can be set, and what that sum is.
_MONEY: Mapping[str, str] = {
    ProgrammeMeasure.ENVELOPE: N_("value of projects"),
    ProgrammeMeasure.FUND_PART: N_("the fund's own money"),
}


@dataclass(frozen=True)
class Beside:
    """A stated sum of a whole programme, and our sums of the same kind: of the value of projects
    beside the budget, of the fund's own money beside that of the fund; `what` is a message.
    """

    total: ProgrammeTotal
    known: Sums
    what: str


@dataclass(frozen=True, kw_only=True)
class WholeProgramme:
    """What is stated of a programme as a whole and in its parts, beside what is known here.

    `here` is the number of its projects in this register, its parts included.
    """

    programme: Programme
    here: int
    counts: tuple[ProgrammeTotal, ...]
    money: tuple[Beside, ...]
    parts: tuple[ProgrammeTotal, ...]

    @property
    def known(self) -> Mapping[str, Sums]:
        """Our sums beside the stated ones, each once, by what they are."""
        return {beside.what: beside.known for beside in self.money}

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of what is stated, in the order in which the page names them."""
        return tuple(total.source for total in self.totals)

    @property
    def totals(self) -> tuple[ProgrammeTotal, ...]:
        """Everything that is stated, in the order in which the page names it."""
        return (*self.counts, *(beside.total for beside in self.money), *self.parts)


def whole_programme(register: Register, programme: Programme) -> WholeProgramme | None:
    """What is stated of the programme as a whole; None where nothing is."""
    stated = sorted(register.programme_totals.get(programme.id, ()), key=_place)
    if not stated:
        return None
    projects = of_family(register, programme)
    sums = {
        ProgrammeMeasure.ENVELOPE.value: sums_of(projects),
        ProgrammeMeasure.FUND_PART.value: sums_of(projects, fund_money),
    }
    counts, money, parts = [], [], []
    for total in stated:
        measure = total.measure.code
        if not total.of_whole_programme or measure not in (ProgrammeMeasure.PROJECTS, *_MONEY):
            parts.append(total)
        elif measure == ProgrammeMeasure.PROJECTS:
            counts.append(total)
        else:
            money.append(Beside(total, sums[measure], _MONEY[measure]))
    return WholeProgramme(
        programme=programme,
        here=len(projects),
        counts=tuple(counts),
        money=tuple(money),
        parts=tuple(parts),
    )


def whole_programmes(register: Register) -> tuple[WholeProgramme, ...]:
    """The programmes of which something is stated as a whole, those with the most projects here
    first.
    """
    known = filter(None, (whole_programme(register, p) for p in register.programmes.values()))
    chosen = (whole for whole in known if whole.counts or whole.money)
    return tuple(sorted(chosen, key=lambda whole: (-whole.here, whole.programme.id)))


def _place(total: ProgrammeTotal) -> tuple[int, str, tuple[int, int, int], str]:
    code = total.measure.code
    day = total.as_of.first_day if total.as_of else (0, 0, 0)
    return _ORDER.index(code) if code in _ORDER else len(_ORDER), code, day, total.id


def total_words(total: ProgrammeTotal, language: Language) -> str:
    """The figure as a reader would say it: 158 · ponad 120 · blisko 283 mln EUR."""
    return figure_text(total.value, total.currency, total.qualifier, language)


def projects_of(whole: WholeProgramme, total: ProgrammeTotal, language: Language) -> str:
    """How many of all projects are here: 10 of 158 · 7; all: over 120."""
    sentence = N_("%(here)s of %(all)s") if total.exact else N_("%(here)s; all: %(all)s")
    words = {"here": language.number(whole.here), "all": total_words(total, language)}
    return language.translations.gettext(sentence) % words


def texts(totals: Iterable[ProgrammeTotal], language: Language) -> Iterator[str]:
    """What the search finds of the totals."""
    return (
        f"{total.measure.label[language.code]}: {total_words(total, language)}" for total in totals
    )

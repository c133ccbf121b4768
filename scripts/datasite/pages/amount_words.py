"""Amounts and sizes of files in words, as a reader would say them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from datasite.language.languages import NBSP
from datasite.language.localization import Language
from datasite.model.amounts import BestKnown, BestKnownForm, best_known_amount
from datasite.model.entities import Amount, Code, Project
from datasite.model.totals import CurrencyTotal
from datasite.problems import N_
from datasite.tables.codes import AmountKind, AmountQualifier, AmountStage

_MOST_DIGITS = 5  # significant digits of an approximate figure that is written in millions


def amount_text(amount: Amount, language: Language) -> str:
    """As a reader would say it: „blisko 1,6 mln EUR”, „791 000 EUR”, „około 99 000”.

    Only approximate figures are written in millions, as sources do, and no digit is rounded away.
    Where there is no figure, the share in per cent, else the words of the source.
    """
    if amount.amount is None:
        if amount.share_percent is not None:
            return language.percent(amount.share_percent)
        return amount.as_printed or "–"
    return figure_text(amount.amount, amount.currency, amount.qualifier, language)


def figure_text(value: Decimal, currency: str, qualifier: Code, language: Language) -> str:
    """A figure as exact as its qualifier says, in units of its currency where it has one."""
    figure = language.money(value, currency)
    if qualifier.code in (AmountQualifier.EXACT, AmountQualifier.UNCLEAR):
        return figure
    digits = f"{value.normalize():f}".strip("0").replace(".", "")
    if value >= 1_000_000 and value % 100_000 == 0 and len(digits) <= _MOST_DIGITS:
        figure = language.money_in_millions(value, currency)
    return f"{qualifier.label[language.code]} {figure}"


class Summed(Protocol):
    """A sum, `amount` in units of `currency`."""

    @property
    def amount(self) -> Decimal:
        """The figure."""

    @property
    def currency(self) -> str:
        """The code of the currency."""


def sum_text(summed: Summed, amounts: int, language: Language) -> str:
    """A sum of so many amounts, in millions; one amount alone keeps the digits of its source."""
    write = language.money if amounts == 1 else language.short_money
    return write(summed.amount, summed.currency)


def map_text(stated: Amount | CurrencyTotal, language: Language) -> str:
    """An amount or a sum where its currency is named once for all: „ponad 370 mln”."""
    if isinstance(stated, CurrencyTotal):
        return language.short_money(stated.amount, "")
    return amount_text(replace(stated, currency=""), language)


@dataclass(frozen=True)
class AmountWords:
    """An amount as a table shows it: the amount, what it is in small print, and marks that warn."""

    text: str
    note: str = ""
    marks: tuple[str, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether an amount of any kind is stated."""
        return self != NOT_STATED_AMOUNT

    @property
    def sentence(self) -> str:
        """All of it on one line."""
        return ", ".join(filter(None, (self.text, self.note, *self.marks)))


NOT_STATED_AMOUNT = AmountWords("–")


def best_known_words(project: Project, language: Language) -> AmountWords:
    """The best-known amount of a project; a dash where none of any kind is stated."""
    best = best_known_amount(project.amounts)
    if not best:
        return NOT_STATED_AMOUNT
    return AmountWords(
        amount_text(best.amount, language),
        ", ".join(_what_it_is(best, project, language)),
        tuple(_reservations(best, language)),
    )


def _what_it_is(best: BestKnown, project: Project, language: Language) -> Iterator[str]:
    """The kind where it is not the total, whose part or for what it is, the stage, how many more,
    and whether other figures are stated for the same.
    """
    say, lang, amount = language.translations.gettext, language.code, best.amount
    if amount.kind.code != AmountKind.TOTAL:
        yield amount.kind.label[lang]
    if amount.organisation:
        yield say(N_("only the part of: %(name)s")) % {"name": amount.organisation.name[lang]}
    if amount.for_purpose:
        yield say(N_("only for: %(purpose)s")) % {"purpose": amount.purpose[lang]}
    contract = (amount.kind.code, amount.stage.code) == (
        AmountKind.CONTRACT,
        AmountStage.CONTRACTED,
    )
    if amount.stage.code != AmountStage.UNSPECIFIED and not contract:
        yield say(N_("%(stage)s amount")) % {"stage": amount.stage.label[lang]}
    if best.more:
        yield language.translations.ngettext(
            "and %(num)d more amount", "and %(num)d more amounts", best.more
        ) % {"num": best.more}
    stated = {
        (a.amount, a.currency)
        for a in project.amounts
        if best.form is not BestKnownForm.PART
        and a.kind.code == amount.kind.code
        and a.amount is not None
        and a.of_whole_project
    }
    if stated - {(amount.amount, amount.currency)}:
        yield say(N_("other amounts are stated too"))


def _reservations(best: BestKnown, language: Language) -> Iterator[str]:
    """What a reader must know before quoting the amount."""
    say, amount = language.translations.gettext, best.amount
    if amount.amount is not None and not amount.currency:
        yield say(N_("no currency stated"))
    if amount.qualifier.code == AmountQualifier.UNCLEAR:
        yield say(N_("the printed figure is unclear"))
    if amount.joint_id:
        yield say(N_("sum shared by several projects"))
    if not amount.preferred:
        yield say(N_("set aside"))


def printed_form(amount: Amount, language: Language) -> str:
    """The source's own words, where they say more than our figure does."""
    if amount.amount is None:
        return "" if amount_text(amount, language) == amount.as_printed else amount.as_printed
    printed = (
        amount.as_printed.replace(" ", "").replace(NBSP, "").replace("zł", "PLN").removesuffix(".")
    )
    figure = amount_text(replace(amount, currency=""), language).replace(NBSP, "")
    figures = (figure, f"{amount.amount:.2f}".replace(".", ","))
    same = {form for it in figures for form in (it + amount.currency, amount.currency + it)}
    return "" if printed in same else amount.as_printed


def size_text(count: int, language: Language) -> str:
    """The size of a file of so many bytes, in units of a thousand: 812 B, 14 kB, 1,2 MB."""
    if count < 1000:
        return f"{count}{NBSP}B"
    kilobytes = round(count / 1000)
    if kilobytes < 1000:  # 999 900 bytes are 1 MB, not 1000 kB
        return f"{language.number(kilobytes)}{NBSP}kB"
    return f"{language.number(Decimal(round(count / 100_000)) / 10)}{NBSP}MB"

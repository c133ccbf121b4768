"""Amounts and sizes of files in words, as a reader would say them."""

from decimal import Decimal

from datasite.language.languages import NBSP
from datasite.language.localization import Language
from datasite.model.entities import Amount
from datasite.tables.codes import AmountQualifier


def amount_text(amount: Amount, language: Language) -> str:
    """As a reader would say it: „blisko 1,6 mln EUR”, „791 000 EUR”, „około 99 000”.

    Only approximate figures are shortened, as sources do.
    """
    if amount.amount is None:
        return language.percent(amount.share_percent) if amount.share_percent is not None else "–"
    if amount.exact or amount.qualifier.code == AmountQualifier.UNCLEAR:
        return language.money(amount.amount, amount.currency)
    figure = language.money(amount.amount, amount.currency)
    if amount.amount >= 1_000_000 and amount.amount % 100_000 == 0:
        figure = language.short_money(amount.amount, amount.currency).rstrip(NBSP)
    return f"{amount.qualifier.label[language.code]} {figure}"


def printed_form(amount: Amount, language: Language) -> str:
    """The source's own words, where they say more than our figure does."""
    if amount.amount is None:
        return amount.as_printed
    printed = (
        amount.as_printed.replace(" ", "").replace(NBSP, "").replace("zł", "PLN").removesuffix(".")
    )
    rounded = (
        amount_text(amount, language),
        f"{amount.amount:.2f}{amount.currency}".replace(".", ","),
    )
    return "" if printed in {text.replace(NBSP, "") for text in rounded} else amount.as_printed


def size_text(count: int, language: Language) -> str:
    """The size of a file of so many bytes, in units of a thousand: 812 B, 14 kB, 1,2 MB."""
    if count < 1000:
        return f"{count}{NBSP}B"
    if count < 1_000_000:
        return f"{language.number(round(count / 1000))}{NBSP}kB"
    return f"{language.number(Decimal(round(count / 100_000)) / 10)}{NBSP}MB"

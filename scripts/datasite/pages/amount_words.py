"""How values are worded and set in type: amounts as a reader would say them, and the hard spaces of
each language.
"""

from datasite.language.languages import NBSP
from datasite.language.localization import Language
from datasite.model.entities import Amount


def amount_text(amount: Amount, language: Language) -> str:
    """As a reader would say it:

    „blisko 1,6 mln EUR”, 791 000 EUR, „około 99 000”. Only approximate figures are shortened, as
    sources do.
    """
    if amount.amount is None:
        return language.percent(amount.share_percent) if amount.share_percent is not None else "–"
    if amount.exact or amount.qualifier.code == "unclear":
        return language.money(amount.amount, amount.currency)
    figure = language.money(amount.amount, amount.currency)
    if amount.amount >= 1_000_000 and amount.amount % 100_000 == 0:
        figure = language.short_money(amount.amount, amount.currency).rstrip(NBSP)
    return f"{amount.qualifier.label[language.code]} {figure}"


def printed_form(amount: Amount, language: Language) -> str:
    """The source's own words, where they say more than our figure does."""
    if amount.amount is None:
        return amount.as_printed
    bare = (
        amount.as_printed.replace(" ", "").replace(NBSP, "").replace("zł", "PLN").removesuffix(".")
    )
    return (
        ""
        if bare
        in {
            text.replace(NBSP, "")
            for text in (
                amount_text(amount, language),
                f"{amount.amount:.2f}{amount.currency}".replace(".", ","),
            )
        }
        else amount.as_printed
    )

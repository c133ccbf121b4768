"""The amounts of the list of projects: for sums, for the order of the rows, and what they are."""

from collections import Counter
from collections.abc import Iterable, Sequence

from datasite.language.localization import Language
from datasite.model.amounts import BestKnownForm, Fate, best_known_amount, fate
from datasite.model.entities import Project
from datasite.pages.amount_words import amount_text
from datasite.pages.explorer.facets import NOT_STATED
from datasite.pages.explorer.rows import AmountRank, ExplorerMoney, Measure
from datasite.pages.explorer.summary import OTHERWISE_KNOWN
from datasite.problems import N_

# Of the best-known amounts that are in no currency, in the order in which they sort.
_FORM_HEADINGS = {
    BestKnownForm.NO_CURRENCY: N_("Amounts with no currency stated"),
    BestKnownForm.UNCLEAR: N_("Amounts in words, and unclear figures"),
    BestKnownForm.PART: N_("Only parts of projects"),
}


def project_money(project: Project, language: Language) -> ExplorerMoney:
    """The total of a project for sums."""
    kind, total = total_kind(project), project.total
    if not total:
        return ExplorerMoney(kind)
    return ExplorerMoney(
        kind,
        total.currency,
        None if total.amount is None else int(total.amount * 100),
        total.joint_id,
        amount_text(total, language) if kind == Fate.APPROXIMATE else "",
    )


def total_kind(project: Project) -> str:
    """Whether the total is exact, approximate or unclear; where none is stated, whether another
    amount is.
    """
    total = project.total
    if not total:
        return OTHERWISE_KNOWN if project.amounts else NOT_STATED
    if fate(total) is Fate.UNCLEAR:
        return Fate.UNCLEAR
    return Fate.EXACT if total.exact else Fate.APPROXIMATE


def used_currencies(projects: Iterable[Project]) -> tuple[str, ...]:
    """The currencies of the best-known amounts of whole projects, the most frequent first."""
    counts = Counter(filter(None, map(known_currency, projects)))
    return tuple(sorted(counts, key=lambda currency: (-counts[currency], currency)))


def known_currency(project: Project) -> str:
    """The currency of the best-known amount; blank where it is not a figure with a currency of the
    whole project.
    """
    best = best_known_amount(project.amounts)
    return best.amount.currency if best and best.form is BestKnownForm.WHOLE else ""


def amount_rank(project: Project, currencies: Sequence[str]) -> AmountRank:
    """Where the best-known amount of a project sorts: figures by currency, in the order of
    `currencies`, then figures without one, words, parts, and nothing stated.
    """
    best = best_known_amount(project.amounts)
    forms = list(_FORM_HEADINGS)
    if not best:
        return AmountRank(len(currencies) + len(forms))
    comparable = best.form in (BestKnownForm.WHOLE, BestKnownForm.NO_CURRENCY)
    stated = best.amount.amount if comparable else None
    return AmountRank(
        currencies.index(best.amount.currency)
        if best.form is BestKnownForm.WHOLE
        else len(currencies) + forms.index(best.form),
        None if stated is None else int(stated * 100),
    )


def amount_headings(currencies: Sequence[str], language: Language) -> tuple[str, ...]:
    """The headings of rows sorted by their amounts, by the places of `amount_rank`."""
    say = language.translations.gettext
    return (
        *map(language.currency_and_code, currencies),
        *map(say, _FORM_HEADINGS.values()),
        say(N_("No amount stated")),
    )


def amount_measure(project: Project, language: Language) -> Measure | None:
    """What the best-known amount of a project is, if it is a figure of the whole project with its
    currency.
    """
    best = best_known_amount(project.amounts)
    if not best or best.form is not BestKnownForm.WHOLE:
        return None
    amount = best.amount
    return Measure(
        amount.currency, amount.kind.label[language.code], amount.stage.label[language.code]
    )

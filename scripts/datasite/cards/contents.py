"""Which share cards there are: one for each project and one for each section, in all languages."""

from collections.abc import Iterator, Mapping

from datasite.cards.card import Card, CardWords
from datasite.language.localization import Language
from datasite.model.amounts import best_known_amount
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.pages.amount_words import best_known_words
from datasite.pages.types import PAGE_TYPES
from datasite.problems import N_
from datasite.publication.identity import DESCRIPTION, SITE_NAME

# The sections with a card of their own.
SECTIONS = (
    *("projects", "organisations", "programmes", "places", "cooperation", "charts", "data"),
    "news",
)


def all_cards(register: Register, languages: Mapping[str, Language]) -> Mapping[str, Card]:
    """Every card by its name."""
    cards = (
        *_section_cards(languages),
        *(_project_card(project, languages) for project in register.projects.values()),
    )
    return {card.name: card for card in cards}


def general_card(languages: Mapping[str, Language]) -> Card:
    """The card of pages that have no other. Its file has the same name for any words, so that
    there always is one.
    """
    words = {code: CardWords(title=SITE_NAME[code], about=DESCRIPTION[code]) for code in languages}
    return Card(name="general", words=words)


def project_name(project: Project) -> str:
    """The name of a project's card."""
    return f"projects/{project.id}"


def section_name(section: str) -> str:
    """The name of the card of a section; there is none for some sections."""
    return f"sections/{section}"


def _section_cards(languages: Mapping[str, Language]) -> Iterator[Card]:
    """Cards with the title and the description of the index of each section."""
    for index in (page_type for page_type in PAGE_TYPES if page_type.name in SECTIONS):
        yield Card(
            name=section_name(index.name),
            words={
                code: CardWords(
                    title=index.title(None, language), about=index.description(None, language)
                )
                for code, language in languages.items()
            },
        )


def _project_card(project: Project, languages: Mapping[str, Language]) -> Card:
    best = best_known_amount(project.amounts)
    return Card(
        name=project_name(project),
        words={code: _project_words(project, language) for code, language in languages.items()},
        exact=best.amount.exact if best else None,
    )


def _project_words(project: Project, language: Language) -> CardWords:
    say, best = language.translations.gettext, best_known_amount(project.amounts)
    amount = best_known_words(project, language)
    whole = best is not None and best.amount == project.total
    what = (say(N_("value of the whole project")) if whole else "", amount.note, *amount.marks)
    return CardWords(
        title=project.title[language.code],
        amount=amount.text if best else say(N_("No source that we read states any amount.")),
        amount_is=", ".join(filter(None, what)),
        who=project.lead.organisation.name[language.code] if project.lead else "",
        years=language.years(project.start, project.end),
    )

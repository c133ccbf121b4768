"""The entries of feeds in words: corrections, changes of records, and new projects."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from datasite.language.localization import Language
from datasite.model.entities import Project
from datasite.pages.amount_words import best_known_words
from datasite.pages.change_words import ChangeWords
from datasite.pages.corrections import Correction
from datasite.pages.feeds.channels import Item, lasting_id
from datasite.pages.feeds.entries import Day, Entry, id_names
from datasite.problems import N_
from datasite.publication import addresses

MOST_LISTED = 20  # changes or tables that an entry lists
_IN_TITLE = 2  # changes that a title names
_TITLE_LENGTH = 150


def correction_item(correction: Correction, language: Language, page: str) -> Item:
    """The entry on a correction of the log."""
    lang = language.code
    label = correction.label[lang]
    change = language.translations.gettext(N_("was %(was)s, is %(now)s.")) % {
        "was": correction.was.text_in(language),
        "now": correction.is_now.text_in(language),
    }
    summary = f"{label}: {change} {correction.reason[lang]}"
    return Item(
        title=f"{correction.name[lang]}: {label}",
        address=f"{page}#{correction.anchor}",
        summary=summary,
        content=str(Markup("<p>{}</p>").format(summary)),
        guid=uuid.uuid5(correction.name_in_log, lang).urn,
        date=correction.date.noon,
    )


class ChangeItems:
    """Makes the items of entries in one language, each once however many feeds have it."""

    def __init__(self, language: Language, projects: Mapping[str, Project]) -> None:
        self._language, self._projects = language, projects
        self._made: dict[tuple[str, ...], Item] = {}

    def of(self, entries: Iterable[Entry | Day]) -> tuple[Item, ...]:
        """The items of changes."""
        return tuple(self._once(entry) for entry in entries)

    def of_new_projects(self, entries: Iterable[Entry | Day]) -> tuple[Item, ...]:
        """The items of projects that were added."""
        return tuple(
            self._day(entry) if isinstance(entry, Day) else self._project(entry)
            for entry in entries
        )

    def _once(self, entry: Entry | Day) -> Item:
        if isinstance(entry, Day):
            return self._day(entry)
        names = id_names(entry, self._language.code)
        if names not in self._made:
            self._made[names] = self._entry(entry)
        return self._made[names]

    def _entry(self, entry: Entry) -> Item:
        lines = [self._line(change, entry) for change in entry.changes]
        return self._item(
            entry,
            title=self._title(entry),
            address=entry.changes[0].page[self._language.code],
            summary=" ".join(self._cut(lines)),
            content=_listed(self._cut(lines)),
        )

    def _line(self, change: ChangeWords, entry: Entry) -> str:
        sentence = change.sentence_in(self._language)
        if entry.record[1] or not change.whole[1]:
            return sentence
        return f"{change.name[self._language.code]}: {sentence}"

    def _title(self, entry: Entry) -> str:
        name, say = entry.name[self._language.code], self._language.translations.gettext
        if entry.is_new:
            return say(N_("New: %(name)s")) % {"name": name}
        short = list(dict.fromkeys(self._short(change) for change in entry.changes))
        more = len(short) - _IN_TITLE
        title = f"{name}: {'; '.join(short[:_IN_TITLE])}"
        if more > 0:
            title += f"; {self._more(more)}"
        if len(title) <= _TITLE_LENGTH:
            return title
        return f"{name}: {self._changes(len(entry.changes))}"

    def _short(self, change: ChangeWords) -> str:
        """What changed in a few words: "end date: 2023 → 2024", "Amounts: Added"."""
        what = change.what_in(self._language)
        is_part = change.row != change.whole and not change.of_value
        return f"{change.table[self._language.code]}: {what}" if is_part else what

    def _day(self, day: Day) -> Item:
        lang, say = self._language.code, self._language.translations.gettext
        counts = Counter(change.table[lang] for entry in day.entries for change in entry.changes)
        lines = [f"{table}: {self._changes(number)}." for table, number in sorted(counts.items())]
        title = say(N_("%(date)s: changes of %(num)s records")) % {
            "date": self._language.date(day.date),
            "num": self._language.number(len(day.entries)),
        }
        return self._item(
            day,
            title=title,
            address=addresses.page("changes", str(day.date)[:7], lang),
            summary=" ".join(self._cut(lines)),
            content=_listed(self._cut(lines)),
        )

    def _project(self, entry: Entry) -> Item:
        lang, project = self._language.code, self._projects[entry.record[1]]
        lines, summary = [*self._facts(project)], project.summary[lang]
        return self._item(
            entry,
            title=entry.name[lang],
            address=entry.changes[0].page[self._language.code],
            summary=" ".join((summary, *lines)),
            content=str(Markup("<p>{}</p>").format(summary)) + _listed(lines),
            kind="new_project",
        )

    def _facts(self, project: Project) -> Iterator[str]:
        lang, say = self._language.code, self._language.translations.gettext
        amount = best_known_words(project, self._language)
        if project.lead:
            lead = project.lead.organisation.name[lang]
            yield say(N_("Led by: %(name)s.")) % {"name": lead}
        if project.programme:
            yield say(N_("Paid from: %(name)s.")) % {"name": project.programme.name[lang]}
        if amount.stated:
            yield say(N_("Amount: %(amount)s.")) % {"amount": amount.sentence}

    def _item(
        self,
        entry: Entry | Day,
        *,
        title: str,
        address: str,
        summary: str,
        content: str,
        kind: str = "changes",
    ) -> Item:
        return Item(
            title=title,
            address=address,
            summary=summary,
            content=content,
            guid=lasting_id(kind, *id_names(entry, self._language.code)),
            date=entry.date.noon,
        )

    def _cut(self, lines: list[str]) -> list[str]:
        more = len(lines) - MOST_LISTED
        return [*lines[:MOST_LISTED], f"{self._more(more)}."] if more > 0 else lines

    def _more(self, number: int) -> str:
        translations = self._language.translations
        words = translations.ngettext("and %(num)d more", "and %(num)d more", number)
        return words % {"num": number}

    def _changes(self, number: int) -> str:
        translations = self._language.translations
        return translations.ngettext("%(num)d change", "%(num)d changes", number) % {"num": number}


def _listed(lines: Iterable[str]) -> str:
    entries = Markup().join(Markup("<li>{}</li>").format(line) for line in lines)
    return str(Markup("<ul>{}</ul>").format(entries)) if entries else ""

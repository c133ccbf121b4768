"""The explorers: facets count their rows, sums are those of totals, the JSON holds every row, and
the page holds as many as fit.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import site_plans
from hypothesis import given
from hypothesis import strategies as st

from datasite.language.localization import Language
from datasite.language.place_names import place_mark
from datasite.language.typography import typeset
from datasite.model import totals
from datasite.model.amounts import BestKnownForm, best_known_amount
from datasite.model.entities import Organisation
from datasite.model.families import newest_first
from datasite.model.register import Register
from datasite.pages.explorer.facets import NOT_STATED, Option
from datasite.pages.explorer.organisations import organisation_explorer
from datasite.pages.explorer.projects import project_explorer
from datasite.pages.explorer.rows import Explorer, ExplorerRow
from datasite.pages.explorer.rows_file import rows_json
from datasite.pages.explorer.summary import OTHERWISE_KNOWN
from datasite.tables.codes import PartnerRole

LANGUAGES = ("pl", "en")


@pytest.fixture(scope="module")
def register() -> Register:
    return site_plans.register()


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest, languages: dict[str, Language]) -> Language:
    return languages[request.param]


@pytest.fixture(scope="module")
def projects(register: Register, language: Language) -> Explorer:
    return project_explorer(register.projects.values(), language)


@pytest.fixture(scope="module")
def organisations(register: Register, language: Language) -> Explorer:
    return organisation_explorer(register, language)


def options(explorer: Explorer, name: str) -> dict[str, Option]:
    """The options of a facet by value."""
    (facet,) = (facet for facet in explorer.facets if facet.name == name)
    return {option.value: option for option in facet.options}


def counts(explorer: Explorer, name: str) -> dict[str, int]:
    """The numbers of rows of a facet by value."""
    return {value: option.count for value, option in options(explorer, name).items()}


def row_of(explorer: Explorer, key: str) -> ExplorerRow:
    return next(row for row in explorer.rows if row.id == key)


# Rows


def test_every_project_is_a_row_the_largest_of_a_currency_first(
    projects: Explorer, register: Register
) -> None:
    assert sorted(row.id for row in projects.rows) == sorted(register.projects)
    ranks = [row.rank for row in projects.rows if row.rank]
    assert [rank.place for rank in ranks] == sorted(rank.place for rank in ranks)
    for place in {rank.place for rank in ranks}:
        cents = [rank.cents for rank in ranks if rank.place == place]
        known = [amount for amount in cents if amount is not None]
        assert known == sorted(known, reverse=True)
        assert cents == [*known, *[None] * (len(cents) - len(known))]  # unknown ones last
    silent = [row.id for row in projects.rows if not register.projects[row.id].amounts]
    assert silent == sorted(silent, key=lambda key: newest_first(register.projects[key]))


def test_headings_say_what_is_below_them(projects: Explorer, register: Register) -> None:
    groups = projects.on_page
    assert [row for group in groups for row in group.rows] == list(projects.rows)
    assert all(group.number == len(group.rows) for group in groups)
    for group in groups:
        best = [best_known_amount(register.projects[row.id].amounts) for row in group.rows]
        forms = {known.form if known else None for known in best}
        assert len(forms) == 1
        if forms == {BestKnownForm.WHOLE}:
            assert {known.amount.currency for known in best if known} == {group.label[-4:-1]}


def test_names_of_organisations_and_funds_lead_to_their_pages(
    projects: Explorer, register: Register, language: Language
) -> None:
    names = {
        "": {p.field.code: p.field.label[language.code] for p in register.projects.values()},
        "organisations": {o.id: o.name[language.code] for o in register.organisations.values()},
        "programmes": {p.id: p.short_name[language.code] for p in register.programmes.values()},
    }
    for row in projects.rows:
        for cell, column in zip(row.cells, projects.columns, strict=True):
            assert "".join(part.words for part in cell.parts) == cell.text
            for part in cell.parts:
                assert not part.to or names[column.links][part.to] == part.words


def test_measure_says_what_the_shown_amount_is(projects: Explorer, register: Register) -> None:
    for row in projects.rows:
        best = best_known_amount(register.projects[row.id].amounts)
        whole = best is not None and best.form is BestKnownForm.WHOLE
        assert (row.measure is not None) == whole, row.id
        if best and row.measure:
            assert row.measure.currency == best.amount.currency


def test_organisations_are_in_the_order_that_the_script_makes_of_their_keys(
    register: Register, language: Language
) -> None:
    """Names that a browser's collation would order in another way, and one that occurs twice."""
    names = ["École", "Český", "Ålesund", "Đorđe", "Ösling", "10 Brygada", "2 Brygada", "2 Brygada"]
    organisations = dict(register.organisations)
    for organisation, name in zip(_participants(register), names, strict=False):
        organisations[organisation.id] = replace(
            organisation, name=dict.fromkeys(organisation.name, name)
        )
    renamed = replace(
        register,
        organisations=organisations,
        projects={
            key: replace(
                project,
                partners=tuple(
                    replace(p, organisation=organisations[p.organisation.id])
                    for p in project.partners
                ),
            )
            for key, project in register.projects.items()
        },
    )
    explorer = organisation_explorer(renamed, language)
    listed = [row.cells[0].text for row in explorer.rows]
    assert [name for name in listed if name in names] == [
        "2 Brygada",
        "2 Brygada",
        "10 Brygada",
        "Ålesund",
        "Český",
        "Đorđe",
        "École",
        "Ösling",
    ]
    rows = json.loads(rows_json(explorer, language))["rows"]
    keys = [row[2][0] for row in rows]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(set(listed))


def test_text_of_every_column_has_its_place_and_a_blank_has_none(
    projects: Explorer, language: Language
) -> None:
    written = json.loads(rows_json(projects, language))
    for number, column in enumerate(projects.columns):
        if column.kind == "text":
            place = {
                row.cells[number].text: made[2][number]
                for row, made in zip(projects.rows, written["rows"], strict=True)
            }
            assert place.pop("", None) is None
            assert sorted(place, key=place.__getitem__) == sorted(place, key=language.sort_key)


def _participants(register: Register) -> Iterator[Organisation]:
    """The organisations that take part in projects, each once."""
    everyone = (p.organisation for project in register.projects.values() for p in project.partners)
    yield from {organisation.id: organisation for organisation in everyone}.values()


def test_every_organisation_is_a_row_or_stands_below(
    organisations: Explorer, register: Register
) -> None:
    assert sorted(
        [row.id for row in organisations.rows] + [o.id for o in organisations.others]
    ) == sorted(register.organisations)


def test_every_row_has_a_cell_and_a_key_for_every_column(
    projects: Explorer, organisations: Explorer
) -> None:
    for explorer in (projects, organisations):
        assert {(len(row.cells), len(row.keys)) for row in explorer.rows} == {
            (len(explorer.columns), len(explorer.columns))
        }


def test_words_are_sought_in_names_and_numbers_that_no_cell_shows(
    projects: Explorer, register: Register
) -> None:
    shown = {
        row.id: " ".join(
            (*(part for cell in row.cells for part in (cell.text, cell.note)), row.more)
        )
        for row in projects.rows
    }
    wanted = (
        (p.id, word)
        for p in register.projects.values()
        for word in (
            *p.title.values(),
            *(n for x in p.partners for n in x.organisation.name.values()),
        )
    )
    assert [(key, word) for key, word in wanted if word not in shown[key]] == []


def test_led_and_joined_projects_are_counted(organisations: Explorer, register: Register) -> None:
    for row in organisations.rows:
        mine = [
            p
            for p in register.projects.values()
            if any(x.organisation.id == row.id for x in p.partners)
        ]
        led = [
            p
            for p in mine
            if any(
                x.organisation.id == row.id and x.role.code == PartnerRole.LEAD for x in p.partners
            )
        ]
        assert row.keys[-2:] == (len(led), len(mine) - len(led)), row.id


# What a reader must know with an amount


@pytest.mark.parametrize(
    ("project", "lang", "marks"),
    [
        ("mazowieckie-mosty-miedzykulturowe", "en", ()),  # other figures are said in small print
        ("modernizacja-placowki-sg-w-kodniu", "pl", ("suma wspólna dla kilku projektów",)),
        (
            "modernizacja-placowki-sg-w-kodniu",
            "en",
            ("sum shared by several projects",),
        ),
        ("integracja-cudzoziemcow-na-rynku-pracy-warszawa", "en", ()),  # its own grant is shown
        ("malopolska-otwarta", "en", ()),
    ],
)
def test_amount_is_marked(
    register: Register,
    languages: dict[str, Language],
    project: str,
    lang: str,
    marks: tuple[str, ...],
) -> None:
    assert (
        row_of(project_explorer(register.projects.values(), languages[lang]), project)
        .cells[-1]
        .marks
        == marks
    )


@pytest.mark.parametrize(
    ("lang", "words"), [("pl", "podano też inne kwoty"), ("en", "other amounts are stated too")]
)
def test_other_figures_are_said_without_a_warning(
    register: Register, languages: dict[str, Language], lang: str, words: str
) -> None:
    rows = project_explorer(register.projects.values(), languages[lang])
    assert words in row_of(rows, "mazowieckie-mosty-miedzykulturowe").cells[-1].note


def test_only_an_amount_with_no_currency_says_that_it_has_none(
    register: Register, languages: dict[str, Language]
) -> None:
    rows = project_explorer(register.projects.values(), languages["en"]).rows
    marked = {row.id for row in rows if "no currency stated" in row.cells[-1].marks}
    assert marked == {
        p.id
        for p in register.projects.values()
        if p.total and p.total.amount is not None and not p.total.currency
    }
    assert marked


def test_amount_that_no_source_states_is_a_dash(projects: Explorer, register: Register) -> None:
    bare = {
        row.id for row in projects.rows if row.cells[-1].text == "–" and not row.cells[-1].marks
    }  # a figure that cannot be read says so
    assert bare == {p.id for p in register.projects.values() if not p.amounts}


def test_amounts_sort_by_currency_then_what_has_none(
    projects: Explorer, register: Register
) -> None:
    ranked = sorted(projects.rows, key=lambda row: row.rank.place if row.rank else -1)
    forms = [
        best.form if best else None
        for row in ranked
        for best in [best_known_amount(register.projects[row.id].amounts)]
    ]
    order = [*BestKnownForm, None]
    assert forms == sorted(forms, key=order.index)
    assert set(forms) == set(order)
    currencies = [
        best.amount.currency
        for row in ranked
        for best in [best_known_amount(register.projects[row.id].amounts)]
        if best and best.form is BestKnownForm.WHOLE
    ]
    frequent = sorted(set(currencies), key=lambda c: (-currencies.count(c), c))
    assert currencies == sorted(currencies, key=frequent.index)


# Facets


def test_facet_counts_are_the_numbers_of_rows(projects: Explorer, organisations: Explorer) -> None:
    for explorer in (projects, organisations):
        for facet in explorer.facets:
            expected = {
                value: sum(value in row.facets[facet.name] for row in explorer.rows)
                for row in explorer.rows
                for value in row.facets[facet.name]
            }
            assert counts(explorer, facet.name) == expected, facet.name


def test_every_row_with_a_value_can_be_chosen_by_it(
    projects: Explorer, organisations: Explorer
) -> None:
    for explorer in (projects, organisations):
        for name in {facet.name for facet in explorer.facets}:
            assert {value for row in explorer.rows for value in row.facets[name]} == set(
                counts(explorer, name)
            )


def test_programme_counts_the_projects_of_its_parts(projects: Explorer, register: Register) -> None:
    for programme in register.programmes.values():
        below = register.family_of(programme)
        expected = sum(
            1 for p in register.projects.values() if p.programme and p.programme.id in below
        )
        assert counts(projects, "fund").get(programme.id, 0) == expected, programme.id


def test_part_of_a_programme_stands_indented_below_it(
    projects: Explorer, register: Register
) -> None:
    funds = options(projects, "fund")
    depth = {
        value: len(option.label) - len(option.label.lstrip("\u2003"))
        for value, option in funds.items()
    }
    for value in depth.keys() - {NOT_STATED}:
        parent = register.programmes[value].parent
        assert depth[value] == (depth[parent.id] + 1 if parent else 0), value
        if parent:
            assert list(funds).index(parent.id) < list(funds).index(value)


def test_place_counts_as_the_page_of_places_does(projects: Explorer, register: Register) -> None:
    expected: dict[str, int] = {}
    for p in register.projects.values():
        for code in {t.place.code for t in p.ties}:
            expected[code] = expected.get(code, 0) + 1
    assert counts(projects, "place") == expected


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2019", "2021", ("2019", "2020", "2021")),
        ("2019-05", None, ("2019",)),
        (None, "2021-01-02", ("2021",)),
        (None, None, (NOT_STATED,)),
        ("2020", "2020", ("2020",)),
    ],
)
def test_project_ran_in_the_years_that_are_known(
    register: Register, languages: dict[str, Language], start: str, end: str, years: tuple[str, ...]
) -> None:
    date = type(next(p.start for p in register.projects.values() if p.start))
    some = replace(
        register.projects["malopolska-otwarta"],
        start=date.parse(start or ""),
        end=date.parse(end or ""),
    )
    (row,) = project_explorer([some], languages["en"]).rows
    assert row.facets["year"] == years


# Sums


@given(st.data())
def test_summary_names_the_sums_and_everything_left_out(data: st.DataObject) -> None:
    register, languages = site_plans.register(), site_plans.languages()
    everything = list(register.projects.values())
    chosen = data.draw(st.lists(st.sampled_from(everything), unique_by=lambda p: p.id))
    expected = totals.of_projects(chosen)
    shown = project_explorer(chosen, languages["en"]).summary
    assert len(shown.sums) == len(expected.by_currency)
    assert {s.exact for s in shown.sums} == {t.exact for t in expected.by_currency}
    assert [s.amount for s in shown.sums if not s.exact and s.amount] == []
    numbers = [int(reason.words.split()[0]) for reason in shown.left_out]
    exact = sum(t.exact for t in expected.by_currency)
    assert sum(numbers) + exact == len(chosen)


def test_money_is_judged_as_totals_judge_it(
    register: Register, languages: dict[str, Language]
) -> None:
    for p in register.projects.values():
        money = project_explorer([p], languages["en"]).rows[0].money
        alone = totals.of_projects([p])
        assert money is not None
        assert (money.kind in (NOT_STATED, OTHERWISE_KNOWN)) == bool(alone.not_stated), p.id
        assert (money.kind == NOT_STATED) == (not p.amounts), p.id
        assert (money.kind == "unclear") == bool(alone.unclear), p.id
        assert (money.kind in ("exact", "approximate") and not money.currency) == bool(
            alone.no_currency
        ), p.id
        for total in alone.by_currency:
            assert money.kind == ("exact" if total.exact else "approximate"), p.id
            assert not total.exact or money.cents == total.amount * 100, p.id


# The JSON


def parsed(explorer: Explorer, language: Language) -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(rows_json(explorer, language))
    return content


def test_json_holds_every_row_with_its_values(
    projects: Explorer, organisations: Explorer, language: Language
) -> None:
    for explorer in (projects, organisations):
        held = parsed(explorer, language)
        names = list(held["facets"])
        assert [row[0] for row in held["rows"]] == [row.id for row in explorer.rows]
        for stored, row in zip(held["rows"], explorer.rows, strict=True):
            assert {
                name: tuple(held["facets"][name][n] for n in values)
                for name, values in zip(names, stored[3], strict=True)
            } == row.facets


def test_json_holds_the_forms_of_the_places_that_rows_name(
    projects: Explorer, organisations: Explorer, language: Language
) -> None:
    for explorer in (projects, organisations):
        held = parsed(explorer, language)
        named = {key for row in explorer.rows for key in row.places}
        forms = {mark: of_place for mark, _, of_place in held["places"]}
        assert forms.keys() == {place_mark(key) for key in named}
        for stored, row in zip(held["rows"], explorer.rows, strict=True):
            marks = {word for word in stored[-1].split() if word in forms}
            assert marks == {place_mark(key) for key in row.places}, row.id
    assert "Lublinie" in forms[place_mark("lublin")]
    assert place_mark("lublin") in marks_of(organisations, language, "miasto-lublin")
    assert place_mark("UA") in marks_of(
        organisations, language, "panstwowa-sluzba-graniczna-ukrainy"
    )


def marks_of(explorer: Explorer, language: Language, key: str) -> list[str]:
    """The words of a row that no cell shows, the marks of its places among them."""
    (words,) = (row[-1] for row in parsed(explorer, language)["rows"] if row[0] == key)
    return str(words).split()


def test_json_words_a_count_as_the_page_does(projects: Explorer, language: Language) -> None:
    words = parsed(projects, language)["words"]
    category = {"pl": "many", "en": "other"}[language.code]
    phrase = words["counted"]["projects"][category].replace(
        "%(num)d", language.number(len(projects.rows))
    )
    assert phrase == typeset(projects.summary.count, language.code)


# The page


def test_page_holds_every_row_of_today(projects: Explorer, organisations: Explorer) -> None:
    for explorer in (projects, organisations):
        assert tuple(row for group in explorer.on_page for row in group.rows) == explorer.rows


def test_page_of_many_rows_holds_those_that_fit(languages: dict[str, Language]) -> None:
    explorer = project_explorer(site_plans.many_projects(3000), languages["pl"])
    assert 200 < explorer.first < 3000
    shown = tuple(row for group in explorer.on_page for row in group.rows)
    assert shown == explorer.rows[: explorer.first]
    assert explorer.summary.count == "3000 projektów"


def test_cents_are_whole(register: Register) -> None:
    for p in register.projects.values():
        if p.total and p.total.amount is not None:
            assert (p.total.amount * 100) % 1 == Decimal(0), p.id

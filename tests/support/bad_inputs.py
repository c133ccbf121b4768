"""Bad inputs, one fault each: what is done to a clean table of the miniature or to its tree, and
the rules that must name it.

The places and both texts are in tests/bad/inputs_*.txt; the rules are here, so that a golden file
accepted in haste cannot hide a check that finds nothing.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Spoil = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Input:
    """One fault in one table.

    `at` is the text where the first problem points, blank where it points to a whole file or row.
    """

    dataset: str
    spoil: Spoil
    rules: tuple[str, ...]
    at: str = ""


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def written(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def cell(field: str, value: str, row: int = 1) -> Spoil:
    """Another value in one cell of the given row, the header being row 0."""

    def spoil(content: bytes) -> bytes:
        rows = rows_of(content)
        rows[row][rows[0].index(field)] = value
        return written(rows)

    return spoil


def bytes_of(content: bytes) -> Spoil:
    return lambda _: content


def line(number: int, new: str) -> Spoil:
    """Another text instead of one line, the header being line 1; a new line feed splits it."""

    def spoil(content: bytes) -> bytes:
        lines = content.decode().splitlines()
        lines[number - 1] = new
        return "".join(f"{text}\n" for text in lines).encode()

    return spoil


def before(number: int, new: str) -> Spoil:
    """A line more, before the one with this number."""

    def spoil(content: bytes) -> bytes:
        lines = content.decode().splitlines()
        return "".join(
            f"{text}\n" for text in [*lines[: number - 1], new, *lines[number - 1 :]]
        ).encode()

    return spoil


def last(new: str) -> Spoil:
    return lambda content: content + f"{new}\n".encode()


def of(dataset: str, spoil: Spoil, *rules: str, at: str = "") -> Input:
    return Input(dataset, spoil, rules, at)


def _decomposed(line: bytes) -> bytes:
    return unicodedata.normalize("NFD", line.decode()).encode()


def _same_words(content: bytes) -> bytes:
    rows = rows_of(content)
    for name in ("description_pl", "description_en"):
        rows[1][rows[0].index(name)] = "Opis."
    return written(rows)


PLACES = "project_id,place,relation,source_id"

BYTES: Mapping[str, Input] = {
    "cp1250": of("projects", lambda c: c.decode().encode("cp1250"), "not-utf-8"),
    "iso_8859_2": of(
        "programmes",
        lambda c: c.decode().replace("„", '"').replace("”", '"').encode("iso8859-2", "replace"),
        "not-utf-8",
    ),
    "utf_16": of("places", lambda c: c.decode().encode("utf-16"), "not-utf-8"),
    "utf_16_without_a_mark": of("places", lambda c: c.decode().encode("utf-16-le"), "not-utf-8"),
    "utf_16_of_other_letters": of("places", bytes_of("żółćąęśź\n".encode("utf-16")), "not-utf-8"),
    "utf_16_the_other_way_round": of(
        "places", bytes_of("\ufeffżółćąęśź\n".encode("utf-16-be")), "not-utf-8"
    ),
    "one_bad_byte_late": of("places", lambda c: c[:-2] + b"\xb3\n", "not-utf-8"),
    "overlong": of("places", lambda c: c.replace(b"PL-14", b"PL\xc0\xad14", 1), "not-utf-8"),
    "lone_surrogate": of(
        "places", lambda c: c.replace(b"PL-14", b"PL\xed\xa0\x80", 1), "not-utf-8"
    ),
    "byte_order_mark": of("places", lambda c: b"\xef\xbb\xbf" + c, "byte-order-mark"),
    "two_byte_order_marks": of("places", lambda c: b"\xef\xbb\xbf" * 2 + c, "byte-order-mark"),
    "byte_order_mark_inside": of(
        "places", lambda c: c.replace(b"\nnull", b"\n\xef\xbb\xbfnull"), "control-character"
    ),
    "nul": of("places", lambda c: c.replace(b"PL-14", b"PL\x0014", 1), "control-character"),
    "escape_code": of("places", lambda c: c.replace(b"PL-14", b"\x1b[31m", 1), "control-character"),
    "line_separator": of(
        "places", lambda c: c.replace(b"PL-14", "PL\u2028".encode(), 1), "control-character"
    ),
    "carriage_returns_only": of("places", lambda c: c.replace(b"\n", b"\r"), "line-ends"),
    "carriage_returns_too": of("places", lambda c: c.replace(b"\n", b"\r\n"), "line-ends"),
    "mixed_line_ends": of(
        "places", lambda c: c.replace(b"\nprzykladowy", b"\r\nprzykladowy", 1), "line-ends"
    ),
    "empty": of("places", bytes_of(b""), "empty-file"),
    "blanks_only": of("places", bytes_of(b" \n\n"), "empty-file"),
    "cut_off": of("places", lambda c: c[:-5], "cut-off"),
    "workbook": of(
        "places", bytes_of(b"PK\x03\x04\x14\x00\x06\x00xl/workbook.xml"), "file-content"
    ),
    "old_workbook": of("places", bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "file-content"),
    "pdf": of("places", bytes_of(b"%PDF-1.7\n"), "file-content"),
    "gzip": of("places", bytes_of(b"\x1f\x8b\x08\x00"), "file-content"),
    "html": of("places", bytes_of(b"<!DOCTYPE html>\n<title>404</title>\n"), "file-content"),
    "lfs_pointer": of(
        "places",
        bytes_of(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
        "file-content",
    ),
    "sniffer_bomb": of(
        "places", bytes_of((PLACES + "\n").encode() + b'"' + b'",' * 180 + b"\n"), "open-quote"
    ),
    "cell_of_a_megabyte": of(
        "places",
        line(2, "null," + "P" * 1_000_000 + ",implemented_in,urzad-o-projekcie"),
        "cell-length",
        at="PPP",
    ),
    "cell_of_40_000_characters": of(
        "projects", cell("summary_pl", "Opis. " * 6_666), "cell-length"
    ),
    "row_of_200_000_cells": of("places", line(2, "a," * 200_000), "row-width"),
    "too_many_rows": of("places", lambda c: c + b"a,b,c,d\n" * 100_001, "row-count"),
}

STRUCTURE: Mapping[str, Input] = {
    "quote_never_closed": of(
        "places",
        line(3, 'przykladowy-projekt,"NA,target,fundacja-o-wyjezdzie'),
        "open-quote",
        at='"NA',
    ),
    "text_after_a_quote": of(
        "places",
        line(3, 'przykladowy-projekt,"NA"x,target,fundacja-o-wyjezdzie'),
        "text-after-quote",
        at="x,target",
    ),
    "stray_quote": of(
        "places",
        line(3, 'przykladowy-projekt,N"A,target,fundacja-o-wyjezdzie'),
        "stray-quote",
        at='"A',
    ),
    "semicolons": of("places", lambda c: c.replace(b",", b";"), "separator", at="project_id;"),
    "tabs": of("places", lambda c: c.replace(b",", b"\t"), "separator", at="project_id\t"),
    "separator_named": of("places", before(1, "sep=;"), "separator", at="sep=;"),
    "title_row": of("places", before(1, "Miejsca projektów"), "header", at="Miejsca"),
    "total_row": of("places", last("Razem,,,5"), "total-row", at="Razem"),
    "short_row": of("places", line(3, "przykladowy-projekt,NA,target"), "row-width"),
    "long_row": of(
        "places", line(3, "przykladowy-projekt,NA,target,fundacja-o-wyjezdzie,"), "row-width"
    ),
    "blank_row": of("places", before(3, ""), "blank-row"),
    "row_of_commas": of("places", before(3, ",,,"), "blank-row"),
    "two_tables": of("places", lambda c: c + b"\n" + c, "blank-row", "repeated-header"),
    "header_again": of("places", before(3, PLACES), "repeated-header", at="project_id"),
    "header_column_twice": of(
        "places", line(1, "project_id,place,place,source_id"), "header", at="place,source_id"
    ),
    "header_renamed": of(
        "places", line(1, "project_id,country,relation,source_id"), "header", at="country"
    ),
    "header_reordered": of(
        "places", line(1, "place,project_id,relation,source_id"), "header", at="place,project_id"
    ),
    "header_missing": of("places", lambda c: c.split(b"\n", 1)[1], "header", at="null,PL"),
    "header_with_spaces": of(
        "places", line(1, "project_id, place,relation,source_id"), "header", at=" place"
    ),
    "header_in_capitals": of("places", line(1, PLACES.upper()), "header", at="PROJECT_ID"),
    "header_too_short": of("places", line(1, "project_id,place,relation"), "header"),
    "header_too_long": of("places", line(1, f"{PLACES},note"), "header", at="note"),
    "conflict_markers": of("places", before(3, "<<<<<<< HEAD"), "merge-conflict", at="<<<<<<<"),
    "line_in_quotes": of(
        "places",
        line(3, '"przykladowy-projekt,NA,target,fundacja-o-wyjezdzie"'),
        "quoted-line",
        at='"przykladowy',
    ),
    "no_rows_of_a_needed_table": of(
        "project_statuses", lambda c: c.split(b"\n")[0] + b"\n", "foreign-key"
    ),
}

BUDGET, PROJECT, ORGANISATION, SOURCE = "budgets", "projects", "organisations", "sources"
MONEY = ("money-form",)


def amount(text: str, *rules: str) -> Input:
    return of(BUDGET, cell("amount", text), *(rules or MONEY), at=text if "," not in text else "")


def date(text: str) -> Input:
    return of(PROJECT, cell("start_date", text, 2), "edtf-form", at=text)


def identifier(text: str) -> Input:
    """Nothing uses the organisation that is added, but of an identifier that is refused that is not
    said.
    """
    return of(
        ORGANISATION,
        last(f"{text},Nowa,,New,official,,ngo,PL,,,,,,,urzad-o-projekcie"),
        "slug-form",
        at=text,
    )


def address(text: str) -> Input:
    return of(SOURCE, cell("url", text, 2), "uri-form", at=text)


def status(text: str, *rules: str) -> Input:
    return of("source_checks", cell("http_status", text), *(rules or ("integer-form",)), at=text)


def share(text: str) -> Input:
    return of(BUDGET, cell("share_percent", text, 4), "percent-form", at=text)


def words(text: str, *rules: str) -> Input:
    return of(
        PROJECT,
        cell("title_pl", text),
        *rules,
        at="" if "," in text or '"' in text or "\n" in text else text,
    )


CELLS: Mapping[str, Input] = {
    "thousands_with_underscores": amount("1_000"),
    "full_width_digits": amount("１２"),
    "leading_zeros": amount("007"),
    "nan": amount("NaN"),
    "signalling_nan": amount("sNaN"),
    "infinity": amount("INF"),
    "polish_number": amount("1 000,50"),
    "three_decimals": amount("464044.084"),
    "negative": amount("-5"),
    "exponent": amount("1e6"),
    "forty_digits": amount("9" * 40),
    "sixteen_digits": amount("9" * 16),
    "sixteen_digits_with_grosze": amount("99999999999999.99"),
    "share_with_five_decimals": share("66.66667"),
    "share_with_underscores": share("7_5"),
    "whole_number_with_underscores": status("2_00"),
    "whole_number_in_full_width": status("２００"),
    "whole_number_in_arabic_digits": status("٢٠٠"),
    "whole_number_with_a_leading_zero": status("0404"),
    "whole_number_with_a_plus": status("+200", "integer-form", "formula"),
    "whole_number_below_zero": status("-0", "integer-form", "formula"),
    "whole_number_with_decimals": status("200.0"),
    "whole_number_of_twenty_digits": status("9" * 20),
    "whole_number_below_its_bounds": status("99", "constraint-error"),
    "whole_number_above_its_bounds": status("600", "constraint-error"),
    "year_1": date("0001"),
    "year_of_a_slip": date("0208-09"),
    "year_9999": date("9999"),
    "year_2101": date("2101-01-01"),
    "date_without_zeros": date("2024-1-5"),
    "thirtieth_of_february": date("2024-02-30"),
    "polish_date": date("05.01.2024"),
    "date_and_time": date("2024-01-05T00:00"),
    "blank_where_required": of(PROJECT, cell("title_pl", ""), "required"),
    "hard_space_where_required": words("\u00a0", "spaces"),
    "zero_width_where_required": words("\u200b", "clean-text"),
    "none_where_required": words("None", "placeholder"),
    "not_available_where_required": words("n/a", "placeholder"),
    "brak_where_required": words("brak", "placeholder"),
    "question_mark_where_required": words("?", "placeholder"),
    "nip_with_a_wrong_digit": of(
        ORGANISATION, cell("nip", "1234563219", 6), "register_number", at="1234563219"
    ),
    "regon_with_a_wrong_digit": of(
        ORGANISATION, cell("regon", "123456786", 6), "register_number", at="123456786"
    ),
    "krs_too_short": of(ORGANISATION, cell("krs", "6"), "constraint-error", at="6"),
    "wrong_code_with_a_suggestion": of(
        "places", cell("relation", "implemented-in"), "foreign-key", at="implemented-in"
    ),
    "wrong_code_with_none": of("places", cell("relation", "zzz"), "foreign-key", at="zzz"),
    "wrong_word_of_a_list": of("territories", cell("kind", "land"), "constraint-error", at="land"),
    "polish_boolean": of(BUDGET, cell("preferred", "PRAWDA"), "type-error", at="PRAWDA"),
    "polish_number_with_a_hard_space": amount("1\u00a0000"),
    "thousand_or_three_decimals": amount("1.234"),
    "wrong_boolean": of(BUDGET, cell("preferred", "tak"), "type-error", at="tak"),
    "id_with_a_slash": identifier("a/b"),
    "id_with_dots": identifier("../a"),
    "id_escaped": identifier("a%2eb"),
    "id_in_capitals": identifier("Nowa"),
    "id_with_a_cyrillic_letter": identifier("n\u043ewa"),
    "id_of_a_device": identifier("con"),
    "id_of_300_characters": identifier("a" * 300),
    "id_with_a_polish_letter": identifier("łąka"),
    "address_that_runs": address("javascript:alert(1)"),
    "address_with_a_user": address("https://urzad@przyklad.example/"),
    "address_in_punycode": address("https://xn--urzd-8va.example/"),
    "address_with_a_cyrillic_letter": address("https://urz\u0430d.example/"),
    "address_of_numbers": address("https://127.0.0.1/"),
    "address_of_numbers_in_disguise": address("http://0xd8.0x3a.0xd6.0xce"),
    "address_of_one_number": address("http://przyklad.3638190798"),
    "address_with_a_hyphen_first": address("https://-a.example/"),
    "address_of_a_long_label": address(f"https://{'a' * 64}.example/"),
    "address_of_a_long_host": address(f"https://{'a.' * 130}example/"),
    "address_with_a_broken_escape": address("https://a.example/%zz"),
    "address_without_a_scheme": address("//przyklad.example/"),
    "address_of_a_file": address("file:///etc/passwd"),
    "spaces_at_the_edge": words(" Null", "spaces"),
    "two_spaces": words("Null  Null", "spaces"),
    "decomposed": words("Z\u0307o\u0301\u0142ty", "clean-text"),
    "soft_hyphen": words("Nu\u00adll", "clean-text"),
    "bidi_override": words("Nu\u202ell", "clean-text"),
    "hard_space_inside": words("Null\u00a0Null", "clean-text"),
    "mixed_scripts": words("Przykład\u043ewy", "mixed-scripts"),
    "word_that_only_looks_latin": words("Projekt \u0421\u041e\u0420\u0415", "mixed-scripts"),
    "ligature": words("Con\ufb01dence", "clean-text"),
    "roman_numeral_in_one_character": words("Etap \u2163", "clean-text"),
    "full_width_letters": words("\uff21\uff22", "clean-text"),
    "place_of_a_message": words("Projekt %(name)s", "markup"),
    "mojibake": words("PrzykÅ‚adowy", "mojibake"),
    "lost_letter": words("Przyk\ufffdad", "mojibake"),
    "formula": words("=1+1", "formula"),
    "formula_plus": words("+48 projekt", "formula"),
    "formula_minus": words("-projekt", "formula"),
    "formula_at": words("@SUM", "formula"),
    "formula_bar": words("|cmd", "formula"),
    "formula_percent": words("%0A", "formula"),
    "formula_tab": words("\tx", "spaces", "one-line", "formula"),
    "error_of_a_formula": words("#REF!", "formula-error"),
    "error_of_a_formula_in_polish": amount("#DZIEL/0!", "formula-error", "money-form"),
    "error_of_a_formula_in_libreoffice": words("Błąd:502", "formula-error"),
    "column_too_narrow": words("########", "formula-error"),
    "digits_lost": of(
        ORGANISATION, cell("regon", "1,23457E+13", 6), "lost-digits", "constraint-error"
    ),
    "raw_html": words("<b>Null</b>", "markup"),
    "html_entity": words("Null &amp; Null", "markup"),
    "jinja": words("{{ 7*7 }}", "markup"),
    "jinja_block": words("{% raw %}", "markup"),
    "pelican_braces": words("{attach}x", "markup"),
    "line_end_inside": words("Nu\nll", "one-line"),
    "command_to_a_ci_runner": words("=::error::x", "formula"),
    "e_mail": words("pisz: a.b@przyklad.example", "personal-data"),
    "telephone": words("tel. 22 000 00 00", "personal-data"),
    "mobile_telephone": words("600-000-000", "personal-data"),
    "pesel": words("Numer 44051401359", "personal-data"),
    "rank_and_name": words("insp. Imię Nazwisko", "personal-data"),
    "first_name_and_surname": words("Zofia Przykładowa", "personal-data"),
}

TABLES: Mapping[str, Input] = {
    "key_twice": of(
        "places", lambda c: c + c.splitlines()[-1] + b"\n", "primary-key", at="wspolna-zagroda"
    ),
    "key_in_other_capitals": of(
        "identifiers",
        last("wspolna-zagroda,donor,wz 6,gazeta-o-wspolnej-sumie,,"),
        "alike-keys",
        at="wz 6",
    ),
    "key_with_another_space": of(
        "identifiers",
        last("wspolna-zagroda,donor,WZ  6,gazeta-o-wspolnej-sumie,,"),
        "alike-keys",
        "spaces",
        at="WZ  6",
    ),
    "key_decomposed": of(
        "organisation_names",
        lambda c: (
            c
            + (row := "urzad-przykladowy,Urząd,variant,pl,,,urzad-o-projekcie\n".encode())
            + _decomposed(row)
        ),
        "alike-keys",
        "clean-text",
    ),
    "half_of_a_key": of("places", last("null,,target,gazeta-o-wspolnej-sumie"), "required"),
    "foreign_key": of("places", cell("project_id", "nieznany"), "foreign-key", at="nieznany"),
    "cycle_of_two": of(
        PROJECT,
        cell("follows_id", "przykladowy-projekt-2", 2),
        "no_cycles",
        at="przykladowy-projekt-2",
    ),
    "cycle_of_one": of("programmes", cell("parent_id", "norweskie-przykladowe", 3), "no_cycles"),
    "identifier_removed": of(
        "programmes", lambda c: b"".join(c.splitlines(keepends=True)[:-1]), "foreign-key"
    ),
    "one_language_missing": of(PROJECT, cell("summary_en", ""), "required"),
    "one_language_like_the_other": of("currencies", _same_words, "both_languages"),
    "withdrawn_and_still_there": of(
        "withdrawn",
        last("projects,null,,2020-02-28,Wycofany.,Withdrawn."),
        "withdrawn_is_gone",
        at="null",
    ),
}

FAMILIES: Mapping[str, Mapping[str, Input]] = {
    "bytes": BYTES,
    "structure": STRUCTURE,
    "cells": CELLS,
    "tables": TABLES,
}

"""Setting in type: no one-letter word ends a Polish line, no dash begins a line, and nothing but
text is touched.
"""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from datasite.language.typography import typeset, whole_periods

NBSP = "\u00a0"


@pytest.mark.parametrize("word", [*"aiouwz", *"AIOUWZ"])
def test_one_letter_word_stays_with_the_next_in_polish(word: str) -> None:
    assert typeset(f"<p>Tak {word} potem.</p>", "pl") == f"<p>Tak {word}{NBSP}potem.</p>"


def test_one_letter_words_in_a_row_all_stay_with_the_next() -> None:
    assert typeset("<p>Pracował i w domu.</p>", "pl") == f"<p>Pracował i{NBSP}w{NBSP}domu.</p>"


def test_one_letter_word_at_the_very_beginning_stays_with_the_next() -> None:
    assert typeset("<p>W Polsce</p>", "pl") == f"<p>W{NBSP}Polsce</p>"


def test_one_letter_word_stays_with_a_link_that_follows() -> None:
    assert (
        typeset('<p>Napisano w <a href="x">raporcie</a>.</p>', "pl")
        == f'<p>Napisano w{NBSP}<a href="x">raporcie</a>.</p>'
    )


def test_last_letter_of_a_longer_word_is_no_word() -> None:
    assert typeset("<p>To ma sens.</p>", "pl") == "<p>To ma sens.</p>"


def test_english_one_letter_words_may_end_a_line() -> None:
    assert typeset("<p>This is a line and I know.</p>", "en") == "<p>This is a line and I know.</p>"


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("dash", ["–", "—"])
def test_dash_stays_with_what_is_before_it(dash: str, lang: str) -> None:
    assert typeset(f"<p>Jedno {dash} drugie</p>", lang) == f"<p>Jedno{NBSP}{dash} drugie</p>"


def test_middle_dot_stays_with_what_is_before_it() -> None:
    assert typeset("<b>PLN</b> · 2020", "en") == f"<b>PLN</b>{NBSP}· 2020"


@pytest.mark.parametrize("text", ["w 1 projekcie", "1 projekt", "64 z 157 projektów", "24 maja"])
def test_number_stays_with_what_it_counts(text: str) -> None:
    assert typeset(text, "pl") == text.replace(" ", NBSP)


def test_year_stays_with_its_word_and_other_numbers_do_not() -> None:
    assert typeset("maj 2022 r. i później", "pl") == f"maj 2022{NBSP}r. i{NBSP}później"
    assert typeset("in 2022 it ended, at 10.50 too", "en") == "in 2022 it ended, at 10.50 too"


def test_dash_between_years_is_left_alone() -> None:
    assert typeset("<p>2014–2020</p>", "pl") == "<p>2014–2020</p>"


@pytest.mark.parametrize("name", ["code", "pre", "script", "style", "textarea", "title"])
def test_code_and_titles_are_untouched(name: str) -> None:
    text = f"<{name}>a i w – z</{name}>"
    assert typeset(text, "pl") == text


def test_attributes_are_untouched() -> None:
    text = '<a title="a i w – z" href="/w domu">x</a>'
    assert typeset(text, "pl") == text


PIECES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(escape),
    st.sampled_from(
        [
            " w ",
            " – ",
            "a i o",
            "<b>",
            "</b>",
            '<a href="w domu – i">',
            "</a>",
            "<code>w – i</code>",
            "<br>",
            "<pre>z a\n – b</pre>",
        ]
    ),
)


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["pl", "en"]))
def test_only_spaces_change(source: str, lang: str) -> None:
    assert typeset(source, lang).replace(NBSP, " ") == source.replace(NBSP, " ")


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["pl", "en"]))
def test_reader_reads_the_same_text(source: str, lang: str) -> None:
    def text(markup: str) -> str:
        return re.sub(r"\s", " ", html.fromstring(f"<div>{markup}</div>").text_content())

    assert text(typeset(source, lang)) == text(source)


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["pl", "en"]))
def test_setting_twice_changes_nothing_more(source: str, lang: str) -> None:
    once = typeset(source, lang)
    assert typeset(once, lang) == once


@pytest.mark.parametrize("period", ["2014–2020", "1998–2002", "2014–20"])
def test_period_in_a_text_is_kept_on_one_line(period: str) -> None:
    assert whole_periods(f"<a>AMIF {period}</a>") == f'<a>AMIF <span class="nw">{period}</span></a>'


@pytest.mark.parametrize(
    "html",
    [
        '<td class="when">2014–2020</td>',  # kept together by the style of its cell
        "<p>pages 112–2020 and 2014–2020–2027, www.example.org/2014–2020</p>",
        '<a href="amif-2014–2020/" title="AMIF 2014–2020">AMIF</a>',
        "<option>AMIF 2014–2020</option>",
        "<svg><svg></svg><text>AMIF 2014–2020</text></svg>",
        "<title>AMIF 2014–2020</title>",
    ],
)
def test_what_is_no_period_or_may_hold_no_element_stays(html: str) -> None:
    assert whole_periods(html) == html


def test_period_after_a_drawing_is_kept_on_one_line() -> None:
    html = "<svg><path/></svg><p>AMIF 2014–2020</p>"
    assert whole_periods(html).endswith('<p>AMIF <span class="nw">2014–2020</span></p>')

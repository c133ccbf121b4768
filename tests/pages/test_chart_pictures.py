"""The picture of a chart, a file of its own, says and draws what the chart does."""

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import site_plans

from datasite.charts.chart_pages import CHARTS, ChartView, chart_view
from datasite.language.localization import Language
from datasite.pages.pictures.chart_pictures import picture_files

WITHOUT = "timeline"  # a list of projects, too long for a picture
SVG = "{http://www.w3.org/2000/svg}"
drawn = pytest.mark.parametrize(
    ("name", "lang"),
    [(chart.id, lang) for chart in CHARTS if chart.id != WITHOUT for lang in ("pl", "en")],
)


def _view(name: str) -> ChartView:
    (chart,) = (chart for chart in CHARTS if chart.id == name)
    return replace(chart_view(site_plans.register(), chart), source="Source: a test.")


def _picture(name: str, language: Language) -> ET.Element:
    (content,) = picture_files(_view(name), language).values()
    return ET.fromstring(content)  # our own


def _words(picture: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]


@drawn
def test_a_picture_has_its_title_and_source_and_everything_lies_in_its_frame(
    name: str, lang: str
) -> None:
    language = site_plans.languages()[lang]
    picture = _picture(name, language)
    title = _view(name).heading(language)
    assert picture.findtext(f"{SVG}title") == title
    words = _words(picture)
    assert " ".join(words).startswith(title)
    assert words[-1] == "Source: a test. CC BY 4.0."
    width, height = Decimal(picture.attrib["width"]), Decimal(picture.attrib["height"])
    for mark in picture.iter():
        if mark.tag in (f"{SVG}rect", f"{SVG}text") and "x" in mark.attrib:
            x, y = Decimal(mark.attrib["x"]), Decimal(mark.attrib["y"])
            assert 0 <= x <= x + Decimal(mark.get("width", 0)) <= width
            assert 0 <= y <= y + Decimal(mark.get("height", 0)) <= height


@pytest.mark.parametrize("name", ["money-by-programme", "money-by-year"])
def test_only_approximate_amounts_are_hatched(name: str) -> None:
    figure: Any = _view(name).figure
    picture = _picture(name, site_plans.languages()["en"])
    fills = Counter(rect.get("fill") for rect in picture.iter(f"{SVG}rect"))
    if name == "money-by-programme":
        bars = [b for panel in figure.panels for line in panel.lines for b in line.bars]
    else:
        bars = [column.bar for axis in figure.axes for column in axis.columns]
        for line in (line for axis in figure.axes for line in axis.beside):
            bars.extend(bar for bar in line.bars if bar == line.exact or bar == line.approximate[0])
    hatched = sum(1 for bar in bars if bar.approximate)
    assert fills["url(#hatch)"] == hatched + 1 > 10  # and the key


@pytest.mark.parametrize("name", ["money-by-programme", "money-by-stage", "money-by-year"])
def test_a_picture_names_the_largest_amounts_that_are_left_out(name: str) -> None:
    figure: Any = _view(name).figure
    figure = getattr(figure, "money", figure)
    words = " ".join(_words(_picture(name, site_plans.languages()["en"])))
    assert figure.left_out
    for left in figure.left_out:
        assert left.project.title["en"] in words
        assert not left.project.total
    outside = [of_one.outside for of_one in figure.sums.currencies if of_one.outside]
    assert all(it.project.title["en"] in words for it in outside)


def test_a_picture_names_the_neighbours() -> None:
    figure: Any = _view("who-with-whom").figure
    words = " ".join(_words(_picture("who-with-whom", site_plans.languages()["en"])))
    for it in figure.neighbourhoods:
        for organisation in (it.organisation, *(n.organisation for n in it.neighbours)):
            assert " ".join(organisation.name["en"].split()) in " ".join(words.split())


@pytest.mark.parametrize("chart", CHARTS, ids=lambda it: it.id)
def test_an_empty_chart_has_no_picture(chart: Any) -> None:
    nothing = chart_view(replace(site_plans.register(), projects={}), chart)
    assert picture_files(nothing, site_plans.languages()["en"]) == {}

"""The manifest for dane.gov.pl: valid by the portal's schema, its sum beside it, and nothing in it
that the site does not publish.
"""

import hashlib

import built_sites
import pytest
import site_plans
from lxml import etree

from datasite.metadata import dane_gov_pl

pytestmark = pytest.mark.xdist_group("plans")

SCHEMA = site_plans.STANDARDS / "dane.gov.pl" / "otwarte_1_10.xsd"
ONE_TEN = "{urn:otwarte-dane:harvester:1.10}"


def manifest() -> tuple[etree._Element, bytes, bytes]:
    site = site_plans.real().site
    files = dane_gov_pl.build_manifest(site.packages, site.release, built_sites.SITE_URL)
    return (
        etree.fromstring(files["dane-gov-pl.xml"]),
        files["dane-gov-pl.xml"],
        files["dane-gov-pl.md5"],
    )


def test_manifest_is_valid() -> None:
    if not SCHEMA.is_file():
        pytest.skip("the portal's schema is not beside the project, in ../shared/standards")
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(manifest()[0]), schema.error_log


def test_sum_is_that_of_the_manifest_and_nothing_else() -> None:
    _, content, md5 = manifest()
    assert md5.decode() == hashlib.md5(content, usedforsecurity=False).hexdigest()


def test_every_resource_is_a_file_of_the_site_and_stands_once() -> None:
    files = site_plans.real().site.files
    root = manifest()[0]
    urls = [e.text or "" for e in root.iterfind(f".//{ONE_TEN}resource/{ONE_TEN}url")]
    assert {
        f"{built_sites.SITE_URL}/data/{name}"
        for name in ("kto-z-kim-za-ile.zip", "projects_wide.xlsx", "projects.csv")
    } <= set(urls)
    assert set(urls) <= {f"{built_sites.SITE_URL}/data/{name}" for name in files}
    identifiers = [e.text for e in root.iterfind(f".//{ONE_TEN}resource/{ONE_TEN}extIdent")]
    assert len(set(identifiers)) == len(identifiers) == len(urls)


def test_licence_is_cc_by() -> None:
    assert manifest()[0].findtext(f".//{ONE_TEN}dbOrCopyrightedLicenseChosen") == "CC BY 4.0"

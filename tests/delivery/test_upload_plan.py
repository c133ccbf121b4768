"""The order of an upload: for any two sites, and wherever the upload is stopped, no reader finds a
link to a missing page or file.
"""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.delivery import host_headers, upload_plan
from datasite.delivery.site_digests import SITE_MARKER
from datasite.delivery.upload_plan import Batch, UploadedFile
from datasite.publication import file_types

PAGES = (
    "index.html",
    "pl/index.html",
    "pl/a/index.html",
    "en/index.html",
    "en/a/index.html",
    "404.html",
)
FILES = (
    "theme/css/a.css",
    "theme/js/a.js",
    "data/a.csv",
    "data/a.xlsx",
    "sitemap.xml",
    "pl/atom.xml",
    SITE_MARKER,
)
Site = dict[str, tuple[str, frozenset[str]]]  # by path: the checksum, and to what the file links


@st.composite
def a_site(draw: st.DrawFn) -> Site:
    """Some pages and files, each page linking to some of them, but not to the root, feeds and the
    sitemap, which come last.
    """
    there = draw(st.sets(st.sampled_from((*PAGES, *FILES)))) | {SITE_MARKER}
    digest = st.sampled_from("12")
    links = st.frozensets(
        st.sampled_from(sorted(there - {"index.html", "sitemap.xml", "pl/atom.xml"}))
    )
    return {
        path: (
            draw(digest),
            draw(links) if path.endswith((".html", "map.xml", "atom.xml")) else frozenset(),
        )
        for path in sorted(there)
    }


def digests(site: Site) -> dict[str, str]:
    return {path: f"{digest}{sorted(links)}" for path, (digest, links) in site.items()}


def moments(
    before: Site, after: Site, batches: tuple[Batch, ...], chance: random.Random
) -> Iterator[Site]:
    """The files of the target after each transfer. The files of a batch come in any order."""
    now = dict(before)
    for batch in batches:
        for path in chance.sample(batch.paths, len(batch.paths)):
            if batch.headers is None:
                del now[path]
            else:
                now[path] = after[path]
            yield now


def planned(before: Site, after: Site) -> tuple[Batch, ...]:
    return upload_plan.plan_upload(
        digests(after),
        {
            path: UploadedFile(digest, host_headers.headers_of_file(path))
            for path, digest in digests(before).items()
        },
    )


@given(a_site(), a_site(), st.randoms(use_true_random=False))
def test_in_the_end_the_target_equals_the_site(
    before: Site, after: Site, chance: random.Random
) -> None:
    assert [before, *map(dict, moments(before, after, planned(before, after), chance))][-1] == after


@given(a_site(), a_site(), st.randoms(use_true_random=False))
def test_no_page_ever_lacks_a_file_that_it_loads(
    before: Site, after: Site, chance: random.Random
) -> None:
    for now in moments(before, after, planned(before, after), chance):
        for page in PAGES:
            assert {
                link for link in now.get(page, ("", ()))[1] if not host_headers.is_page(link)
            } <= now.keys()


@given(a_site(), a_site(), st.randoms(use_true_random=False))
def test_no_page_that_stays_links_to_a_missing_page(
    before: Site, after: Site, chance: random.Random
) -> None:
    """Checked for files that stay: readers do not know new files yet, and removed files are removed
    together with what they link to.
    """
    for now in moments(before, after, planned(before, after), chance):
        for path in before.keys() & after.keys() & now.keys():
            assert now[path][1] <= now.keys()


@given(a_site(), a_site(), st.randoms(use_true_random=False))
def test_stopped_anywhere_a_second_run_completes_it(
    before: Site, after: Site, chance: random.Random
) -> None:
    stops = [dict(now) for now in moments(before, after, planned(before, after), chance)]
    for stopped in stops[:: max(1, len(stops) // 3)]:
        assert [stopped, *map(dict, moments(stopped, after, planned(stopped, after), chance))][
            -1
        ] == after


@given(a_site())
def test_first_run_can_be_completed_wherever_it_is_stopped(after: Site) -> None:
    first = planned({}, after)[0]
    assert SITE_MARKER in first.paths
    assert first.paths == (SITE_MARKER,)


def test_nothing_is_done_where_nothing_differs() -> None:
    site = {"index.html": "1", SITE_MARKER: "2"}
    assert (
        upload_plan.plan_upload(site, {path: UploadedFile(digest) for path, digest in site.items()})
        == ()
    )


def test_file_with_other_headers_is_sent_again() -> None:
    there = {
        SITE_MARKER: UploadedFile(
            "1", {"Content-Type": "application/octet-stream", "Cache-Control": ""}
        )
    }
    (batch,) = upload_plan.plan_upload({SITE_MARKER: "1"}, there)
    assert batch.headers == {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "public, max-age=3600",
    }


def test_headers_that_a_store_writes_otherwise_are_the_same() -> None:
    there = {
        SITE_MARKER: UploadedFile(
            "1",
            {
                "content-type": "application/json;charset=UTF-8",
                "cache-control": "public,max-age=3600",
            },
        )
    }
    assert upload_plan.plan_upload({SITE_MARKER: "1"}, there) == ()


def test_target_that_is_not_ours_loses_nothing() -> None:
    with pytest.raises(upload_plan.ForeignFilesError, match=r"diploma\.pdf"):
        upload_plan.plan_upload({SITE_MARKER: "1"}, {"diploma.pdf": UploadedFile("2")})


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("pl/index.html", "text/html; charset=utf-8", host_headers.KEEP_PAGE),
        ("pl/atom.xml", "application/atom+xml; charset=utf-8", host_headers.KEEP_PAGE),
        ("sitemap.xml", "application/xml; charset=utf-8", host_headers.KEEP_PAGE),
        ("data/projects.csv", "text/csv; charset=utf-8", host_headers.KEEP_FILE),
        (
            "data/projects.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            host_headers.KEEP_FILE,
        ),
        ("data/SHA256SUMS", "text/plain; charset=utf-8", host_headers.KEEP_FILE),
        (".htaccess", "text/plain; charset=utf-8", host_headers.KEEP_FILE),
        (
            "pagefind/index/pl_1a2b.pf_index",
            "application/octet-stream",
            host_headers.KEEP_NAMED_BY_CONTENT,
        ),
        ("pagefind/pagefind-entry.json", "application/json; charset=utf-8", host_headers.KEEP_PAGE),
    ],
)
def test_headers(path: str, kind: str, kept: str) -> None:
    assert host_headers.headers_of_file(path) == {"Content-Type": kind, "Cache-Control": kept}


def test_every_text_says_its_charset() -> None:
    table = {**file_types.FILE_TYPES, **file_types.FEEDS}
    for suffix, kind in ((name, row.content_type) for name, row in table.items()):
        is_text = kind.startswith("text/") or any(
            word in kind for word in ("json", "xml;", "yaml", "bibtex")
        )
        assert kind.endswith("; charset=utf-8") == is_text, suffix

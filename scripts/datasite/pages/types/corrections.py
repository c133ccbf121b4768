"""The page of the log of corrections."""

from datasite.pages.corrections import correction_log
from datasite.pages.page import REGISTER, PageType, message, one_page
from datasite.problems import N_

INDEX = PageType(
    name="corrections",
    template="corrections.html",
    section="corrections",
    items=one_page,
    title=message(N_("Corrections")),
    label=N_("Corrections"),
    footer=REGISTER,
    description=message(
        N_(
            "Every published value that was wrong: what it was, what it is now, why, and who"
            " noticed."
        )
    ),
    view=lambda site, _, language: correction_log(site.catalog),
)

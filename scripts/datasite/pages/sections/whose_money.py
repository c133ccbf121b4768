"""What a programme is, in the words of its first sentence: whose money it is."""

from collections.abc import Mapping

from datasite.language.localization import Language
from datasite.model.entities import Code
from datasite.problems import N_
from datasite.tables.codes import Funder

# Where a message is missing, the label of the code says who pays.
_WHOSE: Mapping[str, str] = {
    Funder.EU: N_("Funded by the European Union"),
    Funder.EEA_NORWAY: N_("Funded by Iceland, Liechtenstein and Norway"),
    Funder.NORWAY: N_("Funded by Norway"),
    Funder.SWITZERLAND: N_("Funded by Switzerland"),
    Funder.POLAND: N_("Polish public money"),
    Funder.UNITED_NATIONS: N_("Funded by the United Nations"),
}


def whose_money(funder: Code, language: Language) -> str:
    """The beginning of the sentence: Funded by the European Union."""
    say = language.translations.gettext
    if funder.code in _WHOSE:
        return say(_WHOSE[funder.code])
    if funder.code == Funder.NOT_STATED:
        return say(N_("No source says whose money it is"))
    return say(N_("Who pays: %(funder)s")) % {"funder": funder.label[language.code]}

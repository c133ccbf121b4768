"""The meanings of a printed figure in Polish or English: amounts, words of approximation,
currencies.

For comparing a stored amount with the words of its source; never for computing one.
"""

import re
from decimal import Decimal

_SCALES = (
    (re.compile(r"(?:mld|miliard\w*|billions?|bn)\b", re.I), Decimal(1_000_000_000)),
    (re.compile(r"(?:mln|milion\w*|millions?|mio|m)\b|млн|мільйон", re.I), Decimal(1_000_000)),
    (re.compile(r"(?:ty[sś]\b\.?|tysi\w+|thousands?|k\b)", re.I), Decimal(1_000)),
)
_BLANKS = " \u00a0\u202f"
_FIGURE = re.compile(r"\d(?:[\d.,’']|[ \u00a0\u202f](?=[\d,.]))*")
_APPROXIMATIONS = re.compile(
    r"\b(?:blisko|ok\.?|około|prawie|niemal|ponad|powyżej|przekracza\w*|nieprzekraczając\w*|do|maksymalnie|"
    r"nearly|about|almost|around|approximately|approx\.?|over|more than|up to|at"
    r" most|около|почти|майже|более)(?![\w])",
    re.I,
)
_CURRENCIES = {
    "PLN": re.compile(r"PLN\b|zł(?!\w)|\bzłot|\bzlot|злот", re.I),
    "EUR": re.compile(r"EUR(?![a-z])|€|\beuro\b", re.I),
    "CHF": re.compile(r"\bCHF|\bfrank(?:i|a|u|ów|ach|ami)?\b|\bfrancs?\b", re.I),
    "NOK": re.compile(r"\bNOK|koron\w* norwe|kroner", re.I),
    "USD": re.compile(r"\bUSD|\$|dolar|dollar|доллар", re.I),
    "GBP": re.compile(r"\bGBP|£|funt\w* szterl", re.I),
    "CZK": re.compile(r"\bCZK|Kč|koron\w* czes", re.I),
}


def read_amounts(text: str) -> frozenset[Decimal]:
    """Every amount that the printed text can mean: {1615000000, …} for "1 mld 615 mln".

    A lone separator before three digits is read both ways: "505,850" is 505850 and 505.85.
    """
    amounts: set[Decimal] = set()
    larger, larger_end = Decimal(0), -1  # 1 mld 615 mln: the larger part and where its words end
    for match in _FIGURE.finditer(text):
        rest = text[match.end() :].lstrip(_BLANKS)
        word, scale = next(
            ((m.group(), size) for pattern, size in _SCALES if (m := pattern.match(rest))),
            ("", Decimal(1)),
        )
        readings = {value * scale for value in _readings(match.group().strip(_BLANKS + ",.’'"))}
        if larger and not text[larger_end : match.start()].strip(_BLANKS):
            readings |= {larger + value for value in readings}
        amounts |= readings
        larger = max(readings, default=Decimal(0)) if scale > 1 else Decimal(0)
        larger_end = match.end() + len(text[match.end() :]) - len(rest) + len(word)
    return frozenset(amounts)


def _readings(figure: str) -> set[Decimal]:
    compact = re.sub(r"[ \u00a0\u202f’']", "", figure)
    marks = re.findall(r"[.,]", compact)
    if not marks:
        return {Decimal(compact)}
    last = max(compact.rfind("."), compact.rfind(","))
    whole, tail = re.sub(r"[.,]", "", compact[:last]), compact[last + 1 :]
    readings = set()
    if len(tail) == 3 or (len(set(marks)) == 1 and len(marks) > 1):
        readings.add(Decimal(whole + tail))  # 2.801.334 or 505,850: thousands
    if len(set(marks)) == 2 or len(marks) == 1 or len(tail) == 2:
        readings.add(Decimal(f"{whole}.{tail or '0'}"))
    return readings


def is_approximate(text: str) -> bool:
    """Whether the text holds a word such as “nearly” or „ponad”."""
    return bool(_APPROXIMATIONS.search(text))


def read_currencies(text: str) -> frozenset[str]:
    """The codes of the currencies that the text names, e.g. {"PLN"} for "5 zł"."""
    return frozenset(code for code, pattern in _CURRENCIES.items() if pattern.search(text))

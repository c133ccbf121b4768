"""Printed figures in Polish or English in, what they can mean out: amounts, words of approximation, currencies.

Used to compare a stored amount with the words of its source; never to compute one.
"""

import re
from decimal import Decimal

_SCALES = (
    (re.compile(r"(?:mld|miliard\w*|billions?|bn)\b", re.I), Decimal(1_000_000_000)),
    (re.compile(r"(?:mln|milion\w*|millions?|mio|m)\b|млн|мільйон", re.I), Decimal(1_000_000)),
    (re.compile(r"(?:ty[sś]\b\.?|tysi\w+|thousands?|k\b)", re.I), Decimal(1_000)),
)
_FIGURE = re.compile(r"\d(?:[\d.,’']|[ \u00a0\u202f](?=[\d,.]))*")
_HEDGES = re.compile(
    r"\b(?:blisko|ok\.?|około|prawie|niemal|ponad|powyżej|przekracza\w*|nieprzekraczając\w*|do|maksymalnie|"
    r"nearly|about|almost|around|approximately|approx\.?|over|more than|up to|at most|около|почти|майже|более)(?![\w])",
    re.I,
)
_CURRENCIES = {
    "PLN": re.compile(r"PLN\b|zł|\bzlot|злот", re.I),
    "EUR": re.compile(r"EUR(?![a-z])|€|\beuro\b", re.I),
    "CHF": re.compile(r"\bCHF|frank\w*|franc", re.I),
    "NOK": re.compile(r"\bNOK|koron\w* norwe|kroner", re.I),
    "USD": re.compile(r"\bUSD|\$|dolar|dollar|доллар", re.I),
    "GBP": re.compile(r"\bGBP|£|funt\w* szterl", re.I),
    "CZK": re.compile(r"\bCZK|Kč|koron\w* czes", re.I),
}


def amounts(text: str) -> frozenset[Decimal]:
    """Every amount that the printed text can mean. A lone separator before three digits is read both ways."""
    found: set[Decimal] = set()
    pending = Decimal(0)  # 1 mld 615 mln: the larger part waits for the smaller
    for match in _FIGURE.finditer(text):
        rest = text[match.end() :].lstrip(" \u00a0\u202f")
        scale = next((size for pattern, size in _SCALES if pattern.match(rest)), Decimal(1))
        readings = {value * scale for value in _readings(match.group().strip(" \u00a0\u202f,.’'"))}
        found |= readings | {pending + value for value in readings}
        pending = max(readings, default=Decimal(0)) if scale > 1 else Decimal(0)
    return frozenset(found)


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


def hedged(text: str) -> bool:
    """Whether a word such as “nearly” or „ponad” stands beside the figure."""
    return bool(_HEDGES.search(text))


def currencies(text: str) -> frozenset[str]:
    """The codes of the currencies that the text names."""
    return frozenset(code for code, pattern in _CURRENCIES.items() if pattern.search(text))

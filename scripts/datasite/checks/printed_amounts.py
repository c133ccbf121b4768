"""The meanings of a printed figure in Polish or English: amounts, words of approximation,
currencies.

For comparing a stored amount with the words of its source; never for computing one.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

_SCALES = (
    (re.compile(r"(?:mld|miliard\w*|billions?|bn)\b", re.I), Decimal(1_000_000_000)),
    (
        re.compile(r"(?:mln|milion\w*|millions?|mio|m(?:eur)?)\b|млн|мільйон", re.I),
        Decimal(1_000_000),
    ),
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


def _both_orders(noun: str, adjective: str) -> str:
    """Words for a currency of one state: koron norweskich, norweskich koron."""
    return rf"\b{noun}\w*\s+{adjective}\w*|\b{adjective}\w*\s+{noun}\w*"


# Currencies by their words and signs. Each takes its words away from those below it: a dollar is
# that of the United States only where no other state is named.
_CURRENCIES = {
    code: re.compile(pattern, re.I)
    for code, pattern in {
        "CAD": rf"{_both_orders('dolar', 'kanadyj')}|{_both_orders('dollar', 'canadian')}|\bCA?\$",
        "AUD": rf"{_both_orders('dolar', 'austral')}|australian dollar|\bAU?\$",
        "NZD": rf"{_both_orders('dolar', 'nowozel')}|new zealand dollar|\bNZ\$",
        "HKD": r"hong\s?kong\w* dol\w+|\bHK\$",
        "SGD": rf"{_both_orders('dolar', 'singapur')}|singapore dollar|\bS\$",
        "BYN": rf"{_both_orders('rubl', 'białorusk')}|belarus\w* r[ou]*bl|белорус\w* рубл",
        "SEK": rf"{_both_orders('koron', 'szwedz')}|swedish (?:kron|crown)|\bkronor\b",
        "DKK": rf"{_both_orders('koron', 'duńsk')}|danish (?:kron|crown)|\bdanske kroner",
        "ISK": rf"{_both_orders('koron', 'islandz')}|icelandic (?:kr[oó]n|crown)",
        "CZK": rf"{_both_orders('koron', 'czes')}|czech (?:kor|crown)|Kč",
        "NOK": rf"{_both_orders('koron', 'norwe')}|norwegian (?:kron|crown)|kroner",
        "PLN": r"PLN\b|zł(?!\w)|\bzłot|\bzlot|злот",
        "EUR": r"EUR(?![a-z])|€|\beuros?\b|євро|евро",
        "CHF": r"\bfrank(?:i|a|u|ów|ach|ami)?\b|\bfrancs?\b",
        "USD": r"\bUS\s?\$|(?<![A-Z])\$|dolar|dollar|доллар",
        "GBP": rf"£|{_both_orders('funt', 'szterl')}|\bpounds? sterling|\bbritish pound",
        "UAH": r"₴|\bhryw(?:ien|n)|\bhryvn|грн|гривн|гривен",
        "RUB": r"₽|\brubl|\bro?ubl|рубл",
        "HUF": r"\bforint",
    }.items()
}
_MINUS = re.compile(r"(?:(?<![\w.,%)])[-–]|\u2212\s?|\bminus\s)\Z", re.I)
# 1 234 567 zł 89 gr, 5 euros and 20 cents, 100 zł 50/100
_WITH_SUBUNITS = re.compile(
    rf"({_FIGURE.pattern})[{_BLANKS}]*(?:zł(?:ot\w*)?\.?|PLN|EUR|euros?|€|\$|dol\w*)"
    rf"[{_BLANKS},]*(?:(?:i|and)[{_BLANKS}]+)?([0-9]{{1,2}})[{_BLANKS}]*"
    r"(?:gr(?:osz\w*)?\b|(?:euro)?cent\w*|/100)",
    re.I,
)


def read_amounts(text: str) -> frozenset[Decimal]:
    """Every amount that the printed text can mean: {1615000000, …} for "1 mld 615 mln".

    A lone separator before three digits is read both ways: "505,850" is 505850 and 505.85. With a
    minus an amount is below zero.
    """
    return frozenset().union(*(amounts for amounts, _ in _figures(text)))


def is_in_larger_units(text: str, amount: Decimal) -> bool:
    """Whether the text prints the amount only in thousands, millions or billions: "144 tys. zł".

    So printed, nobody can tell a round sum from one that was rounded.
    """
    units = [in_larger_units for amounts, in_larger_units in _figures(text) if amount in amounts]
    return bool(units) and all(units)


def _figures(text: str) -> Iterator[tuple[set[Decimal], bool]]:
    """The amounts that each figure can mean, and whether it is one of thousands or more."""
    for match in _WITH_SUBUNITS.finditer(text):
        yield (
            {
                _signed(value + Decimal(match[2]) / 100, text[: match.start()])
                for value in _readings(match[1].strip(_BLANKS + ",.’'"))
            },
            False,
        )
    text = _WITH_SUBUNITS.sub(lambda match: "·" * len(match.group()), text)
    larger, larger_end = Decimal(0), -1  # 1 mld 615 mln: the larger part and where its words end
    for match in _FIGURE.finditer(text):
        rest = text[match.end() :].lstrip(_BLANKS)
        word, scale = next(
            ((m.group(), size) for pattern, size in _SCALES if (m := pattern.match(rest))),
            ("", Decimal(1)),
        )
        readings = {
            _signed(value * scale, text[: match.start()])
            for value in _readings(match.group().strip(_BLANKS + ",.’'"))
        }
        if larger and not text[larger_end : match.start()].strip(_BLANKS):
            joined = {larger + value.copy_sign(larger) for value in readings}
            readings = joined if larger < 0 else readings | joined
        yield readings, scale > 1
        larger = max(readings, key=abs) if scale > 1 else Decimal(0)
        larger_end = match.end() + len(text[match.end() :]) - len(rest) + len(word)


def _signed(amount: Decimal, before: str) -> Decimal:
    """The amount, below zero where the text before it ends with a minus."""
    return -amount if _MINUS.search(before) else amount


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


def read_currencies(text: str, codes: Iterable[str] = ()) -> frozenset[str]:
    """The codes of the currencies that the text names, e.g. {"PLN"} for "5 zł"; of `codes` those
    that it prints are known as well.
    """
    named = {code for code in {*_CURRENCIES, *codes} if _prints(text, code)}
    for code, pattern in _CURRENCIES.items():
        text, count = pattern.subn(" ", text)
        if count:
            named.add(code)
    return frozenset(named)


def _prints(text: str, code: str) -> bool:
    return bool(re.search(rf"(?<![A-Za-z]){re.escape(code)}(?![A-Za-z])", text))

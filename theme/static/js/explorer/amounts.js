/** Amounts in words, as scripts/datasite/language/localization.py writes them; without their currency. */

/**
 * A sum as Language.short_money writes it: in millions with one decimal, halves to the even digit.
 * @param {bigint} cents  @param {{millions: string[], locale: string}} words  the words of a million and of a billion
 */
export function short(cents, { millions, locale }) {
  const units = rounded(cents, 100n);
  if (units < 1_000_000n) return new Intl.NumberFormat(locale).format(units);
  // The rounded figure chooses the unit: 999 960 000 is 1 billion, not 1000 million.
  const inMillions = rounded(cents * 10n, 100_000_000n);
  const [tenths, word] = inMillions < 10_000n ? [inMillions, millions[0]] : [rounded(cents * 10n, 100_000_000_000n), millions[1]];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(Number(tenths) / 10)}\u00a0${word}`;
}

/** One amount with all its digits, as Language.money writes it. @param {bigint} cents  @param {string} locale */
export function whole(cents, locale) {
  const digits = cents % 100n ? 2 : 0;
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Number(cents) / 100);
}

/** @param {bigint} value  @param {bigint} unit */
function rounded(value, unit) {
  const [quotient, twice] = [value / unit, (value % unit) * 2n];
  return twice > unit || (twice === unit && quotient % 2n) ? quotient + 1n : quotient;
}

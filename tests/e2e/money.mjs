// What the money of a team should be, computed again from the specification (section 6) and not from the code.

/** The price of one seat for the term that the totals are computed in, its half-open term, and an instant in it. */
const seconds = (instant) => BigInt(Math.floor(Date.parse(instant) / 1000));

/** `price · (end − at) / (end − start)` as [numerator, denominator]. */
function shareOf(price, term, at) {
  const [start, end, now] = [seconds(term.start), seconds(term.end), seconds(at)];
  return [BigInt(price) * (end - now), end - start];
}

const roundedHalfUp = ([numerator, denominator]) => Number((2n * numerator + denominator) / (2n * denominator));

/** The exact total of a term is a sum of such shares; what is posted is rounded half up of the total less what was before. */
export function postedFor(shares, term, before) {
  const parts = shares.map(({ price, at }) => shareOf(price, term, at));
  const length = seconds(term.end) - seconds(term.start);
  return roundedHalfUp([parts.reduce((sum, [numerator]) => sum + numerator, 0n), length]) - before;
}

/** The first amount in a text, in minor units: "A$1,488.00" and "$1,488.00 now" are 148800. */
export const minorIn = (text) => Math.round(100 * Number(/\$([\d,.]+\d)/.exec(text)[1].replaceAll(',', '')));

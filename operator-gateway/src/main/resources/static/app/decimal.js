/** Sums of decimals as REST tells them: strings in plain notation, never floating point. */

const FORM = /^-?\d+(\.\d+)?$/;

function parse(text) {
  const plain = String(text);
  if (!FORM.test(plain)) throw new RangeError(`a decimal must be plain digits, was '${plain}'`);
  const [whole, fraction = ""] = plain.split(".");
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function text(units, scale) {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? "" : digits.slice(digits.length - scale).replace(/0+$/, "");
  return (negative ? "-" : "") + whole + (fraction ? "." + fraction : "");
}

/** The sum of decimals; "0" of none. */
export function sum(values) {
  let units = 0n;
  let scale = 0;
  for (const value of values) {
    const next = parse(value);
    const common = Math.max(scale, next.scale);
    units = units * 10n ** BigInt(common - scale) + next.units * 10n ** BigInt(common - next.scale);
    scale = common;
  }
  return text(units, scale);
}

/** The same with the other sign. */
export function negate(value) {
  const { units, scale } = parse(value);
  return text(-units, scale);
}

/** -1, 0 or 1. */
export function sign(value) {
  const { units } = parse(value);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

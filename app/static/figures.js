"use strict";
// Reading figures and adding them up, exactly: what the page shows before the server has answered.
// Knows kinds of value and sums, no rule and no row. tests/cases/values.json and relations.json are run here too.
(function (gouji) {
  const FULL_WIDTH = "０１２３４５６７８９，．－−＋";
  const ASCII = "0123456789,.--+";
  const IGNORED = /[ \t\r\n\u3000\u00a0\u2009\u202f\u200b\ufeff]/g;
  const ALL_SPACE = /^[\s\x1c-\x1f\x85]*$/;
  const UNSIGNED = "(?:0|[1-9][0-9]{0,8}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2})";
  const COUNT = new RegExp("^" + UNSIGNED + "$");
  const SIGNED_COUNT = new RegExp("^[+-]?" + UNSIGNED + "$");
  const MEASURES = "件条项次个宗份";
  const AMOUNT = /^(?:0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,20})?$/;
  const WITH_UNIT = /^([^]*?)(万元|元|[百千]?万元?|[百千亿]元|亿|)$/;
  const POWERS = { 元: 0, 万元: 4 };
  const MOST_DIGITS = 12;
  const BLANK = { state: "blank", number: null };
  const OTHER = { state: "other", number: null };

  function tidy(text) {
    const tidied = text
      .replace(IGNORED, "")
      .replace(/[０-９，．－−＋]/g, (character) => ASCII[FULL_WIDTH.indexOf(character)]);
    return ALL_SPACE.test(tidied) ? "" : tidied;
  }

  function withoutUnit(tidied, unit) {
    if (unit && tidied.endsWith(unit)) return tidied.slice(0, -unit.length);
    return MEASURES.includes(tidied.slice(-1)) ? tidied.slice(0, -1) : tidied;
  }

  function readWhole(tidied, unit, pattern) {
    const body = withoutUnit(tidied, unit);
    if (!pattern.test(body)) return OTHER;
    const number = String(BigInt(body.replace(/[,+]/g, "")));
    return { state: "number", number, settled: number };
  }

  function readMoney(tidied, kind) {
    const [, body, typed] = WITH_UNIT.exec(tidied);
    if ((typed && !(typed in POWERS)) || !AMOUNT.test(body)) return OTHER;
    const digits = body.replace(/,/g, "");
    const power = typed ? POWERS[typed] - POWERS[kind.unit] : 0;
    const number = power ? plain(shifted(decimal(digits), power)) : digits;
    if (excessive(number, kind.decimals)) return OTHER;
    return { state: "number", number, settled: digits + typed };
  }

  function excessive(number, decimals) {
    const [whole, fraction] = (number + ".").split(".");
    return whole.length > MOST_DIGITS || fraction.replace(/0+$/, "").length > decimals;
  }

  // In: {kind, unit, decimals} and a text. Out: {state: "blank" | "number" | "other", number: decimal text or
  // null, settled: the same number in one spelling, with the unit if one was typed to an amount}.
  function read(kind, text) {
    const tidied = tidy(text || "");
    if (!tidied) return BLANK;
    if (kind.kind === "count") return readWhole(tidied, kind.unit, COUNT);
    if (kind.kind === "signed_count") return readWhole(tidied, kind.unit, SIGNED_COUNT);
    return kind.kind === "money" ? readMoney(tidied, kind) : OTHER;
  }

  // Exact decimals: units * 10^-scale.
  function decimal(text) {
    const [whole, fraction] = (text + ".").split(".");
    return { units: BigInt(whole + fraction), scale: fraction.length };
  }

  function power(exponent) {
    return BigInt(10) ** BigInt(exponent);
  }

  function scaled(number, scale) {
    return number.units * power(scale - number.scale);
  }

  function sum(one, other) {
    const scale = Math.max(one.scale, other.scale);
    return { units: scaled(one, scale) + scaled(other, scale), scale };
  }

  function product(one, other) {
    return { units: one.units * other.units, scale: one.scale + other.scale };
  }

  function shifted(number, places) {
    const scale = number.scale - places;
    return scale < 0 ? { units: number.units * power(-scale), scale: 0 } : { units: number.units, scale };
  }

  function written(number) {
    const negative = number.units < BigInt(0);
    const digits = String(negative ? -number.units : number.units).padStart(number.scale + 1, "0");
    const whole = digits.slice(0, digits.length - number.scale);
    const fraction = number.scale ? "." + digits.slice(-number.scale) : "";
    return (negative ? "-" : "") + whole + fraction;
  }

  function plain(number) {
    const text = written(number);
    return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  }

  const NOTHING = { units: BigInt(0), scale: 0 };

  // The running sum of [address, coefficient] pairs: what is known so far, how many are, and whether all are.
  function added(terms, known) {
    let total = NOTHING;
    let count = 0;
    let partial = false;
    terms.forEach(([address, times]) => {
      const figure = known(address);
      if (figure) {
        total = sum(total, times === "1" ? figure.number : product(figure.number, decimal(times)));
        count += 1;
      }
      if (!figure || figure.partial) partial = true;
    });
    return { number: total, count, partial };
  }

  function same(one, other) {
    return sum(one, { units: -other.units, scale: other.scale }).units === BigInt(0);
  }

  // What the page shows for its sums. In: the data of the page {totals, relations} and reading(address), the
  // reading of what is typed there. Out: totals by address {computed, number, partial} and residuals in the
  // order of the relations {gap, partial}; null where nothing is known yet.
  function work(data, reading) {
    const totals = {};
    const known = (address) => {
      const own = reading(address);
      if (own.state === "number") return { number: decimal(own.number), partial: false };
      const total = own.state === "blank" ? totals[address] : null;
      return total && total.number ? { number: total.number, partial: total.partial } : null;
    };
    (data.totals || []).forEach((total) => {
      const parts = added(total.parts.map((address) => [address, "1"]), known);
      totals[total.address] = { number: parts.count ? parts.number : null, partial: parts.partial };
    });
    return { totals, residuals: (data.relations || []).map((relation) => residual(relation, known)) };
  }

  function residual(relation, known) {
    const left = added(relation.left, known);
    const right = added(relation.right, known);
    if (!left.count && !right.count) return { gap: null, partial: true };
    const gap = sum(left.number, { units: -right.number.units, scale: right.number.scale });
    return { gap: plain(gap), partial: left.partial || right.partial };
  }

  // A computed number as the cell shows it: decimals as they come, the unit unless the form prints it.
  function show(kind, number) {
    return written(number) + (kind.kind === "money" && !kind.unitPrinted ? kind.unit : "");
  }

  gouji.figures = { decimal, read, same, show, tidy, work };
})((window.gouji = window.gouji || {}));

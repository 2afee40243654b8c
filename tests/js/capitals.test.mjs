/** Amounts in capitals: the examples of the rules, and every amount reads back as itself. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { inCapitals, inFigures } from '../../static/js/papers/capitals.js';

/** 《支付结算办法》附一, and usual practice. */
const EXAMPLES = {
  '1409.50': '壹仟肆佰零玖元伍角整',
  '6007.14': '陆仟零柒元壹角肆分',
  '1680.32': '壹仟陆佰捌拾元零叁角贰分',
  '107000.53': '壹拾万柒仟元零伍角叁分',
  '16409.02': '壹万陆仟肆佰零玖元零贰分',
  '325.04': '叁佰贰拾伍元零肆分',
  '0': '零元整',
  '0.05': '伍分',
  '0.5': '伍角整',
  '10': '壹拾元整',
  '10000': '壹万元整',
  '100000001': '壹亿零壹元整',
  '100010001': '壹亿零壹万零壹元整',
  '1000000000000': '壹万亿元整',
  '1200000000000': '壹万贰仟亿元整',
  '1000000000001': '壹万亿零壹元整',
};

/** Reads capitals by adding up, and knows nothing of how they were written: Fen. */
function read(capitals) {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const units = { 拾: 10n, 佰: 100n, 仟: 1000n };
  const scales = { 万: 10_000n, 亿: 100_000_000n };
  let [total, section, digit] = [0n, 0n, 0n];
  let fen = 0n;
  for (const character of capitals) {
    if (digits.includes(character)) digit = BigInt(digits.indexOf(character));
    else if (character in units) {
      section += digit * units[character];
      digit = 0n;
    } else if (character in scales) {
      const scale = scales[character];
      section += digit;
      digit = 0n;
      // What stands before 亿 is all of it; before 万 only what came since 亿.
      const below = total % 100_000_000n;
      total = scale === 100_000_000n ? (total + section) * scale : total - below + (below + section) * scale;
      section = 0n;
    } else if (character === '元') {
      fen += (total + section + digit) * 100n;
      digit = 0n;
    } else if (character === '角') {
      fen += digit * 10n;
      digit = 0n;
    } else if (character === '分') fen += digit;
    else assert.equal(character, '整');
  }
  return fen;
}

const yuanOf = (fen) => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;

/** Bad spellings, whatever the amount. */
const WRONG = [/零零/, /零(?=[拾佰仟万亿元角分])(?!元整$)/, /[拾佰仟万亿](?=[拾佰])/, /零$/, /^零(?!元整$)/, /分整$/];

/**
 * How often 零 stands between the digits of a whole number: once for each gap between two of them. Only
 * where a group of four ends in zeros and the next begins with its thousands, none is said.
 */
function zerosIn(whole) {
  const places = [...whole].map((digit, at) => [digit, whole.length - 1 - at]).filter(([digit]) => digit !== '0').map(([, place]) => place);
  return places.slice(1).filter((place, at) => {
    const before = places[at];
    return before - place > 1 && !(place % 4 === 3 && Math.floor(before / 4) === Math.floor(place / 4) + 1);
  }).length;
}

function holds(fen) {
  const capitals = inCapitals(yuanOf(fen));
  const [yuan] = /^.*(?=元)/.exec(capitals) ?? [''];
  if (fen >= 100n) assert.equal(yuan.split('零').length - 1, zerosIn(String(fen / 100n)), capitals);
  assert.equal(read(capitals), fen, capitals);
  for (const wrong of WRONG) assert.doesNotMatch(capitals, wrong, yuanOf(fen));
}

test('the rules’ own examples', () => {
  for (const [yuan, capitals] of Object.entries(EXAMPLES)) assert.equal(inCapitals(yuan), capitals);
});

test('every amount up to a thousand yuan reads back', () => {
  for (let fen = 0n; fen < 100_000n; fen += 1n) holds(fen);
});

test('amounts of every size read back, with zeros wherever they can be', () => {
  for (let pattern = 1; pattern < 2 ** 16; pattern += 1) {
    const whole = [...pattern.toString(2)].map((bit, at) => (bit === '1' ? ((pattern + at) % 9) + 1 : 0)).join('');
    holds(BigInt(whole) * 100n + BigInt(pattern % 100));
  }
});

test('two amounts are never written alike', () => {
  const seen = new Set();
  for (let at = 0; at < 20_000; at += 1) seen.add(inCapitals(yuanOf(BigInt(at) * 1_000_003n)));
  assert.equal(seen.size, 20_000);
});

test('what is no amount is refused', () => {
  for (const yuan of ['-1', '-0.01', '', '1.234', '1e3', '01', '1,000', ' 1', 'NaN', '10000000000000000', '１']) {
    assert.throws(() => inCapitals(yuan), { name: 'AmountInvalid' }, yuan);
    assert.throws(() => inFigures(yuan), { name: 'AmountInvalid' }, yuan);
  }
});

test('figures have two decimals and commas', () => {
  for (const [yuan, figures] of [['0', '0.00'], ['1409.5', '1,409.50'], ['999', '999.00'], ['1000000.07', '1,000,000.07']]) {
    assert.equal(inFigures(yuan), figures);
  }
});

/** Amounts as somebody types them into an entry: their figure and the office's band. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { bandOf, figureOf } from '../../static/js/casework/amounts.js';

const BANDS = [0, 500, 1000, 2000, 5000, 10000, 30000];

test('a figure is read with separators and a currency, words are not guessed at', () => {
  assert.deepEqual(['3000', '3,000', '３０００', '￥ 3，000.50', '3000元', '007', '', '约三千', '3千', '1.234', '-5'].map(figureOf),
    ['3000', '3000', '3000', '3000.50', '3000', '7', '', '', '', '', '']);
});

test('a band begins with its first yuan, and the last has no end', () => {
  const found = (/** @type {string} */ figure) => Object.values(bandOf(figure, BANDS));
  assert.deepEqual(found('0'), [0, 500, false]);
  assert.deepEqual(found('499.99'), [0, 500, false]);
  assert.deepEqual(found('500'), [500, 1000, false]);
  assert.deepEqual(found('29999.99'), [10000, 30000, false]);
  assert.deepEqual(found('30000'), [30000, null, true]);
});

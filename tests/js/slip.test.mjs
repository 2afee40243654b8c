import assert from 'node:assert/strict';
import test from 'node:test';
import '../../static/js/crypto/floor.js';
import { newSlip, readSlip } from '../../static/js/crypto/slip.js';

const ALPHABET = [...'23456789ABCDEFGHJKLMNPQRSTVWXYZ'];

test('every new number can be read as it is typed', () => {
  for (let i = 0; i < 200; i += 1) {
    const slip = newSlip();
    assert.match(slip, /^[2-9A-HJ-NP-TV-Z]{4}-[2-9A-HJ-NP-TV-Z]{4}$/);
    assert.equal(readSlip(slip), slip);
    assert.equal(readSlip(` ${slip.toLowerCase().replace('-', ' ')} `), slip);
  }
});

test('new numbers use all characters about equally often', () => {
  const counts = new Map(ALPHABET.map((one) => [one, 0]));
  for (let i = 0; i < 2000; i += 1) for (const one of newSlip().replace('-', '').slice(0, 7)) counts.set(one, counts.get(one) + 1);
  // 14,000 characters: 452 each, give or take seven standard deviations.
  for (const [one, count] of counts) assert.ok(Math.abs(count - 452) < 150, `${one} ${count}`);
});

test('no single wrong character and no swap passes', () => {
  const slip = newSlip().replace('-', '');
  for (let at = 0; at < slip.length; at += 1) {
    for (const one of ALPHABET) {
      const wrong = slip.slice(0, at) + one + slip.slice(at + 1);
      assert.equal(readSlip(wrong) !== null, wrong === slip, wrong);
    }
    for (let other = at + 1; other < slip.length; other += 1) {
      const places = [...slip];
      [places[at], places[other]] = [places[other], places[at]];
      const swapped = places.join('');
      assert.equal(readSlip(swapped) !== null, swapped === slip, swapped);
    }
  }
});

test('what is no number is not one', () => {
  for (const typed of ['', 'ABCD', '0000-0000', 'ABCD-EFGH-J']) assert.equal(readSlip(typed), null);
});

test('the worked example of the text', () => {
  assert.equal(readSlip('BKNS-6FFJ'), 'BKNS-6FFJ');
});

import assert from 'node:assert/strict';
import test from 'node:test';
import '../../static/js/crypto/floor.js';
import { newPassphrase, normalise } from '../../static/js/crypto/passwords.js';
import { SYLLABLES } from '../../static/js/crypto/syllables.js';

test('a passphrase is five words of two syllables, and as it is derived from', () => {
  const syllable = `(?:${SYLLABLES.join('|')})`;
  for (let i = 0; i < 100; i += 1) {
    const drawn = newPassphrase();
    assert.match(drawn, new RegExp(`^(?:${syllable}{2}-){4}${syllable}{2}$`));
    assert.equal(normalise(drawn), drawn);
  }
});

test('a passphrase is strong enough that a stolen database cannot be guessed', () => {
  assert.equal(new Set(SYLLABLES).size, SYLLABLES.length);
  assert.ok(10 * Math.log2(SYLLABLES.length) > 70);
});

test('no passphrase comes twice, and no syllable is left out', () => {
  const drawn = Array.from({ length: 2000 }, newPassphrase);
  assert.equal(new Set(drawn).size, drawn.length);
  // 20,000 syllables of some 390: one that is never drawn would be missing here, any other is not.
  const word = new RegExp(`^(${SYLLABLES.join('|')})(${SYLLABLES.join('|')})$`);
  const seen = drawn.flatMap((phrase) => phrase.split('-')).flatMap((one) => one.match(word).slice(1));
  assert.deepEqual([...new Set(seen)].sort(), [...SYLLABLES].sort());
});

/** What a browser has seen: the one used longest ago is dropped, not the one seen first. */
import assert from 'node:assert/strict';
import test from 'node:test';

const { Recent } = await import('../../static/js/worker/recent.js');

const filled = (...keys) => {
  const recent = new Recent(3);
  for (const key of keys) recent.use(key, 1);
  return recent;
};

test('what is used stays, what was used longest ago goes', () => {
  const recent = filled('a', 'b', 'c', 'a', 'd');
  assert.deepEqual([...recent.entries.keys()], ['c', 'a', 'd']);
});

test('what was kept before pushes nothing out that is used now', () => {
  const recent = filled('c', 'd', 'a');
  recent.takeUp([['a', 1], ['b', 1], ['c', 1]], () => false);
  assert.deepEqual([...recent.entries.keys()], ['c', 'd', 'a']);
});

test('of two the better one counts, where the other stood', () => {
  const recent = filled('a', 'b');
  recent.takeUp([['a', 2], ['c', 2]], (kept, here) => kept > here);
  assert.deepEqual([...recent.entries], [['c', 2], ['a', 2], ['b', 1]]);
});

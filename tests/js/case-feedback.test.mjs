/** What a reporter's letters ask of a case, and what they are written in their own language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { doorWords, retaliationWords } from '../../static/js/casework/door-words.js';

// What these modules import belongs to a page; nothing here draws.
const texts = JSON.stringify({ asked_by_letter: '' });
globalThis.document = { documentElement: { dataset: {}, lang: 'en' }, getElementById: () => ({ textContent: texts }) };
globalThis.window = { addEventListener: () => {} };
const { followUp } = await import('../../static/js/casework/case-also.js');
const { beginning, isAsked } = await import('../../static/js/casework/case-begin.js');
const { referenceTo, unchecked, unrecorded } = await import('../../static/js/casework/case-objections.js');

const letter = (seq, purpose, more = {}) =>
  ({ from: 'reporter', type: 'message', seq, purpose, on: '2026-11-20', digest: `d${seq}`, text: 'x', ...more });
const entry = (kind, about, trouble = '') => ({ kind, trouble, words: { letter: referenceTo(about) } });

test('an objection waits until an entry that verifies names it', () => {
  const [first, second] = [letter(1, 'objection'), letter(2, 'objection')];
  const view = (...entries) => ({ letters: [first, second, letter(3, 'rating')], entries });
  assert.deepEqual(unrecorded(view()).map(({ seq }) => seq), [1, 2]);
  assert.deepEqual(unrecorded(view(entry('objection', first))).map(({ seq }) => seq), [2]);
  assert.deepEqual(unrecorded(view(entry('objection', first, 'forged'))).map(({ seq }) => seq), [1, 2]);
  assert.deepEqual(unrecorded(view(entry('note', first))).map(({ seq }) => seq), [1, 2]);
});

test('what is added after the conclusion is checked once', () => {
  const before = letter(1, 'supplement', { on: '2026-11-01' });
  const after = letter(2, 'supplement');
  const view = { letters: [before, after, letter(3, 'objection'), { ...letter(4, ''), from: 'office' }], entries: [] };
  assert.deepEqual(unchecked(view, '2026-11-10'), [after]);
  assert.deepEqual(unchecked(view, null), []);
  assert.deepEqual(unchecked({ ...view, entries: [entry('recheck', after)] }, '2026-11-10'), []);
});

test('the earliest follow-up that is near is the one to write', () => {
  const due = (kind, colour, on) => ({ kind, colour, due_on: on });
  const open = [due('reply', 'overdue', '2026-01-01'), due('retaliation_90', 'yellow', '2026-03-01'), due('retaliation_30', 'overdue', '2026-02-01')];
  assert.equal(followUp(open).kind, 'retaliation_30');
  assert.equal(followUp([due('retaliation_180', 'green', '2026-06-01')]), undefined);
});

test('a letter is written in the language of the report', () => {
  const door = { code: 'x', zh: '医疗保障局', en: 'The medical insurance bureau', contact: '12393' };
  const zh = doorWords(door, 'zh-Hans', '是报销的问题');
  assert.equal(zh.name, '医疗保障局');
  assert.match(zh.said, /请找医疗保障局[^]*12393[^]*是报销的问题/);
  const en = doorWords({ ...door, contact: '' }, 'en', '');
  assert.equal(en.name, 'The medical insurance bureau');
  assert.doesNotMatch(en.said, /12393|How to reach|Why:|[一-龥]/);
  assert.match(retaliationWords('zh-Hans'), /打击报复/);
  assert.doesNotMatch(retaliationWords('en'), /[一-龥]/);
});

test('who cannot sign is offered no letter', () => {
  const now = (closed) => ({ view: { closed, language: 'en', letters: [], entries: [] }, documents: { deadlines: [] } });
  for (const closed of ['deleted', 'no_mailbox', 'not_signer']) {
    assert.equal(isAsked('signs', now(closed)), false);
    assert.deepEqual(beginning('retaliation_check', now(closed)), { days: '' });
  }
  assert.equal(isAsked('signs', now('')), true);
});

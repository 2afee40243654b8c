/** What the papers ask for, what they refuse, and what a filled one says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fieldNames, fill, paperOf, papers } from '../../static/js/papers/index.js';
import { filledIn } from './support/papers.mjs';
import { document } from './support/papers-doc.mjs';

const CHINESE = /[\u3400-\u9fff]/;
const labels = (paper) => [
  paper.title, paper.number, paper.notice, ...(paper.eachPage ? [paper.eachPage] : []),
  ...paper.pieces.flatMap((piece) => [piece.label ?? piece.words, ...(piece.columns ?? []).map(({ label }) => label), ...Object.values(piece.options ?? {})]),
];
const everything = (value) => (typeof value === 'object' && value !== null ? Object.values(value).flatMap(everything) : [value]).join('\n');
const fieldOf = (id, name) => paperOf(id).pieces.find((piece) => piece.name === name);

test('docs/papers.md is what the papers are', () => {
  assert.equal(readFileSync(new URL('../../docs/papers.md', import.meta.url), 'utf8'), document());
});

test('every paper has its own id, and every field of it its own name', () => {
  assert.equal(new Set(papers.map(({ id }) => id)).size, papers.length);
  for (const paper of papers) {
    const names = fieldNames(paper);
    assert.equal(new Set(names).size, names.length, paper.id);
    for (const name of names) assert.match(name, /^[a-z][a-z0-9_]*$/);
  }
});

for (const paper of papers) {
  test(`${paper.id} is whole in Chinese and in English`, () => {
    for (const [zh, en] of labels(paper)) {
      assert.match(zh, CHINESE);
      assert.doesNotMatch(en, CHINESE, zh);
      assert.notEqual(en.trim(), '');
    }
  });

  test(`${paper.id} says everything that was filled in`, () => {
    const { values, said } = filledIn(paper);
    for (const language of ['zh', 'en']) {
      const text = everything(fill(paper, values, language));
      for (const words of said) assert.ok(text.includes(words), words);
    }
  });

  test(`${paper.id}, blank, leaves room for every field`, () => {
    const model = fill(paper);
    const asked = everything(model);
    for (const piece of paper.pieces) assert.ok(asked.includes((piece.label ?? piece.words)[0]));
    for (const { rows } of model.blocks.filter(({ kind }) => kind === 'table')) assert.ok(rows.length > 0);
  });
}

test('no paper that leaves, nor the lead form, has a place for who reported', () => {
  const withReporter = ['acceptance', 'answer'];
  const shown = papers.filter(({ id, internal }) => (!internal || id === 'lead') && !withReporter.includes(id));
  assert.ok(shown.length > 10);
  for (const paper of shown) {
    for (const [zh, en] of labels(paper)) {
      assert.doesNotMatch(zh, /举报人|来信人|信访人/, paper.id);
      assert.doesNotMatch(en, /reporter/i, paper.id);
    }
  }
});

test('a value that has no place on a paper is refused', () => {
  for (const id of ['lead', 'transfer', 'bulletin']) {
    assert.throws(() => fill(paperOf(id), { reporter_name: '张三' }), { name: 'FieldUnknown' });
  }
  assert.throws(() => fill(paperOf('lead'), { subjects: [{ reporter: '张三' }] }), { name: 'FieldUnknown' });
  assert.throws(() => fill(paperOf('lead'), { registrar: { name: '张三' } }), { name: 'FieldUnknown' });
  assert.throws(() => paperOf('surrender'), RangeError);
});

test('a value of another form is refused', () => {
  const refused = (id, values) => assert.throws(() => fill(paperOf(id), values), { name: 'ValueInvalid' });
  refused('lead', { summary: 5 });
  refused('lead', { received_on: '22.11.2026' });
  refused('lead', { naming: 'perhaps' });
  refused('lead', { naming: 'toString' });
  refused('lead', { subjects: '张三' });
  refused('lead', { registrar: ['张三'] });
  refused('lead', { registrar: { names: '张三' } });
  assert.throws(() => fill(paperOf('lead'), { amount: -1 }), { name: 'AmountInvalid' });
});

test('our name stands at our stamp, and at nobody else\'s', () => {
  for (const id of ['transfer', 'cooperation']) {
    const seals = fill(paperOf(id), { office: '示范医院' }).blocks.filter(({ kind }) => kind === 'seal');
    assert.deepEqual(seals.map(({ office }) => office), ['示范医院', '']);
  }
});

test('dates, amounts and choices are written as offices write them', () => {
  const values = { received_on: '2026-03-05', amount: 6007.14, naming: 'named' };
  const chinese = everything(fill(paperOf('lead'), values));
  for (const words of ['2026年3月5日', '¥6,007.14（人民币陆仟零柒元壹角肆分）', '□ 匿名　■ 实名']) assert.ok(chinese.includes(words), words);
  const english = everything(fill(paperOf('lead'), values, 'en'));
  for (const words of ['5 March 2026', 'CNY 6,007.14', '□ Anonymous　■ Named']) assert.ok(english.includes(words), words);
  assert.ok(everything(fill(paperOf('talk'), { started_at: '2026-03-05 09:05' })).includes('2026年3月5日 9时05分'));
});

test('what no office file can hold is left out, and nothing else', () => {
  const summary = '甲\u0000乙\u000b丙\ud800丁\ufffe\t戊\r\n己😀';
  assert.ok(everything(fill(paperOf('lead'), { summary })).includes('甲乙丙丁\t戊\n己😀'));
});

test('talks and inquiries keep to the rules', () => {
  const names = fieldNames(paperOf('talk'));
  for (const name of ['talker_1', 'talker_2', 'started_at', 'ended_at', 'recording_no']) assert.ok(names.includes(name));
  assert.match(everything(fill(paperOf('talk'))), /权利告知/);
  assert.match(fill(paperOf('talk')).eachPage, /逐页签名/);
  assert.equal(fieldOf('inquiry', 'party_head_opinion').kind, 'opinion');
  assert.ok(fieldOf('plan', 'team').rows >= 2);
  assert.deepEqual(Object.keys(fieldOf('disposal', 'way').options), ['talk', 'verify', 'hold', 'close', 'transfer']);
});

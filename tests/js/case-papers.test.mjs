/** The papers of a case, filled from its entries: every one, from a full case and from an empty one. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CaseFacts, yuan } from '../../static/js/casework/case-facts.js';
import { FILLED, SOURCES, valuesOf } from '../../static/js/casework/case-papers.js';
import { tellsOfReporter } from '../../static/js/casework/paper-leaks.js';
import { FORMS } from '../../static/js/casework/kinds.js';
import { fill, missing, papers } from '../../static/js/papers/index.js';

const ROW = { lead: '线字〔2026〕0001号', number: '收字〔2026〕0007号', channel: 'letter', received_on: '2026-11-02', concluded_on: '2026-11-20', review_on: null };
const DATED = { day: '2026-11-03', moment: '2026-11-03T09:05' };

/** A value of a field; free words name their field, so that they are found again. */
function valueOf({ id, type, options, fields = [] }, kind) {
  if (type in DATED) return DATED[type];
  if (type === 'rows') return [Object.fromEntries(fields.map((one) => [one.id, valueOf(one, kind)]))];
  if (type === 'people') return ['zhang'];
  if (type === 'some') return ['minor'];
  if (type === 'flag') return true;
  if (type === 'count') return 3;
  if (type === 'entry') return 'none';
  if (id === 'category') return 'B1';
  if (id === 'amount') return '3000';
  return options?.[0] ?? `${kind}.${id}`;
}

const entry = (kind, n) => {
  const words = Object.fromEntries(FORMS[kind].fields.map((field) => [field.id, valueOf(field, kind)]));
  return {
    id: `e${n}`, seq: n + 1, kind, facts: {}, words, author: 'zhang', shownName: '张䶮', signers: ['zhang'], roles: ['registrar'],
    writtenAt: '2026-11-03T17:30:00.000Z', state: '', trouble: '', decision: '', attachments: [], unproved: false,
  };
};
const SECRET = '举报人王㛃亲口说：三月二日在三楼看见他收下信封，里面有三千元。';
const view = (entries) => ({
  entries, helpers: [{ name: 'yaoji', shownName: '药剂科' }], plain: SECRET, said: [{ id: 'words', question: '', choices: [], text: SECRET, items: [[{ text: SECRET }]] }], slip: 'SLIP-7',
  letters: [{ from: 'reporter', text: SECRET, rating: '' }, { from: 'reporter', text: '', rating: 'partly' }],
  taken: { details: { name: '王㛃', phone: '13900001111', address: '城东路九号' }, task: { from: '市纪委', number: '市交〔2026〕3号', due_on: '2026-12-01' } },
  transferred: { state: '' },
});
const factsOf = (entries, more = {}) => new CaseFacts({
  row: ROW, view: view(entries), called: (name) => (name === 'zhang' ? '张䶮' : name), nameOf: (_, code) => `名:${code}`, say: (key) => `话:${key}`,
  office: '市第一医院', phone: '0571-1', recused: [{ name: 'li', display_name: '李𠮷', reason: 'own' }], deadlines: [], ...more,
});
const full = factsOf(Object.keys(FORMS).map(entry));

test('there is a function for every paper, and a paper for every function', () => {
  assert.deepEqual(Object.keys(FILLED).sort(), papers.map(({ id }) => id).sort());
});

for (const paper of papers) {
  for (const [name, facts] of [['full', full], ['empty', factsOf([])]]) {
    for (const language of ['zh', 'en']) {
      test(`${paper.id} of a ${name} case, ${language}`, () => {
        const values = valuesOf(paper.id, facts);
        const model = fill(paper, values, language);
        assert.ok(JSON.stringify(model).includes('市第一医院') || !JSON.stringify(paper).includes('"own":true'));
      });
    }
  }
}

test('what was written stands on the paper it belongs to', () => {
  const written = (id) => JSON.stringify(fill(papers.find((one) => one.id === id), valuesOf(id, full), 'zh'));
  for (const [id, words] of Object.entries({
    disposal: ['sheet.plan', 'study.minutes', '张䶮', 'assessment.summary'], talk: ['talk.record', 'talk.place'], verification: ['report.proposal_words', 'findings.allegation'],
    lead: ['收字〔2026〕0007号', '话:channel_letter', '■ 实名待核', '市', 'instruction.by', '话:political_party', '名:B1'],
    recusal: ['李𠮷', '■ 本人自行回避', '■ 回避'], held: ['review.text'], result: ['findings.allegation', '■ 处理', 'outcome.grounds'],
    inquiry: ['inquiry.document_no', '2026年11月3日'], plan: ['study.meeting_no'], trial: ['trial.report_words', 'trial.opinion'],
    decision: ['sanction.lasts', 'sanction.grounds'], service: ['service.how', '话:paper_decision'], bulletin: ['publication.document_no'],
    recommendation: ['recommendation.facts_found', 'recommendation.document_no'], referral: ['not_ours.reason', 'complaint_handed.to', 'complaint_handed.complaint_summary'], evidence: ['evidence.features', '话:copied_original'],
    feedback: ['■ 部分满意', 'recheck.text'], acceptance: ['话:paper_look', 'not_ours.told_reason'], answer: ['话:paper_object'], 'no-gifts': ['0571-1'],
    transfer: ['transfer.summary', 'transfer.to', 'transfer.what'], rectification: ['rectification.goal'], education: ['education.audience'],
    'company-report': ['company_report.behaviour'], contents: ['contents.what'], cooperation: ['task.question'],
  })) for (const one of words) assert.ok(written(id).includes(one), `${id} lacks ${one}`);
});

test('a day is the day in China', () => {
  assert.equal(full.signed('sheet').on, '2026-11-04');
});

test('an amount that is none stays empty', () => {
  assert.deepEqual(['3,000', '3000.50', '约三千', '', '-1', '0', undefined].map(yuan), ['3000', '3000.50', undefined, undefined, undefined, undefined, undefined]);
});

test('what was sent back or does not verify is on no paper', () => {
  const sheet = entry('sheet', 0);
  for (const wrong of [{ state: 'returned' }, { state: 'withdrawn' }, { trouble: 'forged' }]) {
    assert.equal(valuesOf('disposal', factsOf([{ ...sheet, ...wrong }])).steps, undefined);
  }
});

test('nothing that the reporter wrote or is called, nor their number, stands on any paper', () => {
  for (const { id } of papers) {
    const text = JSON.stringify(valuesOf(id, full));
    for (const secret of [SECRET.slice(0, 12), '王㛃', '13900001111', '城东路', 'SLIP-7']) assert.ok(!text.includes(secret), `${id} says ${secret}`);
  }
});

test('where evidence came from stands on no list that leaves', () => {
  const found = { ...entry('evidence', 1), words: { evidence: [{ what: '照片', source: '举报人' }, { what: '账页', source: '财务科' }] } };
  const text = ['evidence', 'transfer'].map((id) => JSON.stringify(valuesOf(id, factsOf([found, entry('transfer', 2)]))));
  for (const one of text) {
    assert.ok(one.includes('照片'));
    assert.ok(!one.includes('举报人'));
  }
});

test('who repeats the reporter on a paper that leaves is told', () => {
  const model = (id, summary) => fill(papers.find((one) => one.id === id), valuesOf(id, factsOf([{ ...entry(id, 1), words: { to: '骨科', summary } }])), 'zh');
  const told = (id, summary) => tellsOfReporter(model(id, summary), full.view);
  assert.equal(told('transfer', '有人在三楼收下信封'), false);
  assert.equal(told('transfer', '来件称“三月二日，在三楼看见他 收下信封\n里面有三千元”'), true);
  assert.equal(told('transfer', '反映人王㛃'), true);
  assert.equal(told('transfer', '电话 139-0000-1111'), true);
  const inside = fill(papers.find((one) => one.id === 'disposal'), { allegations: SECRET }, 'zh');
  assert.equal(tellsOfReporter(inside, full.view), false);
});

test('of several letters, the chosen one, with the answer to it alone', () => {
  const task = (n, question) => ({ ...entry('task', n), words: { question } });
  const answered = (n, on, answer) => ({ ...entry('task_answered', n), facts: { on }, words: { answer } });
  const entries = [task(1, '问药剂科'), task(2, '问医保科'), answered(3, 'e1', '药剂科答')];
  const of = (chosen) => valuesOf('cooperation', factsOf(entries, { chosen }));
  assert.deepEqual([of('').questions, of('').answer], ['问医保科', undefined]);
  assert.deepEqual([of('e1').questions, of('e1').answer], ['问药剂科', '药剂科答']);
  for (const [id, kinds] of Object.entries(SOURCES)) {
    assert.ok(id in FILLED);
    for (const kind of kinds) assert.ok(kind in FORMS, kind);
  }
});

test('whoever is asked for help is named as their department', () => {
  const asked = { ...entry('task', 1), facts: { member: 'yaoji' }, words: { question: '剂量' } };
  assert.equal(valuesOf('cooperation', factsOf([asked])).to, '药剂科');
});

test('a draft that ends the matter says how it was handled; one on the way does not', () => {
  const draft = (n, state, text) => ({ ...entry('note', n), kind: 'answer_draft', words: { state, text } });
  const handling = (...entries) => valuesOf('answer', factsOf(entries)).handling;
  assert.equal(handling(draft(1, 'concluded', '查清了，已处理'), draft(2, 'supplement', '请补充')), '查清了，已处理');
  assert.equal(handling(draft(1, 'supplement', '请补充')), undefined);
});

test('amounts are added in fen, and one that is none leaves the sum open', () => {
  const outcome = (...amounts) => factsOf([{ ...entry('outcome', 1), words: { outcomes: amounts.map((amount) => ({ amount })) } }]).amount;
  assert.equal(outcome('0.1', '0.2'), '0.30');
  assert.equal(outcome('3,000', '¥4.50', ''), '3004.50');
  assert.equal(outcome('3000', '约五百'), undefined);
});

test('one concerned is described on papers about one person, another is not', () => {
  const assessed = { ...entry('assessment', 1), words: { accused: [{ name: '万䶮', unit: '骨科', post: '医师', political: 'party', employment: 'post' }] } };
  const talk = (person) => ({ ...entry('talk', 2), words: { person, talkers: [], post: '' } });
  const on = (person) => valuesOf('talk', factsOf([assessed, talk(person)]));
  assert.deepEqual([on('万䶮').person_department, on('万䶮').person_standing, on('万䶮').person_post], ['骨科', '话:political_party、名:post', '医师']);
  assert.equal(on('李四').person_department, undefined);
});

test('nobody is said to have named themselves, or not to have, where only the authority can know', () => {
  const naming = (channel, name) => valuesOf('lead', new CaseFacts({ ...full, row: { ...ROW, channel }, view: { ...full.view, taken: { ...full.view.taken, details: { name, phone: '', address: '' } } } })).naming;
  assert.deepEqual([naming('browser', ''), naming('phone', ''), naming('phone', '王'), naming('above', '')], ['anonymous', 'anonymous', 'named', undefined]);
});

test('what a paper lacks is said by its labels; signatures and stamps are not lacking', () => {
  const notice = papers.find(({ id }) => id === 'integrity-notice');
  assert.deepEqual(missing(notice, { to: '骨科', summary: '摘要', advice: '建议' }, 'zh'), { filled: 3, missing: ['风险点', '回复期限'] });
  assert.deepEqual(missing(notice, {}, 'en').missing.length, 5);
});

/** The papers of a case that stay inside, up to a decision, filled from its entries (field names: docs/papers.md). */
import { known, yuan } from './case-facts.js';

/**
 * @typedef {import('./case-facts.js').CaseFacts} Facts
 * @typedef {import('./case-facts.js').Words} Words
 */

/** When, where and who wrote it down. @param {Words} words */
export const sitting = (words) => ({
  started_at: words.started?.replace('T', ' '), ended_at: words.ended?.replace('T', ' '), place: words.place,
  recorder: words.recorder, recording_no: words.recording_no,
});

/** @param {Facts} facts */
function study(facts) {
  const { meeting_no: no, held_on: on, attendees = [] } = facts.words('study');
  return { meeting_no: no, studied_on: on, attendees: attendees.map((/** @type {Words} */ { name }) => name).join('、') };
}

/** By whose order, and by which meeting, it is handled. @param {Facts} facts */
function basis(facts) {
  const { by, document_no: no } = facts.words('supervision');
  const { meeting_no: meeting } = facts.words('study');
  return [by, no, facts.words('instruction').by, meeting].filter(Boolean).join('；');
}

/** What was handed on from above, as a task. @param {Facts} facts */
function task(facts) {
  const { document_no: no, due_on: due } = facts.words('supervision');
  const { number, due_on: on } = facts.view.taken.task;
  return { task_no: no || number, task_due_on: due || (/^\d{4}-\d\d-\d\d$/.test(on) ? on : undefined) };
}

/** Anonymous, or named and not yet checked; of what came from above nobody here can tell. @param {Facts} facts */
function naming({ row, view: { taken, transferred } }) {
  if (taken.details.name !== '') return 'named';
  return ['above', 'audit', 'transfer'].includes(row.channel) || transferred.state !== '' ? undefined : 'anonymous';
}

/** @param {Facts} facts */
const recusals = (facts) => facts.words('sheet').recusals || facts.recused.map((one) => one.display_name).join('、');

/** @param {Facts} facts */
const source = ({ row, say }) => say(`channel_${row.channel}`);

/** Assessed risks: what is urgent, and what may befall the reporter. @param {Facts} facts */
function risks(facts) {
  const { urgent = [], detriment } = facts.words('assessment');
  const told = urgent.map((/** @type {string} */ code) => facts.nameOf('urgency', code));
  return [...told, ...(detriment ? [`${facts.say('field_detriment')}：${facts.code('detriment', detriment)}`] : [])].join('；');
}

/** @param {Facts} facts */
const findings = (facts) => (facts.words('findings').findings ?? []).map((/** @type {Words} */ { person, allegation, finding, grounds, nature }) =>
  ({ person, allegation, finding: facts.nameOf('findings', finding), evidence: grounds, nature }));

/** @param {Words} row @param {string[]} names */
const only = (row, ...names) => known(Object.fromEntries(names.map((name) => [name, row[name]])));

/** Everything taken as evidence; where it came from does not stand on a list. @param {Facts} facts */
const taken = (facts) => facts.all('evidence').flatMap(({ words }) => words.evidence ?? []);

/** @type {Record<string, (facts: Facts) => Words>} */
export const INSIDE = {
  lead: (facts) => {
    const { summary, period, place, amount, repeat, category } = facts.words('assessment');
    return {
      number: facts.row.lead, letter_no: facts.row.number, received_on: facts.row.received_on, channel: source(facts), naming: naming(facts), ...task(facts),
      subjects: facts.subjects, [listOf(category)]: category && facts.nameOf('categories', category), summary, happened_at: period, place,
      amount: yuan(amount), repeated: repeat === undefined ? undefined : facts.say(repeat ? 'yes' : 'supervised_no'),
      evidence: taken(facts).map(({ what, copied, copies, pages }) =>
        known({ name: what, originals: copied === 'original' ? copies || '1' : '', duplicates: copied === 'duplicate' ? copies || '1' : '', pages })),
      instructions: [facts.words('instruction').by, facts.words('instruction').text].filter(Boolean).join('：'), registrar: facts.signed('lead'),
    };
  },
  recusal: (facts) => {
    const { display_name: member, reason } = facts.recused.find(({ name }) => name === facts.chosen) ?? facts.recused[facts.recused.length - 1] ?? {};
    const asker = /** @type {Words} */ ({ own: 'oneself', declared: 'oneself', leader: 'office', reporter: 'reporter' })[reason];
    return { lead_no: facts.row.lead, member, asker, decision: member && 'recused' };
  },
  disposal: (facts) => {
    const sheet = facts.words('sheet');
    const { summary, opinion } = facts.words('assessment');
    return {
      lead_no: facts.row.lead, subjects: facts.subjects, allegations: summary, opinion, checkable: sheet.checkability,
      risks: risks(facts), way: sheet.way, team: facts.team, steps: sheet.plan, due_on: sheet.until,
      secrecy_measures: sheet.secrecy, who_may_know: sheet.may_know, recusals: recusals(facts), ...study(facts), minutes: facts.words('study').minutes,
      reported_up: facts.last('report_up') ?? facts.last('passed_up') ? 'yes' : undefined,
      handler_opinion: facts.signed('sheet'), head_decision: facts.decided('sheet'),
    };
  },
  talk: (facts) => {
    const words = facts.words('talk');
    const [first, rest] = facts.talkers(words);
    const person = facts.person(words.person);
    return {
      lead_no: facts.row.lead, ...sitting(words), ...person, person_post: words.post || person.person_post, talker_1: first, talker_2: rest,
      content: words.record, talker_signature: facts.signed('talk'),
    };
  },
  plan: (facts) => {
    const sheet = facts.words('sheet');
    return {
      lead_no: facts.row.lead, due_on: sheet.until, source: source(facts), basis: basis(facts), subjects: facts.subjects,
      allegations: facts.words('assessment').summary, doubts: sheet.checkability, team: facts.team, measures: sheet.plan, safety: facts.words('talk').safety_plan,
      secrecy_measures: [sheet.secrecy, recusals(facts)].filter(Boolean).join('；'), handler_opinion: facts.signed('sheet'), head_decision: facts.decided('sheet'),
    };
  },
  verification: (facts) => {
    const report = facts.words('report');
    return {
      lead_no: facts.row.lead, source: source(facts), basis: basis(facts), subjects: facts.subjects, team: facts.team,
      started_on: facts.decided('sheet')?.on, ended_on: facts.day('report'), measures: report.process, findings: findings(facts).map((/** @type {Words} */ row) => known(row)),
      facts: report.facts_found, nature: report.nature, doubts: facts.words('findings').doubts, amount: facts.found,
      proposal: report.proposal_words, team_signature: facts.signed('report'),
    };
  },
  held: (facts) => {
    const { text, next } = facts.words('review');
    const held = [facts.words('sheet').way, facts.words('opinion').proposal].indexOf('hold');
    return {
      lead_no: facts.row.lead, held_on: held < 0 ? undefined : facts.decided(['sheet', 'opinion'][held])?.on, subjects: facts.subjects,
      allegations: facts.words('assessment').summary, reason: held < 0 ? undefined : [facts.words('sheet').checkability, facts.words('opinion').text][held],
      reviewed_on: facts.day('review'), changes: text, proposal: next === 'hold' ? 'hold' : undefined,
      next_on: facts.row.review_on ?? undefined, reviewer_signature: facts.signed('review'),
    };
  },
  result: (facts) => {
    const { proposal: way, text } = facts.words('opinion');
    return {
      lead_no: facts.row.lead, subjects: facts.subjects, findings: findings(facts).map((/** @type {Words} */ row) => only(row, 'person', 'allegation', 'finding', 'nature')),
      amount: facts.amount, way, proposal: text || facts.words('report').proposal_words, ...study(facts),
      persons: (facts.words('outcome').outcomes ?? []).map((/** @type {Words} */ { person, form, sanction, measure, grounds }) => known({
        name: person, form: form && facts.nameOf('forms', form), sanction: sanction && facts.nameOf('sanctions', sanction),
        measure: measure && facts.nameOf('measures', measure), grounds,
      })),
      handler_opinion: facts.signed('opinion'), head_decision: facts.decided(facts.last('outcome') ? 'outcome' : 'opinion'),
    };
  },
  filing: (facts) => {
    const { person, document_no: no, grounds } = facts.words('filing');
    return {
      lead_no: facts.row.lead, filing_no: no, ...facts.person(person), managed_by: facts.subjects.find(({ name }) => name === person)?.managed_by,
      source: source(facts), facts: facts.words('report').facts_found, evidence: taken(facts).map(({ what }, n) => `${n + 1}. ${what}`).join('\n'),
      basis: grounds, amount: facts.amount, recusals: recusals(facts), ...study(facts), handler_opinion: facts.signed('filing'), head_decision: facts.decided('filing'),
    };
  },
  trial: (facts) => {
    const { person, document_no: no } = facts.words('filing');
    const { category } = facts.words('assessment');
    return {
      filing_no: no, filed_on: facts.decided('filing')?.on, ...facts.person(person), matter: category && facts.nameOf('categories', category),
      investigation: facts.words('trial').report_words, facts: findings(facts).filter((/** @type {Words} */ one) => one.person === person)
        .map((/** @type {Words} */ { allegation, evidence, nature }) => known({ fact: allegation, evidence, nature })),
      checked_on: facts.words('facts_checked').met_on, defence: [facts.words('defence').record, facts.words('defence').answer_to_it].filter(Boolean).join('\n'),
      basis: facts.words('sanction').grounds, proposal: facts.words('trial').opinion, amount: facts.amount, trier_signature: facts.signed('trial'),
    };
  },
};

/** Which of the three lists a category is of (casework/lists/shipped.json). @param {string} [category] */
const listOf = (category = '') => (category.startsWith('B') ? 'nine_rules' : category.startsWith('D') ? 'six_areas' : 'ten_bans');

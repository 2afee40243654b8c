/**
 * The papers of a case that leave the office, filled from its entries (field names: docs/papers.md).
 * Nothing that the reporter wrote, and nothing of who they are, is read here at all.
 */
import { known, numbered, yuan } from './case-facts.js';

/**
 * @typedef {import('./case-facts.js').CaseFacts} Facts
 * @typedef {import('./case-facts.js').Words} Words
 */

/** @param {Facts} facts @param {string} kind */
const letter = (facts, kind) => {
  const { to, document_no: number, due_on: by } = facts.words(kind);
  return { to, number, reply_by: by };
};

/** Whom to ask: our telephone. @param {Facts} facts */
const phone = (facts) => ({ contact_phone: facts.phone });

/** Findings in lines, for whoever is told of them. @param {Facts} facts @param {(row: Words) => boolean} [wanted] */
const conclusion = (facts, wanted = () => true) => (facts.words('findings').findings ?? []).filter(wanted)
  .map((/** @type {Words} */ { allegation, finding }) => `${allegation}：${facts.nameOf('findings', finding)}`).join('\n');

/** What the reporter was told last of whether it is ours. @param {Facts} facts */
function outcome(facts) {
  const told = [...facts.all('told'), ...facts.all('answered')].map((one) => String(one.facts.state));
  const said = told.filter((state) => ['accepted', 'not_ours', 'transferred'].includes(state)).pop();
  return said ?? (facts.last('not_ours') ? 'not_ours' : facts.last('lead') ? 'accepted' : undefined);
}

/** A colleague's last draft of the answer that ends it. @param {Facts} facts */
const lastWords = (facts) => facts.all('answer_draft').filter(({ words }) => ['concluded', 'transferred', 'not_ours'].includes(words.state)).pop()?.words.text;

/** How something was handed over, from the words for it. @param {string} [how] */
function method(how = '') {
  if (how === '') return undefined;
  const found = Object.entries({ system: /系统|system/i, confidential_post: /机要|confidential/i, person: /专人|当面|messenger|person/i }).find(([, words]) => words.test(how));
  return found === undefined ? 'other' : found[0];
}

/** Rows of one source are one holder's list; of several, nobody's. @param {Words[]} rows */
const holder = (rows) => (new Set(rows.map((row) => row.source)).size === 1 ? rows[0].source : undefined);

/** @type {Record<string, (facts: Facts) => Words>} */
export const OUTGOING = {
  acceptance: (facts) => ({
    received_on: facts.row.received_on, outcome: outcome(facts), reason: facts.words('not_ours').told_reason, how_to_look: facts.say('paper_look'), contact: facts.phone,
  }),
  referral: (facts) => {
    const { door, reason } = facts.words('not_ours');
    const { to, sent_on: sent, complaint_summary: summary } = facts.words('complaint_handed');
    return { to: to || (door && facts.nameOf('doors', door)), received_on: facts.row.received_on, summary, reason, ...phone(facts), issued: sent && { on: sent } };
  },
  inquiry: (facts) => {
    const { person, document_no: number, sent_on: sent, questions } = facts.words('inquiry');
    const { answer, party_opinion: words } = facts.about('inquiry_answered', 'inquiry');
    const due = facts.deadlines.find(({ entry }) => entry !== null && entry === facts.last('inquiry')?.id);
    return {
      to: person, number, matters: questions, ...phone(facts), reply_by: due?.due_on, issued: sent && { on: sent }, answer,
      party_head_opinion: words && { words },
    };
  },
  evidence: (facts) => {
    const rows = facts.words('evidence').evidence ?? [];
    return {
      holder: holder(rows), taken_at: facts.day('evidence'), taker_signature: facts.signed('evidence'),
      items: numbered(rows, ({ what, features, copied, copies, pages }) => ({ name: what, features, form: facts.code('copied', copied), quantity: copies, pages })),
    };
  },
  closing: (facts) => {
    const { person, questions } = facts.words('inquiry');
    const to = person ?? facts.words('talk').person;
    return { to, matters: questions, concluded_on: facts.row.concluded_on ?? undefined, conclusion: conclusion(facts, (row) => row.person === to) };
  },
  cooperation: (facts) => {
    const { member, document_no: number, question, due_on: by } = facts.words('task');
    return { to: member && facts.helper(member), number, questions: question, reply_by: by, ...phone(facts), answer: facts.about('task_answered', 'task').answer };
  },
  transfer: (facts) => {
    const { grounds, list = [], contact, summary, to, document_no: number } = facts.words('transfer');
    const { received_on: received } = facts.about('transfer_received', 'transfer');
    const { how, sent_on: sent } = facts.about('transfer_sent', 'transfer');
    return {
      ...letter(facts, 'transfer'), subjects: to && facts.subjects, facts: summary, basis: grounds, amount: to && facts.amount, method: method(how), contact, ...phone(facts),
      issued: sent && { on: sent },
      attachments: list.map((/** @type {Words} */ { what, copies, pages }) => known({ name: what, copies, pages })),
      evidence: to && facts.all('evidence').flatMap(({ words }) => words.evidence ?? [])
        .map((/** @type {Words} */ { what, copied, copies, pages }) => known({ name: what, form: facts.code('copied', copied), copies, pages })),
      slip_no: number, received_on: received, receiving_unit: to,
    };
  },
  decision: (facts) => {
    const { person, sanction, document_no: number, grounds, effective_on: from, lasts } = facts.words('sanction');
    return {
      ...facts.person(person), sanction: sanction && facts.nameOf('sanctions', sanction), number, basis: grounds, facts: facts.words('report').facts_found,
      amount: facts.amount, effect: lasts, effective_on: from, defence: facts.words('defence').answer_to_it,
    };
  },
  service: (facts) => {
    const { person, document_no: no } = facts.words('sanction');
    const { served_on: at, place, how, received_by: by } = facts.words('service');
    const { executed_on: on, text } = facts.words('execution');
    return {
      document: no && facts.say('paper_decision'), document_no: no, person_name: person, place, method: how, served_at: at,
      proxy: by === person ? undefined : by, server_signature: facts.signed('service'),
      execution: [on, text].filter(Boolean).join(' '), appeal: facts.words('appeal').text,
    };
  },
  'company-report': (facts) => {
    const { company, credit_code: code, product, people, behaviour, amount, grounds, taken, to, sent_on: on } = { ...facts.words('company'), ...facts.words('company_report') };
    return { to, company, credit_code: code, products: product, people, conduct: behaviour, amount: yuan(amount), basis: grounds, measures: taken, sent_on: on, ...phone(facts) };
  },
  clearing: (facts) => {
    const cleared = (/** @type {Words} */ { finding }) => ['disproved', 'false'].includes(finding);
    const names = new Set((facts.words('findings').findings ?? []).filter(cleared).map((/** @type {Words} */ one) => one.person));
    const [person] = names.size === 1 ? names : [undefined];
    return {
      ...(person && facts.person(person)), to: person && facts.person(person).person_department,
      allegations: (facts.words('findings').findings ?? []).filter(cleared).map((/** @type {Words} */ one) => one.allegation).join('\n'), conclusion: conclusion(facts, cleared),
    };
  },
  answer: (facts) => {
    const accepted = facts.all('told').find((one) => one.facts.state === 'accepted');
    return {
      accepted_on: accepted === undefined ? facts.day('lead') : accepted.writtenAt.slice(0, 10), concluded_on: facts.row.concluded_on ?? undefined,
      allegations: facts.words('assessment').summary, handling: lastWords(facts), objection_how: facts.say('paper_object'),
      conclusions: (facts.words('findings').findings ?? []).map((/** @type {Words} */ { allegation, finding }) => ({ allegation, conclusion: facts.nameOf('findings', finding) })),
    };
  },
  'integrity-notice': (facts) => {
    const { summary, risks, advice } = facts.words('integrity_notice');
    return { ...letter(facts, 'integrity_notice'), summary, risks, advice };
  },
  recommendation: (facts) => {
    const { summary, facts_found: found, grounds, advice } = facts.words('recommendation');
    return { ...letter(facts, 'recommendation'), circumstances: summary, facts: found, basis: grounds, advice, ...phone(facts) };
  },
  bulletin: (facts) => {
    const { where, text, published_on: on, document_no: number } = facts.words('publication');
    return { to: where, number, facts: text, issued: on && { on } };
  },
  'no-gifts': (facts) => phone(facts),
  handover: (facts) => {
    const { received_by: to, keep } = facts.words('archive');
    const { second = [] } = facts.words('contents');
    const file = { file_no: facts.row.lead, title: facts.row.lead, volumes: facts.last('contents') && (second.length > 0 ? '2' : '1'), retention: facts.code('keep', keep) };
    return { to, from: facts.office, files: facts.row.lead && numbered([file], (one) => one), handed_over_by: facts.signed('archive') };
  },
};

/** The papers of a case that stay inside, of measures and what follows on them (field names: docs/papers.md). */
import { known, numbered } from './case-facts.js';
import { sitting } from './case-papers-inside.js';

/**
 * @typedef {import('./case-facts.js').CaseFacts} Facts
 * @typedef {import('./case-facts.js').Words} Words
 */

/** @type {Record<string, (facts: Facts) => Words>} */
export const AFTER = {
  'company-talk': (facts) => {
    const words = facts.chosen !== '' && facts.last('talk')?.id === facts.chosen ? facts.words('talk') : {};
    const [first, rest] = facts.talkers(words);
    const { company, credit_code: code } = facts.words('company');
    return { lead_no: facts.row.lead, company, credit_code: code, ...sitting(words), talker_1: first, talker_2: rest, content: words.record };
  },
  reminder: (facts) => {
    const { person, measure, taken_on: on, text } = facts.words('measure');
    const form = /** @type {Words} */ ({ admonish: 'admonition', remind: 'reminder' })[measure];
    return { lead_no: facts.row.lead, form, started_at: on, ...facts.person(person), content: text };
  },
  feedback: (facts) => {
    const words = facts.words('told_in_person');
    const [first, rest] = facts.talkers({ talkers: words.tellers, others: words.others });
    const { reason, text } = facts.words('no_answer');
    return {
      lead_no: facts.row.lead, told_at: words.on, method: words.how, teller_1: first, teller_2: rest, told: words.text,
      reporter_opinion: facts.view.letters.map(({ rating }) => rating).filter((rating) => rating !== '').pop(),
      objections: words.objection || facts.words('objection').text, explanation: facts.words('objection_explained').text,
      recheck: facts.words('recheck').text, no_feedback: [facts.code('reason', reason), text].filter(Boolean).join('；'), teller_signature: facts.signed('told_in_person'),
    };
  },
  rectification: (facts) => ({
    source: facts.row.lead,
    items: facts.all('rectification').map(({ id, words, facts: told }) => {
      const done = facts.all('rectified').find((one) => one.facts.on === id)?.words;
      const assessment = [words.test, done?.tested].filter(Boolean).join('；');
      return known({
        problem: words.problem, goal: words.goal, measures: words.steps, responsible: words.responsible, due_on: told.due_on, assessment,
        feedback: done?.told_back, state: done && facts.say('kind_rectified'),
      });
    }),
  }),
  education: (facts) => {
    const { held_on: on, place, form_of_it: form, speaker, topic, audience, attendees, text } = facts.words('education');
    return {
      case_no: facts.row.lead, held_on: on, place, form, speaker, topic, audience, attended: attendees === undefined ? undefined : String(attendees),
      content: text, recorder_signature: facts.signed('education'),
    };
  },
  contents: (facts) => {
    const { main, second } = facts.words('contents');
    const listed = (/** @type {Words[] | undefined} */ rows) => numbered(rows, ({ what, pages }) => ({ name: what, pages }));
    return {
      file_title: facts.row.lead, case_no: facts.row.lead, retention: facts.code('keep', facts.words('archive').keep),
      main_volume: listed(main), second_volume: listed(second), filer_signature: facts.signed('contents'),
    };
  },
};

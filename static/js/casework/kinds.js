/**
 * What a person fills in for each kind of entry: fields in order, and which facts of them the server
 * is told (casework/entries/stages.py says the same; the rest is sealed). Adding a step adds a row here,
 * a row there, and its words in casework/entries/texts.py.
 */

/**
 * @typedef {{ id: string, type: 'line' | 'yuan' | 'text' | 'day' | 'moment' | 'count' | 'flag' | 'one' | 'some' | 'people' | 'person' | 'helper' | 'entry' | 'case' | 'rows' | 'letter',
 *   options?: string[], list?: string, of?: string[], fields?: Field[], optional?: boolean, fact?: boolean, when?: string }} Field
 *   options: codes; list: or those of a list of the office; of: kinds of the entry that is chosen;
 *   fact: the server is told the value; when: asked only then (case-begin.js); a letter is named by the
 *   page, nobody types it
 * @typedef {{ fields: Field[], facts?: (words: Record<string, any>) => Record<string, any>, files?: boolean, apart?: boolean }} Form
 *   facts: those that follow from the fields, beside the fields that are facts themselves; apart: begun
 *   where it is about something, not from the list of kinds
 */

/** @param {string} id @param {Partial<Field>} [more] @returns {Field} */
const line = (id, more) => ({ id, type: 'line', ...more });
/** @param {string} id @param {Partial<Field>} [more] @returns {Field} */
const words = (id, more) => ({ id, type: 'text', ...more });
/** @param {string} id @param {Partial<Field>} [more] @returns {Field} */
const day = (id, more) => ({ id, type: 'day', fact: true, ...more });
/** @param {string} id @param {string[]} options @param {Partial<Field>} [more] @returns {Field} */
const one = (id, options, more) => ({ id, type: 'one', options, fact: true, ...more });
/** @param {string} id @param {string} list @param {Partial<Field>} [more] @returns {Field} */
const from = (id, list, more) => ({ id, type: 'one', list, ...more });
/** @param {string} id @param {Field[]} fields @param {Partial<Field>} [more] @returns {Field} */
const rows = (id, fields, more) => ({ id, type: 'rows', fields, ...more });
/** @param {string} id @param {string} type @param {Partial<Field>} [more] @returns {Field} */
const fact = (id, type, more) => ({ id, type: /** @type {any} */ (type), fact: true, ...more });
/** @param {string} id @returns {Field} */
const yuan = (id) => ({ id, type: 'yuan', optional: true });
/** @param {...string} of @returns {Field} */
const on = (...of) => ({ id: 'on', type: 'entry', of, fact: true });
const optional = { optional: true };
/** @type {Field} */
const letter = { id: 'letter', type: 'letter', optional: true };

/** The name of a field's label: `on` is an entry in one form, a day in another. @param {Field} field */
export const labelKey = ({ id, type }) => `field_${id === 'on' && type === 'day' ? 'on_day' : id}`;

/** @type {Record<string, Form>} */
export const FORMS = {
  note: { fields: [words('text')], files: true },
  instruction: { fields: [line('by'), day('on'), words('text')], files: true },
  supervision: { fields: [line('by'), line('document_no', optional), day('due_on'), words('text')], files: true },
  supervision_answered: { fields: [on('supervision'), words('text')], files: true },
  report_up: { fields: [line('to'), day('sent_on'), words('text')], files: true },
  evidence: {
    fields: [rows('evidence', [
      line('what'), line('features', optional), line('source'), one('copied', ['original', 'duplicate'], { fact: false, optional: true }), line('copies', optional), line('pages', optional),
    ]), words('text', optional)],
    facts: ({ evidence }) => ({ items: evidence.length }),
    files: true,
  },
  company: { fields: [line('company'), line('credit_code', optional), line('product', optional), line('people', optional), words('text')] },
  handler: { fields: [fact('to_unit', 'one', { list: 'units', ...optional }), fact('member', 'person', optional), words('text', optional)] },
  extension: { fields: [one('deadline', ['verification', 'talk', 'disposal', 'rectification', 'inquiry', 'supervision', 'education', 'review']), day('until'), words('reason')] },
  preservation: {
    fields: [rows('tasks', [line('what'), line('who'), { id: 'until_day', type: 'day' }], optional), words('text', optional)],
    facts: ({ tasks }) => ({ tasks: tasks.length }),
  },
  assessment: {
    fields: [
      fact('category', 'one', { list: 'categories' }),
      one('level', ['own', 'above']),
      fact('repeat', 'flag'),
      fact('urgent', 'some', { list: 'urgency' }),
      rows('accused', [line('name'), line('unit', optional), line('post', optional), one('political', ['party', 'none', 'unknown'], { fact: false, optional: true }), from('employment', 'employment', optional), one('supervised', ['yes', 'no', 'unknown'], { fact: false, optional: true }), line('managed_by', optional)]),
      yuan('amount'),
      line('place', optional),
      line('period', optional),
      one('detriment', ['none', 'low', 'high'], { fact: false }),
      words('summary'),
      words('opinion'),
    ],
  },
  lead: { fields: [words('text', optional)] },
  not_ours: { fields: [fact('door', 'one', { list: 'doors' }), words('reason'), words('told_reason', optional)] },
  split: { fields: [words('what_else'), words('reason', optional)] },
  merge: { fields: [fact('into', 'case'), words('reason')] },
  pass_up: { fields: [words('reason')] },
  study: {
    fields: [
      line('meeting_no', optional), day('held_on'),
      rows('attendees', [line('name'), line('post', optional)]), line('absent', optional), words('minutes'),
    ],
    facts: ({ attendees }) => ({ attendees: attendees.length }),
    files: true,
  },
  sheet: {
    fields: [
      one('way', ['talk', 'verify', 'hold', 'close', 'transfer']),
      words('checkability'),
      words('plan'),
      fact('team', 'people'),
      rows('others', [line('name'), line('unit', optional)], optional),
      day('until'),
      words('recusals', optional),
      words('may_know', optional),
      words('secrecy', optional),
      fact('paper', 'flag'),
    ],
    facts: ({ others }) => ({ outside: others.length }),
    files: true,
  },
  team: {
    fields: [one('way', ['talk', 'verify']), fact('team', 'people'), rows('others', [line('name'), line('unit', optional)], optional), words('reason')],
    facts: ({ others }) => ({ outside: others.length }),
  },
  review: { fields: [one('next', ['hold', 'resume']), words('text')] },
  talk: {
    fields: [
      line('person'), line('post', optional), line('place'),
      { id: 'started', type: 'moment' }, { id: 'ended', type: 'moment' },
      fact('talkers', 'people'), rows('others', [line('name'), line('unit', optional)], optional),
      line('recorder', optional), line('recording_no', optional), { id: 'rights_told', type: 'flag' }, words('safety_plan', optional), words('record'),
    ],
    facts: ({ others }) => ({ outside: others.length }),
    files: true,
  },
  inquiry: { fields: [line('person'), line('document_no', optional), day('sent_on'), words('questions')], files: true },
  inquiry_answered: { fields: [on('inquiry'), day('answered_on'), words('answer'), words('party_opinion', optional)], files: true },
  findings: {
    fields: [
      rows('findings', [line('person'), line('allegation'), from('finding', 'findings'), line('nature', optional), yuan('amount'), words('grounds')]),
      words('doubts', optional),
    ],
    facts: ({ findings }) => ({ allegations: findings.length }),
  },
  report: { fields: [words('process'), words('facts_found'), words('nature'), words('proposal_words')], files: true },
  back_to_work: { fields: [words('reason')] },
  opinion: { fields: [one('proposal', ['handle', 'close', 'hold', 'transfer']), words('text')] },
  filing: { fields: [line('person'), line('document_no', optional), words('grounds')], files: true },
  facts_checked: { fields: [line('person'), { id: 'met_on', type: 'day' }, words('record')], files: true },
  defence: { fields: [line('person'), words('record'), words('answer_to_it')], files: true },
  trial: { fields: [words('report_words'), words('opinion')], files: true },
  filing_closed: { fields: [line('person'), words('grounds')], files: true },
  sanction: { fields: [line('person'), from('sanction', 'sanctions'), line('document_no', optional), { id: 'effective_on', type: 'day', ...optional }, line('lasts', optional), words('grounds')], files: true },
  service: { fields: [day('served_on'), line('place', optional), line('how', optional), line('received_by'), line('witness', optional)], files: true },
  execution: { fields: [day('executed_on'), words('text')], files: true },
  appeal: { fields: [line('person'), day('received_on'), words('text')], files: true },
  appeal_decided: { fields: [on('appeal'), words('text')], files: true },
  outcome: {
    fields: [
      rows('outcomes', [
        line('person'), from('employment', 'employment', optional), from('form', 'forms', optional), from('sanction', 'sanctions', optional),
        from('measure', 'measures', optional), yuan('amount'), words('grounds'),
      ]),
      { id: 'owes', type: 'some', options: ['transfer', 'rectification', 'education', 'company_report', 'report_up'], fact: true },
      words('text', optional),
    ],
    facts: ({ outcomes }) => ({ persons: outcomes.length }),
    files: true,
  },
  measure: { fields: [line('person'), from('measure', 'measures'), { id: 'taken_on', type: 'day' }, words('text', optional)], files: true },
  conclusion: { fields: [words('text', optional)] },
  transfer: {
    fields: [
      fact('destination', 'one', { list: 'destinations' }), line('to'), line('document_no', optional), line('grounds'),
      words('summary'), rows('list', [line('what'), line('copies', optional), line('pages', optional)], optional), line('contact', optional), day('due_on'),
    ],
    files: true,
  },
  transfer_sent: { fields: [on('transfer'), day('sent_on'), line('how')], files: true },
  transfer_received: { fields: [on('transfer'), day('received_on'), line('received_by')], files: true },
  transfer_reminder: { fields: [on('transfer'), words('text')] },
  transfer_result: { fields: [on('transfer'), day('answered_on'), words('text')], files: true },
  task: { fields: [fact('member', 'helper'), line('document_no', optional), day('due_on'), words('question')] },
  task_answered: { fields: [on('task'), words('answer')], files: true },
  task_withdrawn: { fields: [on('task'), words('reason')] },
  told_outside: { fields: [day('on'), one('how', ['in_person', 'telephone', 'post', 'no_contact']), words('text')], files: true },
  told_in_person: {
    fields: [
      day('on'), line('how'), fact('tellers', 'people'), rows('others', [line('name')], optional),
      words('text'), words('objection', optional),
    ],
    facts: ({ others }) => ({ outside: others.length }),
    files: true,
  },
  no_answer: { fields: [one('reason', ['no_contact', 'mailbox_deleted', 'with_other_case']), words('text', optional)] },
  draft_returned: { fields: [on('answer_draft'), words('text')], apart: true },
  complaint_handed: { fields: [line('to'), day('sent_on'), words('complaint_summary')], apart: true },
  objection: { fields: [letter, words('text')], files: true },
  objection_explained: { fields: [on('objection'), words('text')] },
  recheck: { fields: [letter, one('result', ['stands', 'reopen']), words('text')], files: true },
  rectification: {
    fields: [words('problem', optional), words('goal'), words('steps'), line('responsible'), day('due_on'), words('test', optional)],
  },
  rectified: { fields: [on('rectification'), words('tested'), words('told_back')], files: true },
  integrity_notice: { fields: [line('to'), line('document_no', optional), words('summary'), words('risks'), words('advice'), day('due_on')] },
  recommendation: { fields: [line('to'), line('document_no', optional), words('summary'), words('facts_found', optional), words('grounds'), words('advice'), day('due_on')] },
  notice_answered: { fields: [on('integrity_notice', 'recommendation'), day('answered_on'), words('text')], files: true },
  education: {
    fields: [day('held_on'), line('form_of_it'), line('place', optional), line('speaker', optional), line('topic', optional), line('audience'), fact('attendees', 'count'), words('text', optional)],
    files: true,
  },
  publication: { fields: [day('published_on'), line('where'), line('document_no', optional), words('text')] },
  company_report: {
    fields: [line('company'), line('credit_code', optional), line('product', optional), line('people', optional), words('behaviour'), yuan('amount'), words('grounds', optional), words('taken', optional), line('to'), day('sent_on')],
    files: true,
  },
  excused: { fields: [one('what', ['rectification', 'education', 'company_report', 'report_up', 'transfer_result']), words('reason')] },
  retaliation_check: { fields: [one('days', ['30', '90', '180'], { fact: false }), words('letter_words', { when: 'signs', optional: true }), words('text')], facts: ({ days }) => ({ days: Number(days) }) },
  contents: {
    fields: [rows('main', [line('what'), line('pages', optional)]), rows('second', [line('what'), line('pages', optional)], optional)],
    facts: ({ main, second }) => ({ main: main.length, second: second.length }),
  },
  archive: { fields: [words('objection_left', { when: 'objections' }), one('keep', ['permanent', 'years_30', 'years_10']), line('received_by'), words('text', optional)] },
  deletion: { fields: [{ ...one('reason', ['over', 'test', 'unlawful']), id: 'reason' }, words('text')] },
  reopening: { fields: [one('to', ['assessment', 'disposal', 'verification']), words('reason')] },
};

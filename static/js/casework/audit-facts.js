/** What stands beside an act (细目), in words; what has none is shown as it was written down. */
import { text } from '../components/texts.js';

/** @typedef {import('../worker/audit.js').Entry} Entry */
/** @typedef {(name: string) => string} NameOf */

const CHOICES = /** @type {Record<string, string[]>} */ ({
  factor: ['none', 'passkey', 'totp', 'code'],
  where: ['sign-in', 'second-factor', 'session'],
  reason: ['declared', 'reporter', 'leader', 'own', 'over', 'test', 'unlawful'],
  keep: ['permanent', 'years_30', 'years_10'],
  role: ['registrar', 'investigator', 'leader', 'secretary', 'helper', 'auditor', 'administrator'],
  form: ['csv', 'print', 'docx', 'xlsx'],
  paper: [
    'acceptance', 'lead', 'referral', 'recusal', 'disposal', 'inquiry', 'talk', 'plan', 'evidence', 'verification', 'held', 'result',
    'closing', 'cooperation', 'transfer', 'filing', 'trial', 'decision', 'service', 'company-talk', 'company-report', 'reminder',
    'clearing', 'answer', 'feedback', 'integrity-notice', 'recommendation', 'rectification', 'education', 'bulletin', 'no-gifts',
    'contents', 'handover',
  ],
  channel: ['phone', 'letter', 'box', 'visit', 'above', 'audit', 'observer', 'alert', 'self'],
  reset: ['true'],
});
const NUMBERS = [
  'failures', 'sessions', 'grants', 'recusals', 'letters', 'seq', 'attachments', 'version', 'epoch', 'leaders', 'roster',
  'epochs', 'cases', 'files', 'lost', 'report', 'case', 'edition', 'off', 'worked', 'due', 'numbers', 'registered', 'archived',
];
const PEOPLE = ['whom', 'from', 'to', 'asked', 'decided'];
const FIELDS = [
  'name', 'phone', 'address', 'letter_box', 'hours', 'superior', 'networks', 'departments', 'second_factor', 'hand_in_days',
  'hand_in_place', 'duty', 'complaints', 'off',
];
/** Nothing happened: no failures before, nobody recused, not a reset. */
const NOTHING = [0, false];

/**
 * The facts of an act in words.
 * @param {unknown} facts as the server gives them: of an entry that somebody changed, perhaps not an object
 * @param {NameOf} nameOf how a member is shown
 */
export function factsOf(facts, nameOf) {
  if (typeof facts !== 'object' || facts === null) return String(facts ?? '');
  return Object.entries(facts).filter(([, value]) => !NOTHING.includes(value)).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => wordsOf(name, String(value), nameOf)).join(text('between'));
}

/**
 * @param {string} name
 * @param {string} value
 * @param {NameOf} nameOf
 */
function wordsOf(name, value, nameOf) {
  if (Object.prototype.hasOwnProperty.call(CHOICES, name) && CHOICES[name].includes(value)) return text(`${name}_${value}`);
  if (NUMBERS.includes(name)) return text(`fact_${name}`, { n: value });
  if (PEOPLE.includes(name)) return text(`fact_${name}`, { name: nameOf(value) });
  if (name === 'fields') return text('fact_fields', { names: value.split(' ').map(fieldOf).join(text('and')) });
  return `${name} ${value}`;
}

/** @param {string} field `phone`, or a text in a language: `name.en` */
function fieldOf(field) {
  const [name, language] = field.split('.');
  if (!FIELDS.includes(name)) return field;
  const words = text(`field_${name}`);
  return language === 'en' ? text('in_en', { name: words }) : words;
}

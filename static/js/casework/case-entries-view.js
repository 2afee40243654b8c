/** The entries of a case as people read them: who wrote what, what waits, what does not verify. */
import { attached } from '../viewing/attached.js';
import { byId, make } from '../components/dom.js';
import { day, language, text } from '../components/texts.js';
import { stateText } from './case-answer.js';
import { letterName } from './entry-fields.js';
import { FORMS, labelKey } from './kinds.js';
import { metadataOf } from './report-view.js';
import { partsOf } from './server.js';

/**
 * @typedef {import('../worker/case-entries.js').Entry} Entry
 * @typedef {(entry: Entry) => Node[]} Beside what stands below an entry: to decide, to sign
 * @typedef {(list: string, code: string) => string} NameOf the name of a code in a list of the office
 */

const SHOWN = 60;

/**
 * @param {string} at `cases/<id>`
 * @param {{ entries: Entry[], missing: boolean }} view
 * @param {Beside} beside
 * @param {NameOf} nameOf
 */
export function showEntries(at, { entries, missing }, beside, nameOf) {
  byId('entries-missing').hidden = !missing;
  byId('no-entries').hidden = entries.length > 0;
  byId('entries').replaceChildren(...[...entries].reverse().map((entry) => item(entry, at, entries, beside, nameOf)));
}

/**
 * @param {Entry} entry
 * @param {string} at
 * @param {Entry[]} entries
 * @param {Beside} beside
 * @param {NameOf} nameOf
 */
function item(entry, at, entries, beside, nameOf) {
  const title = make('b', text(`kind_${entry.kind}`));
  const about = entries.find(({ id }) => id === entry.facts.on);
  if (about !== undefined) title.append(` · ${text('about_entry', { kind: text(`kind_${about.kind}`), n: about.seq })}`);
  const head = make('p', `${entry.seq} `, title, ' ', ...tags(entry), make('small', signed(entry, entries)));
  const found = make('li', head);
  found.id = `entry-${entry.id}`;
  if (entry.trouble !== '') found.append(notice(text(`trouble_${entry.trouble}`)));
  else if (entry.unproved) found.append(notice(text('trouble_unproved')));
  const lines = linesOf(entry, nameOf);
  if (lines.length > 0) {
    const details = /** @type {HTMLDetailsElement} */ (make('details', make('summary', summaryOf(lines)), factsList(lines)));
    // Who decides has what they decide on before their eyes.
    details.open = entry.state === 'pending';
    found.append(details);
  }
  found.append(...attached(entry.attachments, partsOf(at), metadataOf));
  if (typeof entry.facts.into === 'string') found.append(linkTo(entry.facts.into));
  found.append(...beside(entry));
  return found;
}

/** @param {string} id of another case */
function linkTo(id) {
  const link = /** @type {HTMLAnchorElement} */ (make('a', text('other_case')));
  link.href = `/casework/cases/${id}`;
  return make('p', link);
}

/** @param {Entry} entry */
function tags({ state, kind }) {
  const name = kind === 'report' && state === 'approved' ? 'state_all_signed' : `state_${state}`;
  return state === '' ? [] : [Object.assign(make('i', text(name)), { className: `tag ${state}` }), ' '];
}

/**
 * @param {Entry} entry
 * @param {Entry[]} entries
 */
function signed({ shownName, writtenAt, signers, trouble }, entries) {
  const called = (/** @type {string} */ name) => entries.find(({ author }) => author === name)?.shownName ?? name;
  const on = new Date(writtenAt).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' });
  const also = signers.length > 1 ? text('signed_also', { names: signers.slice(1).map(called).join(text('and')) }) : '';
  return trouble === '' ? text('signed_by', { name: shownName, on }) + also : shownName;
}

/** @param {string} words */
const notice = (words) => Object.assign(make('p', words), { className: 'notice late' });

/** What an entry says, for the line that opens it. @param {[string, string][]} lines */
function summaryOf(lines) {
  const line = lines.map(([, value]) => value).join(' · ').replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}……` : line;
}

/**
 * @param {Entry} entry
 * @param {NameOf} nameOf
 * @returns {[string, string][]}
 */
export function linesOf({ kind, words, facts: told }, nameOf) {
  const fields = FORMS[kind]?.fields ?? [];
  const lines = fields.flatMap((field) => {
    const value = words[field.id] ?? told[field.id];
    const shown = valueOf(field, value, nameOf);
    return shown === '' || field.type === 'entry' ? [] : [/** @type {[string, string]} */ ([text(labelKey(field)), shown])];
  });
  if (kind === 'answer_draft') {
    const said = { text: words.text, state: words.state ? { id: words.state, month: words.month, to: words.to } : null };
    lines.push([text('field_state'), stateText(said)], [text('field_text'), String(words.text)]);
  }
  if (kind === 'result_sent') lines.push([text('field_text'), String(words.text)]);
  if (kind === 'decision' || kind === 'told' || kind === 'answered') {
    const code = kind === 'decision' ? `verdict_${told.verdict}` : `told_${told.state}`;
    lines.unshift([text(kind === 'decision' ? 'field_verdict' : 'field_state'), text(code)]);
    if (words.text) lines.push([text('field_text'), String(words.text)]);
  }
  return lines;
}

/**
 * @param {import('./kinds.js').Field} field
 * @param {any} value
 * @param {NameOf} nameOf
 * @returns {string}
 */
function valueOf(field, value, nameOf) {
  if (value === undefined || value === null || value === '' || value === false) return '';
  if (value === true) return text('yes');
  if (field.type === 'letter') return letterName(Object(value));
  if (field.type === 'day') return day(String(value));
  if (field.type === 'moment') return String(value).replace('T', ' ');
  if (field.type === 'rows') return rowsOf(field, value, nameOf);
  if (Array.isArray(value)) return value.map((one) => codeOf(field, one, nameOf)).join(text('and'));
  return codeOf(field, String(value), nameOf);
}

/**
 * @param {import('./kinds.js').Field} field
 * @param {any} rows
 * @param {NameOf} nameOf
 */
function rowsOf(field, rows, nameOf) {
  if (!Array.isArray(rows)) return '';
  return rows.map((row, n) => {
    const cells = (field.fields ?? []).map((one) => valueOf(one, Object(row)[one.id], nameOf)).filter((one) => one !== '');
    return `${n + 1}. ${cells.join(text('between'))}`;
  }).join('\n');
}

/**
 * @param {import('./kinds.js').Field} field
 * @param {string} code
 * @param {NameOf} nameOf
 */
function codeOf({ id, type, list, options }, code, nameOf) {
  if (type === 'people' || type === 'person' || type === 'helper') return nameOf('members', code);
  if (list !== undefined) return nameOf(list, code);
  return options === undefined ? code : text(`${id}_${code}`);
}

/** Lines as a list of terms. @param {[string, string][]} lines */
export function factsList(lines) {
  const found = make('dl', ...lines.flatMap(([label, value]) => [make('dt', label), make('dd', value)]));
  found.className = 'facts';
  return found;
}

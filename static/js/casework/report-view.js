/** Drawing an opened report. */
import { attached } from '../viewing/attached.js';
import { all, byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { partsOf } from './server.js';
import { showTaken, takenFacts } from './taken-view.js';
import { showTransferred, transferredFacts } from './transferred-view.js';

/**
 * @typedef {import('../worker/casework.js').View} View
 * @typedef {import('../worker/reports.js').Said} Said
 * @typedef {import('../worker/reports.js').Line} Line
 */

/** Questions whose answers say who wrote: nobody beside those who handle it may learn them. */
const SECRET = ['name', 'contact', 'department'];

/** When it was to be delivered, as asked. */
const LATER = /** @type {Record<string, string>} */ ({ '2wk': 'after_2wk', '4wk': 'after_4wk', '8wk': 'after_8wk' });

/** What became of the data that a camera or program puts into a file. */
const METADATA = /** @type {Record<string, string>} */ ({ removed: 'cleaned', none: 'clean', kept: 'not_cleaned' });

/** @param {import('../components/attached.js').Attachment} attachment */
export const metadataOf = ({ metadata }) => text(METADATA[metadata]);

/**
 * @param {string} at `reports/<id>` or `cases/<id>`
 * @param {View} view
 */
export function showReport(at, view) {
  const { title, kind, said, plain, closed, attachments, taken, transferred } = view;
  byId('title').textContent = title || text(closed === 'swapped' ? 'swapped' : 'untitled');
  for (const mark of all(document, '[data-kind]')) mark.hidden = mark.dataset.kind !== kind;
  byId('facts').append(...factsOf(view).flatMap(([name, words]) => [make('dt', text(name)), make('dd', words)]));
  byId('words').append(...(plain ? [make('blockquote', plain)] : said.flatMap(answered)));
  if (attachments.length > 0) byId('words').append(make('h3', text('attachments', { n: attachments.length })));
  byId('words').append(...attached(attachments, partsOf(at), metadataOf));
  byId('named').hidden = !said.some(isSecret) && taken.details.name + taken.details.phone + taken.details.address === '';
  showTaken(taken);
  showTransferred(transferred);
  byId('plain').hidden = plain === '';
  byId('opened').hidden = false;
}

/** @param {View} view @returns {[string, string][]} */
function factsOf({ slip, deliver, concerns, taken, transferred }) {
  const facts = [...takenFacts(taken), ...transferredFacts(transferred)];
  if (slip !== '') facts.push(['slip', slip]);
  if (deliver in LATER) facts.push(['wished', text(LATER[deliver])]);
  if (concerns !== null) facts.push(['concerns', concerns.name || concerns.office]);
  return facts;
}

/** @param {Line} line */
const isSecret = ({ id, choices, text: words }) => SECRET.includes(id) && (words !== '' || choices.length > 0);

/** @param {Said} said */
function answered(said) {
  const heading = make('h3', said.question, ...(isSecret(said) ? [mark(text('secret'))] : []));
  return [heading, said.items.length > 0 ? itemsOf(said) : make('blockquote', linesOf(said))];
}

/** @param {Line} line */
const linesOf = ({ choices, text: words }) =>
  [...choices.map((choice) => choice.text), words].filter((line) => line !== '').join('\n');

/**
 * Several things, each with the same questions.
 * @param {Said} said
 */
function itemsOf({ items }) {
  const entries = items.map((item) => {
    const lines = item.map((line) => make('div', make('dt', line.question), make('dd', linesOf(line))));
    return make('li', make('dl', ...lines));
  });
  const list = make('ol', ...entries);
  list.className = 'items';
  return list;
}

/** @param {string} words */
function mark(words) {
  const element = make('i', words);
  element.className = 'tag secret';
  return element;
}

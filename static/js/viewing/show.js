/** A file that was opened: shown where that is safe, and always to be saved. */
import { make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ENOUGH, shownAs } from './kinds.js';
import { isBounded } from './measures.js';
import { addressOf } from './open.js';
import * as pdf from './paper.js';
import { picture } from './picture.js';
import { recording } from './recording.js';
import * as plain from './words.js';

/**
 * @typedef {{ name: string, type: string }} Said
 * @typedef {import('./open.js').Opening} Opening
 * @typedef {{ parts: HTMLElement[], saying: string }} Drawn saying: key of a text, or ''
 */

/** Why a PDF is not drawn → what is said. */
const UNDRAWN = { file: 'not_drawn', password: 'has_password', page: 'page_not_drawn' };

/**
 * What goes into the file's entry, with the link that saves it.
 * @param {Blob} file
 * @param {Said} said
 * @param {Opening} opening
 * @returns {Promise<HTMLElement[]>}
 */
export async function show(file, said, opening) {
  const note = make('p');
  note.setAttribute('role', 'status');
  note.className = 'told';
  const tell = (/** @type {string} */ key) => { note.textContent = text(key); };
  const { parts, saying } = await draw(file, said, opening, tell);
  if (saying !== '') tell(saying);
  return [saveLink(file, said.name, opening), note, ...parts];
}

/**
 * @param {Blob} file
 * @param {Said} said
 * @param {Opening} opening
 * @param {(key: string) => void} tell of what goes wrong later
 * @returns {Promise<Drawn>}
 */
async function draw(file, said, opening, tell) {
  const head = new Uint8Array(await file.slice(0, ENOUGH).arrayBuffer());
  const { way, type, lies } = shownAs(head, said);
  if (way === 'none') return { parts: [], saying: lies ? 'lies' : 'only_saved' };
  const saying = lies ? 'lies_shown' : '';
  if (way === 'text') return drawText(file, said.name);
  if (way === 'pdf') return drawPaper(file, said.name, opening, tell, saying);
  const typed = file.slice(0, file.size, type);
  if (way === 'picture' && !isBounded(head, type)) return { parts: [], saying: 'too_many_pixels' };
  const address = addressOf(typed, opening);
  const parts = way === 'picture'
    ? picture(address, said.name, () => tell('not_a_picture'))
    : recording(way, address, said.name, () => tell('not_played'), opening);
  return { parts, saying };
}

/** @param {Blob} file @param {string} name @returns {Promise<Drawn>} */
async function drawText(file, name) {
  if (file.size > plain.MOST_BYTES) return { parts: [], saying: 'too_large' };
  const words = plain.decoded(new Uint8Array(await file.arrayBuffer()));
  return words === null ? { parts: [], saying: 'lies' } : { parts: plain.words(words, name), saying: '' };
}

/**
 * @param {Blob} file
 * @param {string} name
 * @param {Opening} opening
 * @param {(key: string) => void} tell
 * @param {string} saying
 * @returns {Drawn}
 */
function drawPaper(file, name, opening, tell, saying) {
  if (file.size > pdf.MOST_BYTES) return { parts: [], saying: 'too_large' };
  const parts = pdf.paper(file, name, (why) => {
    if (why !== 'page') for (const part of parts) part.remove();
    tell(UNDRAWN[why]);
  }, opening);
  return { parts, saying };
}

/**
 * Under a type that no browser opens by itself.
 * @param {Blob} file
 * @param {string} name
 * @param {Opening} opening
 */
function saveLink(file, name, opening) {
  const link = /** @type {HTMLAnchorElement} */ (make('a', text('save')));
  link.href = addressOf(file.slice(0, file.size, 'application/octet-stream'), opening);
  link.download = name;
  return link;
}

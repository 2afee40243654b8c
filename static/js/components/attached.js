/**
 * Attachments that came with a letter: their names, and each opened when it is asked for. Pictures,
 * sound and film are shown on the page; anything else can only be saved, and nothing is executed.
 */
import { openAttachment } from './attachments.js';
import { make } from './dom.js';
import { sizeOf } from './sizes.js';
import { text } from './texts.js';

/**
 * @typedef {import('../worker/contents.js').Received} Attachment
 * @typedef {(id: string, part: number) => Promise<Uint8Array>} FetchPart
 */

/** Type → the element that shows it. */
const SHOWN = /** @type {Record<string, 'img' | 'audio' | 'video'>} */ ({
  'image/jpeg': 'img', 'image/png': 'img', 'image/webp': 'img', 'image/gif': 'img',
  'audio/mpeg': 'audio', 'audio/mp4': 'audio', 'audio/aac': 'audio', 'audio/ogg': 'audio', 'audio/wav': 'audio',
  'video/mp4': 'video', 'video/webm': 'video', 'video/quicktime': 'video',
});

/** @type {Set<string>} */
const addresses = new Set();

/** What was opened is gone once the page forgets: when a desk is locked, say. */
document.addEventListener('forget', () => {
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses.clear();
});

/**
 * A list of attachments; none if there are none.
 * @param {Attachment[]} attachments
 * @param {FetchPart} fetchPart
 * @param {(attachment: Attachment) => string} [note] what else to say of one
 * @returns {HTMLElement[]}
 */
export function attached(attachments, fetchPart, note = () => '') {
  if (attachments.length === 0) return [];
  const list = make('ul', ...attachments.map((attachment) => item(attachment, fetchPart, note)));
  list.className = 'files';
  return [list];
}

/**
 * @param {Attachment} attachment
 * @param {FetchPart} fetchPart
 * @param {(attachment: Attachment) => string} note
 */
function item(attachment, fetchPart, note) {
  const { name, size } = attachment;
  const button = /** @type {HTMLButtonElement} */ (make('button', text('open')));
  const said = make('span');
  button.type = 'button';
  button.setAttribute('aria-label', text('open_file', { name }));
  said.setAttribute('role', 'status');
  const facts = [sizeOf(size), note(attachment)].filter(Boolean).join(' · ');
  const entry = make('li', make('b', name), make('small', facts), button, said);
  button.addEventListener('click', async () => {
    button.disabled = true;
    said.textContent = text('fetching');
    try {
      show(entry, attachment, await open(attachment, fetchPart));
      button.remove();
      said.textContent = '';
    } catch (error) {
      button.disabled = false;
      said.textContent = text(failure(error));
    }
  });
  return entry;
}

/**
 * The opened file, under a type that no browser runs.
 * @param {Attachment} attachment
 * @param {FetchPart} fetchPart
 */
async function open(attachment, fetchPart) {
  const { id, parts } = attachment;
  const file = await openAttachment({ attachment, parts, fetchPart: (part) => fetchPart(id, part) });
  return new Blob([file], { type: Object.keys(SHOWN).includes(attachment.type) ? attachment.type : 'application/octet-stream' });
}

/**
 * @param {HTMLElement} entry
 * @param {Attachment} attachment
 * @param {Blob} file
 */
function show(entry, { name, type }, file) {
  const address = URL.createObjectURL(file);
  addresses.add(address);
  const save = /** @type {HTMLAnchorElement} */ (make('a', text('save')));
  save.href = address;
  save.download = name;
  entry.append(...view(type, name, address), save);
}

/**
 * @param {string} type
 * @param {string} name
 * @param {string} address
 */
function view(type, name, address) {
  const tag = Object.keys(SHOWN).includes(type) ? SHOWN[type] : '';
  if (tag === '') return [];
  const element = /** @type {HTMLImageElement & HTMLVideoElement} */ (make(tag));
  element.src = address;
  if (tag === 'img') element.alt = name;
  else element.controls = true;
  return [element];
}

/** @param {unknown} error */
function failure(error) {
  const { name } = /** @type {Error} */ (error);
  return ['Offline', 'Refused', 'WorkerUnavailable'].includes(name) ? 'not_fetched' : 'not_whole';
}

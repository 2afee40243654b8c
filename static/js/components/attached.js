/**
 * Attachments that came with an answer: their names, and each opened when it is asked for. Pictures,
 * sound and film are shown on the page; anything else can only be saved, and nothing is executed.
 * Desks show more, in more ways (viewing/attached.js).
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

/**
 * A list of attachments; none if there are none.
 * @param {Attachment[]} attachments
 * @param {FetchPart} fetchPart
 * @returns {HTMLElement[]}
 */
export function attached(attachments, fetchPart) {
  if (attachments.length === 0) return [];
  const list = make('ul', ...attachments.map((attachment) => item(attachment, fetchPart)));
  list.className = 'files';
  return [list];
}

/**
 * @param {Attachment} attachment
 * @param {FetchPart} fetchPart
 */
function item(attachment, fetchPart) {
  const { name, size } = attachment;
  const button = /** @type {HTMLButtonElement} */ (make('button', text('open')));
  const said = make('span');
  button.type = 'button';
  button.setAttribute('aria-label', text('open_file', { name }));
  said.setAttribute('role', 'status');
  const entry = make('li', make('b', name), make('small', sizeOf(size)), button, said);
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

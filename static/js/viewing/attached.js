/**
 * Attachments on a desk: their names, and each opened, looked at and closed again. Nothing in them
 * is run, and nothing of them is written to the disk unless somebody saves it.
 */
import { openAttachment } from '../components/attachments.js';
import { make } from '../components/dom.js';
import { sizeOf } from '../components/sizes.js';
import { text } from '../components/texts.js';
import { button } from './bar.js';
import { opening } from './open.js';
import { show } from './show.js';

/**
 * @typedef {import('../components/attached.js').Attachment} Attachment
 * @typedef {import('../components/attached.js').FetchPart} FetchPart
 */

/** What went wrong on the way here, not with the file. */
const ON_THE_WAY = ['Offline', 'Refused', 'WorkerUnavailable'];

/**
 * A list of attachments; none if there are none.
 * @param {Attachment[]} attachments
 * @param {FetchPart} fetchPart
 * @param {(attachment: Attachment) => string} note what else to say of one
 * @returns {HTMLElement[]}
 */
export function attached(attachments, fetchPart, note) {
  if (attachments.length === 0) return [];
  const list = make('ul', ...attachments.map((attachment) => item(attachment, fetchPart, note(attachment))));
  list.className = 'files';
  return [list];
}

/**
 * @param {Attachment} attachment
 * @param {FetchPart} fetchPart
 * @param {string} note
 */
function item(attachment, fetchPart, note) {
  const { id, name, size, parts } = attachment;
  const said = make('span');
  said.setAttribute('role', 'status');
  const opener = button('open', async () => {
    opener.disabled = true;
    said.textContent = text('fetching');
    try {
      const file = await openAttachment({ attachment, parts, fetchPart: (part) => fetchPart(id, part) });
      if (entry.isConnected) await place(entry, opener, file, attachment);
      said.textContent = '';
    } catch (error) {
      said.textContent = text(ON_THE_WAY.includes(/** @type {Error} */ (error).name) ? 'not_fetched' : 'not_whole');
    }
    opener.disabled = false;
  });
  opener.setAttribute('aria-label', text('open_file', { name }));
  const entry = make('li', make('b', name), make('small', [sizeOf(size), note].join(' · ')), opener, said);
  return entry;
}

/**
 * The opened file in place of the button that opened it.
 * @param {HTMLElement} entry
 * @param {HTMLElement} opener
 * @param {Blob} file
 * @param {Attachment} attachment
 */
async function place(entry, opener, file, attachment) {
  const own = opening();
  const shown = await show(file, attachment, own);
  const closer = button('close', own.close);
  closer.setAttribute('aria-label', text('close_file', { name: attachment.name }));
  closer.className = 'closer';
  own.atClose(() => {
    for (const part of [...shown, closer]) part.remove();
    entry.append(opener);
    opener.focus();
  });
  const [save, ...parts] = shown;
  opener.remove();
  entry.append(save, closer, ...parts);
  // Browsers draw nothing in a frame of another origin that is out of sight.
  entry.lastElementChild?.scrollIntoView({ block: 'nearest' });
}

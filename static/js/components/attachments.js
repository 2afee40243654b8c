/** Opening what somebody sealed and attached: fetched part by part, proved, and only then shown. */
import { connect } from './worker.js';

/**
 * @typedef {{ id: string, name: string, type: string, size: number, sha256: string, secret: string,
 *   metadata: 'removed' | 'none' | 'kept' }} Attachment (docs/report-format.md)
 */

// A browser shows these as pictures and runs nothing in them; anything else is only bytes to it.
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/**
 * The file that an attachment names. Raises what `fetchPart` raises, and PayloadInvalid, NoMatch or
 * HeaderInvalid if what came is not the file: then nothing of it is shown.
 * @param {{ attachment: Attachment, parts: number,
 *   fetchPart: (part: number) => Promise<BlobPart | Uint8Array> }} args
 * @returns {Promise<Blob>}
 */
export async function openAttachment({ attachment, parts, fetchPart }) {
  const sealed = [];
  for (let part = 0; part < parts; part += 1) sealed.push(new Blob([/** @type {BlobPart} */ (await fetchPart(part))]));
  const blob = await connect('files').ask('open', { sealed: new Blob(sealed), attachment });
  return new Blob([blob], { type: PICTURES.includes(attachment.type) ? attachment.type : 'application/octet-stream' });
}

/**
 * How many parts of 1 MiB a sealed attachment has.
 * @param {number} size sealed bytes
 */
export const partsOf = (size) => Math.ceil(size / 1048576);

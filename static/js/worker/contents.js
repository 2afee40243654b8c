/**
 * What lies in reports and letters beside their words: attachments, and how the case stands. A
 * writer may have put anything there; what is not of its form is left out.
 */
import { isHex } from '../crypto/bytes.js';
import { padme, sealedSize } from '../crypto/padding.js';

/**
 * @typedef {{ id: string, name: string, type: string, size: number, sha256: string, secret: string,
 *   metadata: 'removed' | 'none' | 'kept' }} Attachment size and sha256: of the file itself; secret: 64 hex
 * @typedef {Attachment & { parts: number }} Received parts: of its sealed file, to be fetched
 * @typedef {{ id: string, month: string, to: string }} State month: YYYY-MM or ''; to: an office or ''
 */

const STATES = ['deciding', 'accepted', 'supplement', 'held', 'transferred', 'not_ours', 'concluded'];
const ELSEWHERE = ['transferred', 'not_ours'];
const METADATA = /** @type {Attachment['metadata'][]} */ (['removed', 'none', 'kept']);
const MOST = 20;
const NAME = 100;
const PART = 1048576;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
// Controls, marks that turn the direction of writing, and what some file system gives a meaning.
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"/\\|?*]/g;

/**
 * How a case stands, or null where nothing of the kind is said. `held` names the month in which it
 * is looked at again, `transferred` and `not_ours` name who has it now.
 * @param {unknown} value
 * @returns {State | null}
 */
export function readState(value) {
  const { id, month, to } = Object(value);
  if (!STATES.includes(id)) return null;
  const state = { id, month: id === 'held' ? words(month) : '', to: ELSEWHERE.includes(id) ? words(to).trim() : '' };
  const lacking = id === 'held' ? !MONTH.test(state.month) : ELSEWHERE.includes(id) && state.to === '';
  return lacking ? null : state;
}

/**
 * @param {unknown} value
 * @returns {Received[]}
 */
export function readAttachments(value) {
  return (Array.isArray(value) ? value : []).map(Object).filter(isAttachment).slice(0, MOST)
    .map(({ id, name, type, size, sha256, secret, metadata }) => ({
      id, name: safeName(words(name)), type: words(type), size, sha256, secret,
      metadata: METADATA.find((known) => known === metadata) ?? 'kept',
      parts: Math.ceil(sealedSize(padme(size)) / PART),
    }));
}

/** @param {any} value */
const isAttachment = ({ id, size, sha256, secret }) =>
  UUID.test(words(id)) && Number.isSafeInteger(size) && size >= 0 && isHex(sha256, 32) && isHex(secret, 32);

/**
 * A name under which a file can be saved anywhere: no path, nothing hidden, nothing that makes it
 * look like another type.
 * @param {string} name
 */
function safeName(name) {
  const fit = name.replace(UNFIT, '_').replace(/^[\s.]+|[\s.]+$/g, '');
  const letters = [...fit];
  if (letters.length <= NAME) return fit || 'file';
  const [ending = ''] = /\.[^.]{1,10}$/.exec(fit) ?? [];
  return letters.slice(0, NAME - ending.length).join('') + ending;
}

/** @param {unknown} value */
const words = (value) => (typeof value === 'string' ? value : '');

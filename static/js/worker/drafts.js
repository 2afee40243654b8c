/** What a member is writing, sealed to themselves: locking loses no word of it. */
import { openSealed, recipientOf, seal } from '../crypto/age.js';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '../crypto/bytes.js';
import { readingHalf } from '../crypto/keys.js';
import { pad } from '../crypto/padding.js';
import { ring } from './keyring.js';

const FORMAT = 'qingfeng.draft/1';

/** @type {import('./main.js').Ops} */
export const ops = { sealDraft, openDraft };

/**
 * Raises TooLong.
 * @param {{ subject: string, fields: Record<string, string> }} args
 */
async function sealDraft({ subject, fields }) {
  const own = await recipientOf(readingHalf('member', ring().member));
  const draft = toUtf8(JSON.stringify({ format: FORMAT, subject, fields }));
  return { sealed: toBase64(await seal(pad(draft), [own])) };
}

/**
 * The fields of a draft; none if it is about something else. Raises NoMatch and the like.
 * @param {{ subject: string, sealed: string }} args
 * @returns {Promise<Record<string, string>>}
 */
async function openDraft({ subject, sealed }) {
  const opened = await openSealed(fromBase64(sealed), [readingHalf('member', ring().member)]);
  const draft = Object(JSON.parse(fromUtf8(opened)));
  if (draft.format !== FORMAT || draft.subject !== subject) return {};
  return Object.fromEntries(Object.entries(Object(draft.fields)).filter(([, value]) => typeof value === 'string'));
}

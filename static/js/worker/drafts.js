/**
 * What a member is writing, signed by them and sealed to themselves: locking loses no word of it,
 * and nobody puts words before them as their own.
 */
import { openSealed, recipientOf, seal } from '../crypto/age.js';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '../crypto/bytes.js';
import { readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { pad } from '../crypto/padding.js';
import { sign, verify } from '../crypto/statements.js';
import { ring } from './keyring.js';

const FORMAT = 'qingfeng.draft/1';

/** @type {import('./main.js').Ops} */
export const ops = { sealDraft, openDraft };

/**
 * Raises TooLong.
 * @param {{ subject: string, fields: Record<string, string> }} args
 */
async function sealDraft({ subject, fields }) {
  const own = ring().member;
  const draft = sign('draft', { ...head(subject), fields }, signingHalf('member', own));
  const recipient = await recipientOf(readingHalf('member', own));
  return { sealed: toBase64(await seal(pad(toUtf8(JSON.stringify(draft))), [recipient])) };
}

/**
 * The fields of a draft; none if we did not sign it, or about something else. Raises NoMatch and the
 * like.
 * @param {{ subject: string, sealed: string }} args
 * @returns {Promise<Record<string, string>>}
 */
async function openDraft({ subject, sealed }) {
  const own = ring().member;
  const signed = JSON.parse(fromUtf8(await openSealed(fromBase64(sealed), [readingHalf('member', own)])));
  const draft = signedByUs(signed, verifyKey(signingHalf('member', own)));
  const known = Object.entries(head(subject)).every(([name, value]) => draft[name] === value);
  const fields = known ? Object.entries(Object(draft.fields)) : [];
  return Object.fromEntries(fields.filter(([, value]) => typeof value === 'string'));
}

/** @param {string} subject */
const head = (subject) =>
  ({ format: FORMAT, type: 'qingfeng/draft', site: ring().site, office: ring().office, member: ring().name, subject });

/**
 * @param {any} signed
 * @param {string} key
 * @returns {Record<string, any>}
 */
function signedByUs(signed, key) {
  try {
    return verify('draft', signed, key);
  } catch {
    return {};
  }
}

/**
 * The registration of a case (登记): what stands inside the case's seal. A keyholder signs it, so a
 * server that swaps a row, or seals one of its own, shows nothing (docs/report-format.md).
 */
import { openSealed, recipientOf, seal } from '../crypto/age.js';
import { concat, fromBase64, fromHex, fromUtf8, isHex, toHex, toUtf8 } from '../crypto/bytes.js';
import { readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { SIZE_CLASSES, TooLong } from '../crypto/padding.js';
import { holdsKeys } from '../crypto/roster.js';
import { sign, verify } from '../crypto/statements.js';
import { sorted } from './access.js';
import { isProved, signedByUs } from './case-memory.js';
import { addCase, ring } from './keyring.js';
import { CaseForged } from './memory.js';

/**
 * A case's row, as the server sends it.
 * @typedef {{ id: string, report: string, version: number, registered_on: string, received_on: string,
 *   deliver_on: string, epoch: number, channel: string, mailbox_id: string | null, rekey_due: boolean, split_from: string | null,
 *   sealed: string, grant: string }} CaseRow
 * @typedef {{ secret: Uint8Array, former: Uint8Array[], recipient: string, text: string,
 *   receivedOn: string, registeredOn: string, channel: string, members: string[], recused: string[],
 *   proved: boolean }} Registration
 *   former: the secrets before this one, newest first; text: the report's, as it was opened;
 *   members: who may open it; proved: else it may be read and no more (case-memory.js)
 */

/** A whole report as text within JSON takes more room than the report did. */
const CLASSES = [...SIZE_CLASSES, 131072, 262144, 524288];
const SPACE = 0x20;

/** An identity for the case's secret and for each before it: late letters are sealed to those. */
export const identitiesOf = (/** @type {Registration} */ { secret, former }) =>
  [secret, ...former].map((one) => readingHalf('case', one));

/**
 * The registration in a case's row. Raises CaseForged, NoMatch and the like.
 * @param {CaseRow} row
 * @returns {Promise<Registration>}
 */
export async function openRegistration(row) {
  const { secret, body, recipient } = await readRegistration(row);
  const proved = isProved(body);
  addCase(row.id, { secret, version: row.version });
  return {
    secret,
    proved,
    members: body.members,
    recused: body.recused,
    former: body.former.map((/** @type {string} */ one) => fromHex(one, 32)),
    recipient,
    text: body.report_text,
    receivedOn: body.received_on,
    registeredOn: body.registered_on,
    channel: body.channel,
  };
}

/**
 * What a keyholder has signed, as a row holds it; whether it counts is not asked, and nothing of it is
 * remembered. Raises as `openRegistration`.
 * @param {CaseRow} row
 */
export async function readRegistration(row) {
  const secret = await openSealed(fromBase64(row.grant), [readingHalf('member', ring().member)]);
  if (secret.length !== 32) throw new CaseForged('secret');
  const opened = await openSealed(fromBase64(row.sealed), [readingHalf('case', secret)]);
  const body = signedByKeyholder(JSON.parse(fromUtf8(opened)));
  const recipient = await recipientOf(readingHalf('case', secret));
  if (!belongs(body, row) || body.recipient !== recipient) throw new CaseForged('row');
  return { secret, body, recipient };
}

/**
 * What a keyholder has signed. Those who left since count: they signed while they were there.
 * @param {any} signed
 */
function signedByKeyholder(signed) {
  const { by } = Object(signed);
  const known = ring().roster?.members.some((entry) => entry.verifyKey === by && holdsKeys(entry));
  if (!known) throw new CaseForged('signer');
  try {
    return verify('registration', signed, by);
  } catch {
    throw new CaseForged('signature');
  }
}

/**
 * @param {Record<string, any>} body
 * @param {CaseRow} row
 */
const belongs = (body, row) => body.type === 'qingfeng/registration'
  && body.site === ring().site && body.office === ring().office
  && body.case === row.id && body.report === row.report && body.version === row.version
  && body.mailbox_id === (row.mailbox_id ?? '') && typeof body.report_text === 'string'
  && Array.isArray(body.former) && body.former.every((one) => isHex(one, 32))
  && areNames(body.members) && areNames(body.recused);

/** @param {any} list */
const areNames = (list) => Array.isArray(list) && list.every((name) => typeof name === 'string');

/**
 * A registration, signed by us and sealed to the case's own secret. Raises TooLong.
 * @param {Omit<CaseRow, 'sealed' | 'grant'>} row
 * @param {Omit<Registration, 'recipient' | 'proved'>} registration
 */
export async function sealRegistration(row, registration) {
  const { secret, former, text, receivedOn, registeredOn, channel, members, recused } = registration;
  const own = signingHalf('member', ring().member);
  const recipient = await recipientOf(readingHalf('case', secret));
  const body = {
    format: 'qingfeng.registration/1',
    type: 'qingfeng/registration',
    site: ring().site,
    office: ring().office,
    case: row.id,
    report: row.report,
    version: row.version,
    recipient,
    mailbox_id: row.mailbox_id ?? '',
    received_on: receivedOn,
    channel,
    report_text: text,
    former: former.map(toHex),
    members: sorted(members),
    recused: sorted(recused),
    by: verifyKey(own),
    registered_on: registeredOn,
  };
  signedByUs(body);
  return sealToCase(sign('registration', body, own), recipient);
}

/**
 * Something of a case, padded and sealed to it. Raises TooLong.
 * @param {object} content
 * @param {string} recipient
 */
export async function sealToCase(content, recipient) {
  const words = toUtf8(JSON.stringify(content));
  const size = CLASSES.find((one) => one >= words.length);
  if (size === undefined) throw new TooLong(String(words.length));
  return seal(concat(words, new Uint8Array(size - words.length).fill(SPACE)), [recipient]);
}

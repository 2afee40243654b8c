/**
 * Recovery: k sheets give the trust secret, which names the leaders anew and opens every epoch and
 * case for the one at this browser. The secret never leaves here, and ends with this worker.
 */
import { openSealed, seal } from '../crypto/age.js';
import { fromBase64, randomBytes, sha256, toBase64, toHex } from '../crypto/bytes.js';
import { fingerprint, readingHalf } from '../crypto/keys.js';
import { linkedEpochs } from '../crypto/history.js';
import { refusal } from '../crypto/refusal.js';
import { join, readSheet } from '../crypto/shares.js';
import { checkRoot } from './anchor.js';
import { ownRecipient, rootKeyOf } from './charter.js';
import { ring } from './keyring.js';
import { planOf, signed } from './renewal.js';
import { isNamed } from './standing.js';

/**
 * @typedef {import('./renewal.js').Told} Told
 * @typedef {import('../crypto/vouch.js').Vouched} Vouched
 * @typedef {{ trust: Uint8Array, token: Uint8Array }} Joined token: what the charter's `ceremony` is the SHA-256 of
 * @typedef {{ epochs: { epoch: number, sealed: string }[], cases: { id: string, version: number, sealed: string }[] }} Files
 */

const SECRET = 32;

/** The sheets are sound, and another office's. */
export const OtherOffice = refusal('OtherOffice');
/** No sheets were joined, or they were forgotten. */
export const NotJoined = refusal('NotJoined');

/** @type {Joined | null} */
let joined = null;

/** @type {import('./main.js').Ops} */
export const ops = { checkSheet, joinSheets, planRecovery, signRecovery, sealRecovered };

/**
 * What a typed sheet says of itself. Raises WordUnknown, WordsMissing, ChecksumWrong, SheetForeign.
 * @param {{ text: string }} args
 */
function checkSheet({ text }) {
  const { index, threshold } = readSheet(text);
  return { number: index + 1, threshold };
}

/**
 * Join sheets; they are this office's if their root key is the one that we know, or, where our own
 * keys are older than the office's, the one whose fingerprint is to be compared with the poster.
 * Raises what `readSheet` and `join` raise, OfficeReplaced, OtherOffice.
 * @param {{ texts: string[], office: Record<string, any> }} args
 */
function joinSheets({ texts, office }) {
  joined = null;
  checkRoot(office.root_key);
  const trust = join(texts.map(readSheet));
  if (rootKeyOf(trust) !== office.root_key) throw new OtherOffice('root');
  joined = { trust, token: randomBytes(SECRET) };
  return { fingerprint: fingerprint(office.root_key) };
}

/**
 * Who can lead the office from now on. Raises NotJoined, OfficeReplaced.
 * @param {Told} told
 */
function planRecovery(told) {
  return planOf(told, trustOf());
}

/**
 * Charter, statement and roster, signed anew. leaders: names to lead beside ourselves. Raises as
 * `planRecovery`.
 * @param {Told & { leaders: string[], today: string }} args
 */
function signRecovery(args) {
  const trust = trustOf();
  return signed(args, trust, toHex(sha256(/** @type {Joined} */ (joined).token)));
}

/**
 * Epochs' and cases' secrets, opened and sealed to ourselves. lost: how many did not open, or were
 * none of the office's. Raises NotJoined.
 * @param {{ files: Files } & Pick<Told, 'office' | 'earlier'>} args
 */
async function sealRecovered({ files, office, earlier }) {
  const identity = readingHalf('trust', trustOf());
  const vouched = linkedEpochs(office, earlier, ring().site);
  const self = await ownRecipient();
  const sealedAnew = async (/** @type {string} */ sealed, /** @type {Vouched | null | undefined} */ named) => {
    const secret = await openSecret(sealed, identity);
    if (secret === null || named === undefined) return '';
    if (named !== null && !await isNamed(secret, named)) return '';
    return toBase64(await seal(secret, [self]));
  };
  const epochs = [];
  for (const { epoch, sealed } of files.epochs) epochs.push({ epoch, sealed: await sealedAnew(sealed, vouched.get(epoch)) });
  const cases = [];
  for (const { id, version, sealed } of files.cases) cases.push({ id, version, sealed: await sealedAnew(sealed, null) });
  const opened = { epochs: epochs.filter(({ sealed }) => sealed), cases: cases.filter(({ sealed }) => sealed) };
  const lost = epochs.length + cases.length - opened.epochs.length - opened.cases.length;
  return { grants: { token: toHex(/** @type {Joined} */ (joined).token), ...opened }, lost };
}

/**
 * @param {string} sealed
 * @param {string} identity
 */
async function openSecret(sealed, identity) {
  try {
    const secret = await openSealed(fromBase64(sealed), [identity]);
    return secret.length === SECRET ? secret : null;
  } catch {
    return null;
  }
}

function trustOf() {
  if (joined === null) throw new NotJoined('trust');
  return joined.trust;
}

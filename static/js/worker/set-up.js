/**
 * The first keys of an office. The trust secret is made here, goes onto sheets of paper and signs
 * the charter; then this worker ends, and with it the secret.
 */
import { identityFromSeed, recipientOf, seal } from '../crypto/age.js';
import { concat, fromHex, toBase64, toHex } from '../crypto/bytes.js';
import { fingerprint, newSecret, readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { derive } from '../crypto/passwords.js';
import { refusal } from '../crypto/refusal.js';
import { split } from '../crypto/shares.js';
import { checkRoot } from './anchor.js';
import { ownKey, ownRecipient, rootKeyOf, signCharter, signRoster, signStatement } from './charter.js';
import { ring } from './keyring.js';

/** @typedef {import('./charter.js').Said} Said */

/** No sheets were made, or they were forgotten. */
export const NoSheets = refusal('NoSheets');

/** @type {{ trust: Uint8Array, sheets: string[][] } | null} */
let made = null;

/** @type {import('./main.js').Ops} */
export const ops = { makeSheets, confirmWords, sealSetUp };

/**
 * A new trust secret on sheets; one that was made before is forgotten. Raises RangeError, and
 * OfficeReplaced where this browser knows that the office has keys.
 * @param {{ threshold: number, count: number }} args
 */
function makeSheets({ threshold, count }) {
  checkRoot('');
  const trust = newSecret();
  made = { trust, sheets: split(trust, threshold, count) };
  return { fingerprint: fingerprint(rootKeyOf(trust)), sheets: made.sheets };
}

/**
 * Whether words read from a printed sheet are the ones on it; the first four letters are enough.
 * @param {{ sheet: number, words: { position: number, typed: string }[] }} args both from 1
 */
function confirmWords({ sheet, words }) {
  const printed = made?.sheets[sheet - 1];
  if (printed === undefined) throw new NoSheets('sheet');
  return words.every(({ position, typed }) => {
    const word = typed.normalize('NFKC').trim().toLowerCase();
    return word.length >= 4 && printed[position - 1].startsWith(word);
  });
}

/**
 * Everything that the server keeps of the first keys, signed and sealed. said: as the page has
 * shown it. The passphrase seals our own secret anew, with the root key beside it. Raises NoSheets.
 * @param {{ said: Said, member: { display_name: string, roles: string[] }, passphrase: string, today: string }} args
 * @param {(share: number) => void} progress
 */
async function sealSetUp({ said, member, passphrase, today }, progress) {
  const { site, office, name } = ring();
  if (made === null) throw new NoSheets('trust');
  const { trust } = made;
  const { proof, seed } = derive(passphrase, fromHex(site, 16), office, name, progress);
  const [epoch, rootKey] = [newSecret(), rootKeyOf(trust)];
  const halves = { recipient: await recipientOf(readingHalf('epoch', epoch)), answer_key: verifyKey(signingHalf('epoch', epoch)) };
  const recovery = await recipientOf(readingHalf('trust', trust));
  const [recipient, key] = [await ownRecipient(), ownKey()];
  const entry = { name, ...member, recipient, verify_key: key, joined_on: today, left_on: '' };
  const sealed = async (/** @type {Uint8Array} */ secret, /** @type {string} */ to) => toBase64(await seal(secret, [to]));
  return {
    proof: toHex(proof),
    root_key: rootKey,
    charter: await signCharter(trust, [key], today),
    statement: signStatement({ ...said, epoch: 1, ...halves, previous: '' }, today),
    roster: signRoster({ version: 1, epoch: 1, members: [entry], recovery }, today),
    recovery: await sealed(epoch, recovery),
    grant: await sealed(epoch, recipient),
    sealed_secret: await sealed(concat(ring().member, fromHex(rootKey)), await recipientOf(identityFromSeed(seed))),
  };
}

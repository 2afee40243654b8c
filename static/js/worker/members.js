/**
 * What the worker does for people who join: their passphrase, their secret, their fingerprint.
 */
import { identityFromSeed, recipientOf, seal } from '../crypto/age.js';
import { concat, fromHex, toBase64 } from '../crypto/bytes.js';
import { fingerprint, newSecret, readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { memberFingerprint } from '../crypto/member.js';
import { newPassphrase } from '../crypto/passwords.js';
import { refusal } from '../crypto/refusal.js';
import { derived, ops as keyring, ring } from './keyring.js';

/** @typedef {import('./keyring.js').Whose} Whose */

/** The office's root key lies beside this secret already. */
export const Anchored = refusal('Anchored');

/**
 * Make a member's secret and open it here. Beside it lies the office's root key, which the person
 * has compared with a poster, or nothing while the office has none. Gives what is sent.
 * @param {Whose & { passphrase: string, document: Record<string, any> }} args document: office.json
 * @param {(share: any) => void} progress
 */
async function makeMember({ document, ...whose }, progress) {
  const proof = await keyring.deriveProof(whose, progress);
  const secret = newSecret();
  const sealed = await toUnlock(concat(secret, fromHex(document.root_key)));
  await keyring.openKeyring({ sealed_secret: sealed, grants: [], office: document }, () => {});
  return {
    proof,
    sealed_secret: sealed,
    recipient: await recipientOf(readingHalf('member', secret)),
    verify_key: verifyKey(signingHalf('member', secret)),
  };
}

/**
 * Seal the own secret anew, with the root key that the office has by now and the person has just
 * compared with a poster. Gives what is sent; it is opened once the server has it. Raises Anchored.
 * @param {{ passphrase: string, document: Record<string, any> }} args document: office.json
 * @param {(share: any) => void} progress
 */
async function sealAnchor({ passphrase, document }, progress) {
  const { site, office, name, member, root } = ring();
  if (root !== '') throw new Anchored(root);
  const proof = await keyring.deriveProof({ site, office, name, passphrase }, progress);
  return { proof, sealed_secret: await toUnlock(concat(member, fromHex(document.root_key, 32))) };
}

/** Whether the office's root key lies beside the own secret. */
const isAnchored = () => ring().root !== '';

/**
 * A file, sealed to what the passphrase gave.
 * @param {Uint8Array} file
 */
async function toUnlock(file) {
  return toBase64(await seal(file, [await recipientOf(identityFromSeed(derived().seed))]));
}

/**
 * The fingerprint of the root key that a document brings, computed here; empty without one.
 * @param {{ document: Record<string, any> }} args
 */
function showOffice({ document }) {
  return document.root_key === '' ? '' : fingerprint(document.root_key);
}

/** The own fingerprint, as a leader has to see it. */
async function showOwn() {
  const { site, office, name, member, root } = ring();
  const recipient = await recipientOf(readingHalf('member', member));
  return memberFingerprint({ site, office, name, root, recipient, verifyKey: verifyKey(signingHalf('member', member)) });
}

/** @type {import('./main.js').Ops} */
export const ops = { drawPassphrase: newPassphrase, makeMember, sealAnchor, isAnchored, showOffice, showOwn };

/**
 * What the worker does for people who join: their passphrase, their secret, their fingerprint.
 */
import { recipientOf } from '../crypto/age.js';
import { concat, fromHex } from '../crypto/bytes.js';
import { fingerprint, newSecret, readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { memberFingerprint } from '../crypto/member.js';
import { newPassphrase } from '../crypto/passwords.js';
import { toUnlock } from './anchor.js';
import { ops as keyring, ring } from './keyring.js';

/** @typedef {import('./keyring.js').Whose} Whose */

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
export const ops = { drawPassphrase: newPassphrase, makeMember, showOffice, showOwn };

/**
 * The anchor: the office's root key, in the same seal as the member's secret. Who joined before the
 * office had keys has none yet, and takes it up from a poster; a file from then can be served again.
 */
import { identityFromSeed, recipientOf, seal } from '../crypto/age.js';
import { concat, fromHex, toBase64 } from '../crypto/bytes.js';
import { fingerprint, readFingerprint } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { NotCompared } from './entries.js';
import { derived, ops as keyring, ring } from './keyring.js';

/** The office's root key lies beside this secret already. */
export const Anchored = refusal('Anchored');
/** What the server says of the office is not what our own anchor, or its root key, stands behind. */
export const OfficeReplaced = refusal('OfficeReplaced');

/**
 * Make sure that a root key is the one of our own file or, where that is older than the office's
 * keys, the one that this browser has known the office by. Raises OfficeReplaced.
 * @param {string} rootKey hex; empty: of an office without keys
 */
export function checkRoot(rootKey) {
  const { root, documents: { anchor = '' } } = ring();
  const known = root || anchor;
  if (known !== '' && rootKey !== known) throw new OfficeReplaced('root');
}

/**
 * Seal the own secret anew, with the root key that the office has by now. typed: its fingerprint, as
 * the person has read it off a poster. Gives what is sent; it is opened once the server has it.
 * Raises Anchored, OfficeReplaced, FingerprintInvalid, NotCompared.
 * @param {{ passphrase: string, typed: string, document: Record<string, any> }} args document: office.json
 * @param {(share: any) => void} progress
 */
async function sealAnchor({ passphrase, typed, document }, progress) {
  const { site, office, name, member, root } = ring();
  if (root !== '') throw new Anchored(root);
  checkRoot(document.root_key);
  if (readFingerprint(typed) !== fingerprint(document.root_key)) throw new NotCompared(office);
  const proof = await keyring.deriveProof({ site, office, name, passphrase }, progress);
  return { proof, sealed_secret: await toUnlock(concat(member, fromHex(document.root_key, 32))) };
}

/** Whether the office's root key lies beside the own secret. */
const isAnchored = () => ring().root !== '';

/**
 * A file, sealed to what the passphrase gave.
 * @param {Uint8Array} file
 */
export async function toUnlock(file) {
  return toBase64(await seal(file, [await recipientOf(identityFromSeed(derived().seed))]));
}

/** @type {import('./main.js').Ops} */
export const ops = { sealAnchor, isAnchored };

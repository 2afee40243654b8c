/**
 * The member's secret and what is sealed to: a passkey that the authenticator answers with a secret
 * of its own (WebAuthn's PRF extension), or another passphrase.
 */
import { identityFromSeed, recipientOf, seal } from '../crypto/age.js';
import { concat, fromHex, sha256, toBase64, toUtf8 } from '../crypto/bytes.js';
import { derive } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { beginOpening, derived, ops as keyring, ring } from './keyring.js';

/** @typedef {import('./keyring.js').Whose} Whose */

const LENGTH = 32;
const END = new Uint8Array(1);

/** What the authenticator gave is not the output of its PRF. */
export const PasskeyInvalid = refusal('PasskeyInvalid');

/** @type {import('./main.js').Ops} */
export const ops = { prfInput, sealToPasskey, readPasskey, sealToPassphrase };

/**
 * What the authenticator is asked for: an input of its own for every member of every office.
 * @param {Whose} args
 */
function prfInput({ site, office, name }) {
  return sha256(concat(toUtf8('qingfeng/unlock/prf/1'), fromHex(site, 16), toUtf8(office), END, toUtf8(name), END));
}

/**
 * The member's secret, with the office's root key, sealed to a passkey.
 * @param {{ prf: Uint8Array }} args
 */
async function sealToPasskey({ prf }) {
  return toBase64(await seal(file(), [await recipientOf(identityFromSeed(seedOf(prf)))]));
}

/**
 * What a passkey gave opens the keyring next, as a passphrase would.
 * @param {Whose & { prf: Uint8Array }} args
 */
function readPasskey({ prf, site, office, name }) {
  beginOpening({ site, office, name, seed: seedOf(prf) });
}

/**
 * The member's secret, sealed to another passphrase. Gives what is sent.
 * @param {{ passphrase: string }} args
 * @param {(share: unknown) => void} progress
 */
async function sealToPassphrase({ passphrase }, progress) {
  const { site, office, name } = ring();
  const proof = await keyring.deriveProof({ site, office, name, passphrase }, progress);
  const { seed } = derived();
  return { new_proof: proof, sealed_secret: toBase64(await seal(file(), [await recipientOf(identityFromSeed(seed))])) };
}

/** The sealed file's content: the secret, and the office's root key as far as it is known. */
function file() {
  const { member, root } = ring();
  return concat(member, fromHex(root));
}

/** @param {Uint8Array} prf */
function seedOf(prf) {
  if (!(prf instanceof Uint8Array) || prf.length !== LENGTH) throw new PasskeyInvalid('length');
  return derive(prf, 'qingfeng/member/passkey/1');
}

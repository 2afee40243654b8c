/**
 * Secrets and their two halves (docs/threat-model.md, key table): 32 random bytes from which
 * HKDF-SHA256 makes an age identity to read with and an Ed25519 key to sign with.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { base32crockford } from '@scure/base';
import { identityFromSeed } from './age.js';
import { fromHex, randomBytes, sha256, toHex, toUtf8 } from './bytes.js';
import { refusal } from './refusal.js';
import { words } from './typed.js';

export const KINDS = Object.freeze(['trust', 'epoch', 'member', 'case', 'reporter', 'attachment']);

/** The name of a secret's kind is not one we know, or the secret is not 32 bytes. */
export const SecretInvalid = refusal('SecretInvalid');

/** The text is not a fingerprint: 20 letters and digits. */
export const FingerprintInvalid = refusal('FingerprintInvalid');

/** A new secret: 32 random bytes. */
export const newSecret = () => randomBytes(32);

/**
 * HKDF-SHA256 with an empty salt, 32 bytes out.
 * @param {Uint8Array} secret
 * @param {string} info
 */
export const derive = (secret, info) => hkdf(sha256, secret, undefined, toUtf8(info), 32);

/**
 * @param {string} kind
 * @param {Uint8Array} secret
 * @param {'reading' | 'signing'} half
 */
function halfOf(kind, secret, half) {
  if (!KINDS.includes(kind) || secret.length !== 32) throw new SecretInvalid(kind);
  return derive(secret, `qingfeng/${kind}/${half}/1`);
}

/**
 * The age identity of a secret.
 * @param {string} kind
 * @param {Uint8Array} secret
 */
export const readingHalf = (kind, secret) => identityFromSeed(halfOf(kind, secret, 'reading'));

/**
 * The Ed25519 key of a secret: the 32-byte seed that `statements.sign` takes.
 * @param {string} kind
 * @param {Uint8Array} secret
 */
export const signingHalf = (kind, secret) => halfOf(kind, secret, 'signing');

/**
 * The public key, in hex, that verifies what a signing half signs.
 * @param {Uint8Array} signingKey
 */
export const verifyKey = (signingKey) => toHex(ed25519.getPublicKey(signingKey));

/**
 * The fingerprint on the poster: the first 100 bits of SHA-256 of an office's root key (hex), in
 * Crockford's base32, five groups of four.
 * @param {string} rootKey
 */
export function fingerprint(rootKey) {
  return printed(fromHex(rootKey, 32));
}

/**
 * The first 100 bits of the SHA-256 of something, as fingerprints are printed.
 * @param {Uint8Array} bytes
 */
export function printed(bytes) {
  return inFours(base32crockford.encode(sha256(bytes).subarray(0, 13)));
}

/**
 * A typed or pasted fingerprint in its printed form: case, spaces and hyphens do not matter, I and
 * L are read as 1 and O as 0. Raises FingerprintInvalid.
 * @param {string} text
 */
export function readFingerprint(text) {
  const digits = words(text).join('').toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0');
  if (!/^[0-9A-HJKMNP-TV-Z]{20}$/.test(digits)) throw new FingerprintInvalid('fingerprint');
  return inFours(digits);
}

/** @param {string} digits */
const inFours = (digits) => [0, 4, 8, 12, 16].map((at) => digits.slice(at, at + 4)).join('-');

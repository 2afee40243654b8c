/**
 * Signed statements: flat JSON objects whose reader ignores fields it does not know.
 *
 * A signature is Ed25519 over `qingfeng/<type>/1\n` and the RFC 8785 form of the statement, so
 * that no signature can be taken for one of another type. `vouch.js` reads the chain of them.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { concat, fromHex, toHex, toUtf8 } from './bytes.js';
import { refusal } from './refusal.js';

/** @typedef {Record<string, any>} Statement */
/**
 * What can be signed; nothing else is, and `tsc` sees to it: the words need not be sent to phones.
 * @typedef {'charter' | 'statement' | 'roster' | 'answer' | 'message' | 'deletion' | 'head' |
 *   'registration' | 'declaration' | 'draft' | 'entry' | 'taking' | 'index' | 'transfer' | 'transfer_result' | 'task' | 'task_answer'} Type
 */

/** The statement was not signed by this key, or was changed since, or cannot be signed. */
export const SignatureInvalid = refusal('SignatureInvalid');

/**
 * The canonical JSON of a value (RFC 8785). Raises SignatureInvalid if it has none.
 * @param {unknown} value
 */
export const canonical = (value) => toUtf8(written(value));

/**
 * @param {unknown} value
 * @returns {string}
 */
function written(value) {
  // JSON.stringify writes text and numbers as RFC 8785 asks, but lets half of a surrogate pass.
  if (typeof value === 'string' && !/\p{Surrogate}/u.test(value)) return JSON.stringify(value);
  if (typeof value === 'boolean' || value === null || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value !== 'object' || value === null) throw new SignatureInvalid(typeof value);
  const object = /** @type {Record<string, unknown>} */ (value);
  // The default order of Array.prototype.sort is that of UTF-16 code units, as RFC 8785 asks.
  const pairs = Object.keys(object).sort().map((key) => `${written(key)}:${written(object[key])}`);
  return `{${pairs.join(',')}}`;
}

/**
 * @param {Type} type
 * @param {Statement} body
 */
function signedBytes(type, body) {
  return concat(toUtf8(`qingfeng/${type}/1\n`), canonical(body));
}

/**
 * The statement with its signature by a signing half.
 * @template {Statement} T
 * @param {Type} type
 * @param {T} body
 * @param {Uint8Array} signingKey
 * @returns {T & { signature: string }}
 */
export function sign(type, body, signingKey) {
  const { signature: _, ...unsigned } = body;
  return { ...body, signature: toHex(ed25519.sign(signedBytes(type, unsigned), signingKey)) };
}

/**
 * The body of a signed statement, without its signature. Raises SignatureInvalid.
 * @param {Type} type
 * @param {Statement} signed
 * @param {string} publicKey hex
 * @returns {Statement}
 */
export function verify(type, signed, publicKey) {
  const { signature, ...body } = Object(signed);
  if (!holds(type, body, signature, publicKey)) throw new SignatureInvalid(type);
  return body;
}

/**
 * @param {Type} type
 * @param {Statement} body
 * @param {string} signature
 * @param {string} publicKey
 */
function holds(type, body, signature, publicKey) {
  try {
    const message = signedBytes(type, body);
    return ed25519.verify(fromHex(signature, 64), message, fromHex(publicKey, 32), { zip215: false });
  } catch {
    return false;
  }
}

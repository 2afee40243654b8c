/**
 * Sealing and opening age v1 files with post-quantum recipients (c2sp.org/age, `mlkem768x25519`).
 *
 * Identities (`AGE-SECRET-KEY-PQ-1…`) and recipients (`age1pq1…`) are strings here, as everywhere
 * in age. The format is `age-encryption`'s; this module narrows it to the one recipient type we
 * use and names the ways in which opening can fail.
 */
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { bech32 } from '@scure/base';
import { AgeError, HeaderInvalid, MacMismatch, NoMatch, PayloadInvalid, UnsupportedRecipient } from './age-errors.js';
import { randomBytes } from './bytes.js';

export * from './age-errors.js';

/** @typedef {import('age-encryption').Identity} LowLevelIdentity */

const STANZA = 'mlkem768x25519';
const RECIPIENT = 'age1pq1';
const POLYNOMIALS = 1152;
const Q = 3329;

/**
 * The identity made from a 32-byte seed.
 * @param {Uint8Array} seed
 */
export function identityFromSeed(seed) {
  if (seed.length !== 32) throw new AgeError('seed');
  return bech32.encodeFromBytes('AGE-SECRET-KEY-PQ-', seed).toUpperCase();
}

export const generateIdentity = () => identityFromSeed(randomBytes(32));

/**
 * The recipient to whom an identity's files are sealed.
 * @param {string} identity
 * @returns {Promise<string>}
 */
export async function recipientOf(identity) {
  try {
    return await identityToRecipient(identity);
  } catch {
    throw new AgeError('identity');
  }
}

/**
 * Seal bytes to one or more recipients. Raises UnsupportedRecipient for any but `age1pq1…`.
 * @param {Uint8Array} data
 * @param {string[]} recipients
 * @returns {Promise<Uint8Array>}
 */
export async function seal(data, recipients) {
  if (recipients.length === 0) throw new AgeError('recipients');
  const encrypter = new Encrypter();
  for (const recipient of recipients) addRecipient(encrypter, recipient);
  try {
    return await encrypter.encrypt(data);
  } catch {
    // Only now does the library look at what the recipient's bytes mean.
    throw new AgeError('recipient');
  }
}

/**
 * Whether a value is the one way to write a recipient that we seal to.
 * @param {unknown} text
 */
export function isRecipient(text) {
  try {
    addRecipient(new Encrypter(), /** @type {string} */ (text));
    return true;
  } catch {
    return false;
  }
}

/**
 * The modulus check of FIPS 203, section 7.2: the numbers of 12 bits before the last 32 bytes of
 * an ML-KEM-768 key are below q. The library leaves it out.
 * @param {string} text
 */
function isReduced(text) {
  const recipient = bech32.fromWords(bech32.decode(/** @type {`${string}1`} */ (text), false).words);
  for (let at = 0; at < POLYNOMIALS; at += 3) {
    const [low, middle, high] = recipient.subarray(at, at + 3);
    if ((low | (middle & 15) << 8) >= Q || (middle >> 4 | high << 4) >= Q) return false;
  }
  return true;
}

/**
 * @param {Encrypter} encrypter
 * @param {string} recipient
 */
function addRecipient(encrypter, recipient) {
  if (!recipient.startsWith(RECIPIENT)) throw new UnsupportedRecipient(recipient.slice(0, recipient.lastIndexOf('1')));
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new AgeError('recipient');
  }
  if (!isReduced(recipient)) throw new AgeError('recipient');
}

/**
 * Open a sealed file. Nothing is given out unless the whole file is whole: raises
 * HeaderInvalid, MacMismatch, NoMatch, UnsupportedRecipient or PayloadInvalid otherwise.
 * @param {Uint8Array} data
 * @param {(string | LowLevelIdentity)[]} identities
 * @returns {Promise<Uint8Array>}
 */
export async function openSealed(data, identities) {
  const types = /** @type {string[]} */ ([]);
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: (stanzas) => note(stanzas, types) });
  for (const identity of identities) addIdentity(decrypter, identity);
  // Given a stream, the library resolves when the header is done and leaves the payload to be read.
  const payload = await decrypter.decrypt(streamOf(data)).catch((error) => {
    throw headerFailure(error, types, data);
  });
  try {
    return new Uint8Array(await new Response(payload).arrayBuffer());
  } catch {
    throw new PayloadInvalid('payload');
  }
}

/**
 * @param {Decrypter} decrypter
 * @param {string | LowLevelIdentity} identity
 */
function addIdentity(decrypter, identity) {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new AgeError('identity');
  }
}

/**
 * An identity that opens nothing and remembers whom the file is sealed to.
 * @param {{ args: string[] }[]} stanzas
 * @param {string[]} types
 */
function note(stanzas, types) {
  for (const stanza of stanzas) types.push(stanza.args[0]);
  return null;
}

/**
 * The library fails with plain errors; its pinned version says these two things in these words.
 * @param {Error} error
 * @param {string[]} types
 * @param {Uint8Array} data
 */
function headerFailure(error, types, data) {
  if (error.message === 'invalid header HMAC') {
    return hasWholeMac(data) ? new MacMismatch('mac') : new HeaderInvalid('mac');
  }
  if (!error.message.startsWith('no identity matched')) return new HeaderInvalid('header');
  if (types.includes(STANZA)) return new NoMatch('identity');
  return new UnsupportedRecipient(types.join(' '));
}

/**
 * Whether the header ends in 32 bytes of MAC; the library takes any number of them for a wrong one.
 * @param {Uint8Array} data
 */
const hasWholeMac = (data) => /\n--- [^\n]{43}\n/.test(new TextDecoder('latin1').decode(data));

/**
 * @param {Uint8Array} data
 * @returns {ReadableStream<Uint8Array>}
 */
function streamOf(data) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(data);
      controller.close();
    },
  });
}

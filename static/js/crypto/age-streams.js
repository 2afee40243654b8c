/** Sealing and opening files that are too large to be held whole: age's payload as a stream. */
import { Decrypter, Encrypter } from 'age-encryption';
import { HeaderInvalid, NoMatch, PayloadInvalid } from './age-errors.js';
import { recipientOf } from './age.js';

/** @typedef {ReadableStream<Uint8Array>} Bytes */

/**
 * Seal a stream to the one recipient that an identity opens.
 * @param {Bytes} stream
 * @param {string} identity
 * @returns {Promise<Bytes>}
 */
export async function sealStream(stream, identity) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await recipientOf(identity));
  return encrypter.encrypt(stream);
}

/**
 * Open a sealed stream. Each 64 KiB are verified before they are given out; that the end is not cut
 * off shows only there, where reading fails. Raises NoMatch or HeaderInvalid.
 * @param {Bytes} stream
 * @param {string} identity
 * @returns {Promise<Bytes>}
 */
export async function openStream(stream, identity) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(stream).catch((error) => {
    throw error.message.startsWith('no identity matched') ? new NoMatch('identity') : new HeaderInvalid('header');
  });
}

/**
 * Give every chunk of an opened stream to `take`. Raises PayloadInvalid.
 * @param {Bytes} stream
 * @param {(chunk: Uint8Array) => void} take
 */
export async function readAll(stream, take) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => { throw new PayloadInvalid('payload'); });
    if (done) return;
    take(value);
  }
}

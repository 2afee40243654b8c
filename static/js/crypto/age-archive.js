/** Sealing a long file to a recipient whose identity is somebody else's. */
import { Encrypter } from 'age-encryption';
import { hkdf } from '@noble/hashes/hkdf.js';
import { Sealing } from './age-streams.js';
import { AgeError, isRecipient } from './age.js';
import { concat, randomBytes, sha256, toUtf8 } from './bytes.js';

const NONCE = 16;
const TAG = 16;

/**
 * A file that is being sealed to this recipient alone. Raises AgeError for any but `age1pq1…`.
 * @param {string} recipient
 */
export async function sealingTo(recipient) {
  if (!isRecipient(recipient)) throw new AgeError('recipient');
  let fileKey = new Uint8Array(0);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  // Writes no stanza: it only hears the key that the library has drawn for this file.
  encrypter.addRecipient({ wrapFileKey: (key) => { fileKey = key.slice(); return []; } });
  const empty = await encrypter.encrypt(new Uint8Array(0)).catch(() => { throw new AgeError('recipient'); });
  const header = empty.slice(0, empty.length - NONCE - TAG);
  const nonce = randomBytes(NONCE);
  return new Sealing(concat(header, nonce), hkdf(sha256, fileKey, nonce, toUtf8('payload'), 32));
}

/** Cleaning a chosen file as far as this worker can; documents are for their own worker. */
import { ENOUGH, kindOf } from './kinds.js';
import { cleanPicture, isPicture } from './pictures.js';

/**
 * @typedef {import('./kinds.js').Kind} Kind
 * @typedef {{ kind: Kind, verdict: 'removed' | 'none' | 'unsure', blob: Blob }} Chosen
 */

// Above this a file is not taken into memory whole: what it holds stays unsure.
const MOST_BYTES = 48 * 1024 * 1024;

/**
 * What a chosen file is, what it still contains, and what to send. Only pictures are read whole.
 * @param {Blob} blob
 * @returns {Promise<Chosen>}
 */
export async function clean(blob) {
  const kind = kindOf(await bytesOf(blob.slice(0, ENOUGH)));
  if (!isPicture(kind) || blob.size > MOST_BYTES) return { kind, verdict: 'unsure', blob };
  const { verdict, bytes } = cleanPicture(await bytesOf(blob));
  const kept = /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
  return { kind, verdict, blob: verdict === 'removed' ? new Blob([kept], { type: `image/${kind}` }) : blob };
}

/** @param {Blob} blob */
export const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

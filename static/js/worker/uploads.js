/** The uploads of this page, by the number that the page gave them. */
import { Upload } from './upload.js';

/** @typedef {{ upload: Upload, key: string }} Held */

/** @type {Map<number, Held>} */
const held = new Map();

/** @type {import('./main.js').Ops} */
export const ops = { upload, withdraw };

/**
 * Upload a file, or go on with what an earlier question about it left undone. Raises Offline,
 * Refused (the message is the reason, docs/api.md), Unreadable or Cancelled.
 * @param {{ number: number, blob: Blob, route: import('./routes.js').Route }} args
 * @param {(standing: import('./upload.js').Standing) => void} progress
 */
async function upload({ number, blob, route }, progress) {
  const key = route.area === 'portal' ? route.office : route.area;
  if (held.get(number)?.key !== key) held.set(number, { upload: new Upload(blob, route), key });
  const { upload } = /** @type {Held} */ (held.get(number));
  try {
    return await upload.run(progress);
  } catch (error) {
    if (!mayGoOn(error)) held.delete(number);
    throw error;
  }
}

/**
 * Whether what was sent so far is of use: the server was not there, or could not take more now.
 * @param {unknown} error
 */
function mayGoOn(error) {
  const { name, status } = /** @type {{ name: string, status?: number }} */ (error);
  return name === 'Offline' || status === 503;
}

/**
 * Take a file back, whether it is on its way or there. Raises Offline or Refused.
 * @param {{ number: number }} args
 */
async function withdraw({ number }) {
  const upload = held.get(number)?.upload;
  held.delete(number);
  await upload?.cancel();
}

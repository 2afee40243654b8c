/**
 * The worker: everything slow or secret happens here, off the page's thread. A page asks by name
 * (components/worker.js); what an operation keeps between two questions stays in this worker.
 *
 * Question `{ id, name, args }`; answers `{ id, progress }` any number of times, then either
 * `{ id, result }` or `{ id, error: { name, message } }`.
 */
import '../crypto/floor.js';
import { ops as casework } from './casework.js';
import { ops as mailbox } from './mailbox.js';
import { ops as reporting } from './reporting.js';

/**
 * @typedef {(args: any, progress: (value: unknown) => void) => unknown} Op
 * @typedef {Record<string, Op>} Ops
 * @typedef {{ id: number, name: string, args: unknown }} Question
 */

// Below this, copying is cheap, and a secret that an operation still holds is never moved away.
const WORTH_MOVING = 4096;

const ops = new Map(Object.entries({ ...reporting, ...mailbox, ...casework }));

// The page types of `lib.dom` know `self` as a window, whose postMessage has other parameters.
const host = /** @type {{ postMessage(message: unknown, moved?: Transferable[]): void }} */ (
  /** @type {unknown} */ (self)
);

self.addEventListener('message', (event) => answer(event.data));

/** @param {Question} question */
async function answer({ id, name, args }) {
  try {
    const op = ops.get(name);
    if (op === undefined) throw new ReferenceError(name);
    const result = await op(args, (progress) => host.postMessage({ id, progress }));
    host.postMessage({ id, result }, movable(result));
  } catch (error) {
    const { name: kind, message } = /** @type {Error} */ (error);
    host.postMessage({ id, error: { name: kind, message } });
  }
}

/**
 * The buffers of large byte arrays that are, or lie directly in, a result.
 * @param {unknown} result
 * @returns {ArrayBuffer[]}
 */
function movable(result) {
  const values = result instanceof Uint8Array ? [result] : Object.values(Object(result));
  const buffers = values.filter(isWorthMoving).map((bytes) => bytes.buffer);
  return [...new Set(buffers)];
}

/**
 * @param {unknown} value
 * @returns {value is Uint8Array<ArrayBuffer>}
 */
function isWorthMoving(value) {
  return value instanceof Uint8Array && value.length >= WORTH_MOVING && value.length === value.buffer.byteLength;
}

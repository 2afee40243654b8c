/**
 * The border of the worker: a page asks by name (components/worker.js) and is answered.
 *
 * Question `{ id, name, args }`; answers `{ id, progress }` any number of times, then either
 * `{ id, result }` or `{ id, error: { name, message } }`.
 */

/**
 * @typedef {(args: any, progress: (value: unknown) => void) => unknown} Op
 * @typedef {Record<string, Op>} Ops
 * @typedef {{ id: number, name: string, args: unknown }} Question
 */

// Below this, copying is cheap, and a secret that an operation still holds is never moved away.
const WORTH_MOVING = 4096;

// The page types of `lib.dom` know `self` as a window, whose postMessage has other parameters.
const host = /** @type {{ postMessage(message: unknown, moved?: Transferable[]): void }} */ (
  /** @type {unknown} */ (self)
);

/**
 * Answer questions with these operations from now on.
 * @param {Ops} ops
 */
export function serve(ops) {
  const known = new Map(Object.entries(ops));
  self.addEventListener('message', (event) => answer(known, event.data));
}

/**
 * @param {Map<string, Op>} ops
 * @param {Question} question
 */
async function answer(ops, { id, name, args }) {
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

/**
 * The page's end of the worker: `await ask('name', args, onProgress)`.
 *
 * `<html data-worker data-worker-integrity>` names the one script a worker may be made of; it is
 * checked against its hash before it runs, and the Trusted Types policy accepts nothing else.
 */

/**
 * @typedef {{ resolve: (result: any) => void, reject: (error: Error) => void,
 *   onProgress?: (value: any) => void }} Waiting
 * @typedef {{ id: number, result?: unknown, progress?: unknown,
 *   error?: { name: string, message: string } }} Answer
 * @typedef {{ createScriptURL(url: string): string }} Policy
 */

/** The worker could not be loaded, or stopped: nothing was sealed and nothing sent. */
export class WorkerUnavailable extends Error {
  name = 'WorkerUnavailable';
}

const { worker: address = '', workerIntegrity: integrity = '' } = document.documentElement.dataset;

/** @type {Map<number, Waiting>} */
const waiting = new Map();
/** @type {Promise<Worker> | null} */
let starting = null;
let asked = 0;

/**
 * Have the worker do something. Rejects with an Error that bears the name of the worker's error
 * (`NoMatch`, `Mistyped`, …), or with WorkerUnavailable.
 * @param {string} name
 * @param {unknown} [args]
 * @param {(value: any) => void} [onProgress]
 * @returns {Promise<any>}
 */
export async function ask(name, args, onProgress) {
  starting ??= start();
  const worker = await starting;
  return new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { resolve, reject, onProgress });
    worker.postMessage({ id: asked, name, args });
  });
}

/** Load the worker ahead of the first question, so that the person does not wait for it. */
export function warmUp() {
  starting ??= start();
  starting.catch(() => {});
}

/** @returns {Promise<Worker>} */
async function start() {
  try {
    // A worker takes no `integrity`: have the browser check the bytes, then use its cached copy.
    const response = await fetch(address, { integrity, credentials: 'same-origin' });
    if (!response.ok) throw new Error(String(response.status));
    await response.arrayBuffer();
    const worker = new Worker(trusted(address));
    worker.addEventListener('message', (event) => hear(event.data));
    worker.addEventListener('error', () => stop(worker));
    return worker;
  } catch (error) {
    starting = null;
    throw new WorkerUnavailable(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {Answer} answer
 */
function hear({ id, result, progress, error }) {
  const question = waiting.get(id);
  if (question === undefined) return;
  if (progress !== undefined) {
    question.onProgress?.(progress);
    return;
  }
  waiting.delete(id);
  if (error === undefined) question.resolve(result);
  else question.reject(Object.assign(new Error(error.message), { name: error.name }));
}

/**
 * A worker that failed outside of a question will not answer any: let the next one start anew.
 * @param {Worker} worker
 */
function stop(worker) {
  worker.terminate();
  starting = null;
  for (const question of waiting.values()) question.reject(new WorkerUnavailable('stopped'));
  waiting.clear();
}

/**
 * End the worker and with it everything it holds; the next question starts another one. Whoever
 * still waits for an answer is left waiting: their page has been put away.
 */
export function dismiss() {
  const leaving = starting;
  starting = null;
  waiting.clear();
  leaving?.then((worker) => worker.terminate(), () => {});
}

/** @type {Policy | undefined} */
let policy;

/** @param {string} url */
function trusted(url) {
  const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }} */ (window);
  if (trustedTypes === undefined) return url;
  policy ??= trustedTypes.createPolicy('qingfeng', { createScriptURL: onlyTheWorker });
  return policy.createScriptURL(url);
}

/** @param {string} url */
function onlyTheWorker(url) {
  if (url !== address) throw new TypeError('not the worker');
  return url;
}

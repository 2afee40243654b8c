/**
 * The page's end of its workers: `await ask('name', args, onProgress)` asks the main one,
 * `connect('files').ask(…)` another.
 *
 * `<html data-worker data-worker-integrity>` names the script of the main one, `data-files`,
 * `data-documents` and `data-papers` those of the others. Each is fetched when it is first asked, checked against its
 * hash before it runs, and the Trusted Types policy accepts nothing else.
 */

/**
 * @typedef {{ resolve: (result: any) => void, reject: (error: Error) => void,
 *   onProgress?: (value: any) => void }} Waiting
 * @typedef {{ id: number, result?: unknown, progress?: unknown,
 *   error?: { name: string, message: string } }} Answer
 * @typedef {{ createScriptURL(url: string): string }} Policy
 * @typedef {'worker' | 'files' | 'documents' | 'papers'} Name
 */

/** The worker could not be loaded, or stopped: nothing was sealed and nothing sent. */
export class WorkerUnavailable extends Error {
  name = 'WorkerUnavailable';
}

/** As the page was served: what is written into it later names no worker. */
const served = { ...document.documentElement.dataset };

/** One worker: started by the first question, or ahead of it. */
class Connection {
  /** @param {Name} name */
  constructor(name) {
    this.name = name;
    /** @type {Map<number, Waiting>} */
    this.waiting = new Map();
    /** @type {Promise<Worker> | null} */
    this.starting = null;
    this.asked = 0;
  }

  /**
   * Have the worker do something. Rejects with an Error that bears the name of the worker's error
   * (`NoMatch`, `Mistyped`, …), or with WorkerUnavailable.
   * @param {string} name
   * @param {unknown} [args]
   * @param {(value: any) => void} [onProgress]
   * @returns {Promise<any>}
   */
  async ask(name, args, onProgress) {
    this.starting ??= this.start();
    const worker = await this.starting;
    return new Promise((resolve, reject) => {
      this.asked += 1;
      this.waiting.set(this.asked, { resolve, reject, onProgress });
      worker.postMessage({ id: this.asked, name, args });
    });
  }

  /** Load the worker ahead of the first question, so that the person does not wait for it. */
  warmUp() {
    this.starting ??= this.start();
    this.starting.catch(() => {});
  }

  /** @returns {Promise<Worker>} */
  async start() {
    try {
      const worker = await load(served[this.name] ?? '', served[`${this.name}Integrity`] ?? '');
      worker.addEventListener('message', (event) => this.hear(event.data));
      worker.addEventListener('error', () => this.stop(worker));
      return worker;
    } catch (error) {
      this.starting = null;
      throw new WorkerUnavailable(/** @type {Error} */ (error).message);
    }
  }

  /**
   * @param {Answer} answer
   */
  hear({ id, result, progress, error }) {
    const question = this.waiting.get(id);
    if (question === undefined) return;
    if (progress !== undefined) {
      question.onProgress?.(progress);
      return;
    }
    this.waiting.delete(id);
    if (error === undefined) question.resolve(result);
    else question.reject(Object.assign(new Error(error.message), { name: error.name }));
  }

  /**
   * A worker that failed outside of a question will not answer any: let the next one start anew.
   * @param {Worker} worker
   */
  stop(worker) {
    worker.terminate();
    this.starting = null;
    for (const question of this.waiting.values()) question.reject(new WorkerUnavailable('stopped'));
    this.waiting.clear();
  }

  /**
   * End the worker and with it everything it holds; the next question starts another one. Whoever
   * still waits for an answer is left waiting: their page has been put away.
   */
  dismiss() {
    const leaving = this.starting;
    this.starting = null;
    this.waiting.clear();
    leaving?.then((worker) => worker.terminate(), () => {});
  }
}

/**
 * A worker takes no `integrity`: have the browser check the bytes, then use its cached copy.
 * @param {string} address
 * @param {string} integrity
 */
async function load(address, integrity) {
  const response = await fetch(address, { integrity, credentials: 'same-origin' });
  if (!response.ok) throw new Error(String(response.status));
  await response.arrayBuffer();
  return new Worker(trusted(address));
}

/** @type {{ [name in Name]?: Connection }} */
const connections = {};

/**
 * The page's one connection to a worker.
 * @param {Name} name
 */
export const connect = (name) => (connections[name] = connections[name] || new Connection(name));

const main = connect('worker');
export const ask = main.ask.bind(main);
export const warmUp = main.warmUp.bind(main);
/** End every worker of this page. */
export const dismiss = () => Object.values(connections).forEach((connection) => connection.dismiss());

/** @type {Policy | undefined} */
let policy;

/** @param {string} url */
function trusted(url) {
  const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }} */ (window);
  if (trustedTypes === undefined) return url;
  policy ??= trustedTypes.createPolicy('qingfeng', { createScriptURL: onlyOurWorkers });
  return policy.createScriptURL(url);
}

/** @param {string} url */
function onlyOurWorkers(url) {
  if (!Object.values(served).includes(url)) throw new TypeError('not a worker of ours');
  return url;
}

/**
 * Getting one sealed body to the server: seal, work, send; and again, until it is there once.
 *
 * A parcel keeps its id and body, so sending it a second time stores nothing twice.
 */
import { ask } from '../components/worker.js';
import { challenge, forgetChallenge } from './challenge.js';
import { Offline, Refused, request } from './requests.js';

/**
 * @typedef {import('../worker/reporting.js').Sealed} Sealed
 * @typedef {(key: string) => void} Say
 * @typedef {{ url: string, method: string,
 *   seal: (id?: string) => Promise<Sealed>,
 *   fields: () => Record<string, string>,
 *   renew: (facts: Record<string, any>) => Promise<void>,
 *   refresh: () => Promise<unknown> }} Route
 *   seal: a sealed body, under this id if one is given; fields: what goes with it beside id and
 *   work; renew: trust the office's new statement or refuse; refresh: the id was taken
 * @typedef {{ challenge: string, solution: string }} Work
 */

const ATTEMPTS = 4;

export class Parcel {
  /** @param {Route} route */
  constructor(route) {
    this.route = route;
    /** @type {string | undefined} */
    this.id = undefined;
    /** @type {Promise<Sealed> | null} */
    this.sealed = null;
    /** @type {Promise<Work> | null} */
    this.work = null;
    /** Whether it was sent and no answer of ours came back: it may have arrived. */
    this.lost = false;
  }

  /**
   * Seal and do the work, ahead of sending if there is time.
   * @param {Say} say
   * @returns {Promise<FormData>}
   */
  async prepare(say) {
    say('sealing');
    this.sealed ??= this.route.seal(this.id);
    const sealed = await this.sealed.catch((error) => this.startOver(error));
    this.id = sealed.id;
    say('working');
    this.work ??= workFor(sealed);
    const work = await this.work.catch((error) => this.startOver(error));
    return formOf({ ...this.route.fields(), id: sealed.id, ...work }, sealed.body);
  }

  /**
   * Forget what failed, so that the next attempt makes it anew.
   * @param {unknown} error
   * @returns {never}
   */
  startOver(error) {
    this.sealed = null;
    this.work = null;
    throw error;
  }

  /**
   * Send it. Raises Offline, Refused, Untrusted and what sealing raises.
   * @param {Say} say
   * @returns {Promise<any>} the server's confirmation
   */
  async send(say) {
    for (let attempt = 1; ; attempt += 1) {
      const body = await this.prepare(say);
      say('sending');
      try {
        return await request(this.route.url, { method: this.route.method, body });
      } catch (error) {
        this.lost ||= isLost(error);
        if (attempt === ATTEMPTS || !(await this.mend(error))) throw error;
      }
    }
  }

  /**
   * Put right what the server refused, where that can be done without a word.
   * @param {unknown} error
   */
  async mend(error) {
    if (!(error instanceof Refused)) return false;
    const { error: reason, office } = error.answer;
    this.work = null;
    if (reason === 'challenge_expired' || reason === 'work_missing') {
      forgetChallenge();
      return true;
    }
    this.sealed = null;
    if (reason === 'epoch_retired') await this.route.renew(office);
    else if (reason === 'id_taken') await this.route.refresh();
    else return false;
    if (reason === 'id_taken') this.id = undefined;
    return true;
  }
}

/**
 * No answer, or the words of something between us and the server.
 * @param {unknown} error
 */
const isLost = (error) =>
  error instanceof Offline || (error instanceof Refused && error.status >= 500 && !error.answer.error);

/**
 * @param {Sealed} sealed
 * @returns {Promise<Work>}
 */
async function workFor({ id, digest }) {
  const given = await challenge();
  return { challenge: given.challenge, solution: await ask('solve', { ...given, id, digest }) };
}

/**
 * @param {Record<string, string>} fields
 * @param {Uint8Array} body
 */
function formOf(fields, body) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (body);
  form.append('body', new Blob([bytes], { type: 'application/octet-stream' }), 'body');
  return form;
}

/**
 * An epoch at its fixed width.
 * @param {number} epoch
 */
export const wide = (epoch) => String(epoch).padStart(6, '0');

/**
 * The ids of attachments at their fixed width, which says nothing of how many there are.
 * @param {{ id: string }[]} attachments
 */
export const idsOf = (attachments) => attachments.map(({ id }) => id).join(' ').padEnd(20 * 36 + 19);

/**
 * Which text tells a person what became of a sending that failed.
 * @param {unknown} error
 */
export function failureText(error) {
  const { name, status, message } = /** @type {Error & { status?: number }} */ (error);
  if (name === 'Offline') return 'offline';
  if (name === 'TooLong') return 'too_long';
  if (name === 'WorkerUnavailable') return 'unready';
  if (message === 'mailbox_full') return 'full';
  return status === 503 ? 'closed' : 'fault';
}

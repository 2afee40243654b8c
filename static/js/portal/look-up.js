/**
 * Looking a mailbox up by its token. The work for it is done once: the same look-up may be repeated
 * with it, so reading on after each message costs no more.
 */
import { ask } from '../components/worker.js';
import { challenge, forgetChallenge } from './challenge.js';
import { Refused, request } from './requests.js';

/** @typedef {{ challenge: string, solution: string }} Work */

const ATTEMPTS = 4;
const STALE = ['challenge_expired', 'work_missing'];

export class LookUp {
  /**
   * @param {string} token
   * @param {string} mailboxId SHA-256 of the token, which the work is for
   */
  constructor(token, mailboxId) {
    this.token = token;
    this.mailboxId = mailboxId;
    /** @type {Work | null} */
    this.work = null;
  }

  /**
   * What lies in the mailbox. Raises Offline, Refused.
   * @returns {Promise<any>}
   */
  async fetch() {
    for (let attempt = 1; ; attempt += 1) {
      this.work ??= await this.solve();
      try {
        return await request('/mailbox', { method: 'POST', body: this.form(this.work) });
      } catch (error) {
        if (attempt === ATTEMPTS || !isStale(error)) throw error;
        forgetChallenge();
        this.work = null;
      }
    }
  }

  /** @returns {Promise<Work>} */
  async solve() {
    const given = await challenge();
    const id = this.mailboxId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
    const solution = await ask('solve', { ...given, id, digest: this.mailboxId });
    return { challenge: given.challenge, solution };
  }

  /** @param {Work} work */
  form(work) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ token: this.token, ...work })) form.append(name, value);
    return form;
  }
}

/** @param {unknown} error */
const isStale = (error) => error instanceof Refused && STALE.includes(error.answer.error);

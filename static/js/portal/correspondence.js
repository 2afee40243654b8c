/** The letters of one mailbox: opened with a code, continued, deleted. Memory only. */
import { ask } from '../components/worker.js';
import { Parcel, idsOf, wide } from './delivery.js';
import { Enclosures } from './enclosures.js';
import { LookUp } from './look-up.js';
import { Untrusted, vouchByPoster, vouchFor } from './office.js';
import { request } from './requests.js';

/**
 * @typedef {import('./office.js').Office} Office
 * @typedef {import('./delivery.js').Say} Say
 * @typedef {import('../worker/mailbox.js').Answer} Answer
 * @typedef {import('../worker/mailbox.js').Sent} Sent
 * @typedef {import('../worker/mailbox.js').Message} Message
 * @typedef {{ office: string, received_on: string, deliver_on: string, messages: Sent[],
 *   answers: { id: string, answered_on: string, sealed: string }[], ticket?: string, today?: string,
 *   opened_on?: string | null, accept_by?: string, provisional?: boolean, facts?: Record<string, any>,
 *   earlier?: object[] }} Box facts, earlier: of an office whose own documents are withdrawn
 * @typedef {{ box: Box, facts: Record<string, any>, name: string, answers: Answer[], trouble: string,
 *   fingerprint: string, confirmed: boolean }} Opened
 *   name: the office's, as its statement says; trouble: why something is left out or nothing may be
 *   written (forged, replaced, expired); confirmed: the fingerprint came from the poster or stood
 *   inside an answer that verified
 */

export class Correspondence {
  /**
   * @param {string} site id of this installation, hex
   * @param {string[]} fingerprints from the poster, if known
   */
  constructor(site, fingerprints) {
    this.site = site;
    this.fingerprints = fingerprints;
    this.token = '';
    /** @type {LookUp | null} */
    this.lookUp = null;
    this.ticket = '';
    this.enclosures = new Enclosures(() => this.ticket, () => this.fetch());
    /** @type {Sent[]} */
    this.sent = [];
    /** @type {Office | null} */
    this.office = null;
    /** @type {{ key: string, parcel: Parcel } | null} */
    this.packed = null;
  }

  /** The telephone of the office this mailbox belongs to. */
  get phone() {
    return this.facts?.phone ?? '';
  }

  /**
   * Open the mailbox of a code. Raises Mistyped, Offline, Refused.
   * @param {string} code
   * @param {Say} say
   * @returns {Promise<Opened>}
   */
  async open(code, say) {
    say('deriving');
    const { site } = this;
    const { token, mailboxId } = await ask('enterMailbox', { code, site });
    this.token = token;
    this.lookUp = new LookUp(token, mailboxId);
    say('opening');
    return this.look();
  }

  /**
   * What lies in the mailbox now, and whose it is: it may have gone to the office above. Raises
   * Offline, Refused.
   * @returns {Promise<Opened>}
   */
  async look() {
    const box = await this.fetch();
    this.office = null;
    this.facts = box.facts ?? await request(`/o/${box.office}/office.json`);
    return this.read(box, this.site).catch((error) => this.untrusted(box, error));
  }

  /**
   * @param {Box} box
   * @param {string} site
   * @returns {Promise<Opened>}
   */
  async read(box, site) {
    const facts = /** @type {Record<string, any>} */ (this.facts);
    const vouched = await vouchByPoster(box.office, facts, site, this.fingerprints);
    const letters = { site, office: vouched, facts, answers: box.answers };
    let read = await ask('readAnswers', { ...letters, earlier: null });
    if (read.trouble === 'earlier') {
      const { earlier } = box.earlier ? box : await request(`/o/${box.office}/earlier.json`);
      read = await ask('readAnswers', { ...letters, earlier });
    }
    if (read.trouble !== 'replaced') this.office = { site, facts, vouched };
    const confirmed = this.fingerprints.length > 0 || read.confirmed;
    return { ...read, box, facts, name: vouched.name, fingerprint: vouched.fingerprint, confirmed };
  }

  /**
   * A mailbox of an office that nothing vouches for: its dates, and what to do.
   * @param {Box} box
   * @param {unknown} error
   * @returns {Opened}
   */
  untrusted(box, error) {
    if (!(error instanceof Untrusted)) throw error;
    const trouble = error.reason === 'expired' ? 'expired' : 'replaced';
    const facts = /** @type {Record<string, any>} */ (this.facts);
    return { box, facts, name: facts.name, answers: [], trouble, fingerprint: '', confirmed: true };
  }

  /** @returns {Promise<Box>} */
  async fetch() {
    const box = /** @type {Box} */ (await this.lookUp?.fetch());
    this.sent = box.messages;
    this.ticket = box.ticket ?? '';
    return box;
  }

  /**
   * Send a message; all that was sent so far comes back. The server's confirmation is enough to know
   * it: what arrived is never told to be lost because a second look failed.
   * @param {Message} message
   * @param {Say} say
   */
  async write(message, say) {
    const parcel = this.parcel(JSON.stringify(message), '/mailbox/messages', 'POST', 'sealMessage', { message });
    const { received_on: on } = await parcel.send(say);
    const { id, digest } = /** @type {import('../worker/reporting.js').Sealed} */ (await parcel.sealed);
    this.sent = [...this.sent.filter((other) => other.id !== id), { id, sent_on: on, sha256: digest }];
    this.packed = null;
    return this.sent;
  }

  /**
   * Delete the mailbox, with a signed word to the office that its writer wished it.
   * @param {Say} say
   */
  remove(say) {
    return this.parcel('deletion', '/mailbox', 'DELETE', 'sealDeletion', {}).send(say);
  }

  /**
   * @param {string} key the same parcel as long as this stays the same
   * @param {string} url
   * @param {string} method
   * @param {string} op
   * @param {{ message?: Message }} content
   */
  parcel(key, url, method, op, content) {
    if (this.packed?.key !== key) this.packed = { key, parcel: this.pack(url, method, op, content) };
    return this.packed.parcel;
  }

  /**
   * @param {string} url
   * @param {string} method
   * @param {string} op
   * @param {{ message?: Message }} content
   */
  pack(url, method, op, content) {
    let [to, epoch] = ['', 0];
    return new Parcel({
      url,
      method,
      seal: () => {
        const { site, vouched } = this.trusted();
        [to, epoch] = [vouched.office, vouched.epoch];
        return ask(op, { site, office: vouched, sent: this.sent, ...content });
      },
      fields: () => ({
        token: this.token, office: to.padEnd(40), epoch: wide(epoch), attachments: idsOf(content.message?.attachments ?? []),
      }),
      renew: (facts) => this.renew(facts),
      refresh: () => this.fetch(),
    });
  }

  /** The office, if anything may be sealed to it. Raises Untrusted. */
  trusted() {
    if (this.office === null) throw new Untrusted('broken');
    return this.office;
  }

  /**
   * The office has a new statement: seal to it if it comes from the same root key.
   * @param {Record<string, any>} facts
   */
  async renew(facts) {
    const { site, vouched: before } = this.trusted();
    const vouched = await vouchFor(before.office, facts, site, before.fingerprint);
    this.office = { site, facts, vouched };
  }
}

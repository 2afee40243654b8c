/** What is being written on this page: the office, the receipt code, the parcel. Memory only. */
import { language } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { Parcel, wide } from './delivery.js';
import { findOffice, vouchFor } from './office.js';

/**
 * @typedef {import('./office.js').Office} Office
 * @typedef {import('../worker/reporting.js').Said} Said
 * @typedef {{ code: string, mailboxId: string, recipient: string, verifyKey: string }} Receipt
 */

// 20 attachment ids of 36 characters with a space between: always sent, so its width says nothing.
const ATTACHMENTS = ' '.repeat(739);

export class Draft {
  /** @param {{ slug: string, kind: string, flow: string, fingerprint: string }} about */
  constructor(about) {
    this.about = about;
    /** @type {Promise<Office> | null} */
    this.finding = null;
    /** @type {Promise<Receipt> | null} */
    this.drawing = null;
    /** @type {{ key: string, parcel: Parcel } | null} */
    this.packed = null;
  }

  /**
   * The office, vouched for. Raises Untrusted, Offline, Refused; asking again tries again.
   * @returns {Promise<Office>}
   */
  office() {
    const { slug, fingerprint } = this.about;
    this.finding ??= findOffice(slug, fingerprint).catch((error) => {
      this.finding = null;
      throw error;
    });
    return this.finding;
  }

  /**
   * The receipt code and what follows from it.
   * @returns {Promise<Receipt>}
   */
  receipt() {
    this.drawing ??= this.office().then(({ site }) => ask('newReceipt', { site })).catch((error) => {
      this.drawing = null;
      throw error;
    });
    return this.drawing;
  }

  /** The code is in use already: the next one is a new one. */
  dropReceipt() {
    this.drawing = null;
    this.packed = null;
  }

  /**
   * The parcel for these answers: the same one as long as they stay the same.
   * @param {Said[]} answers
   */
  parcel(answers) {
    const key = JSON.stringify(answers);
    if (this.packed?.key !== key) this.packed = { key, parcel: this.pack(answers) };
    return this.packed.parcel;
  }

  /** @param {Said[]} answers */
  pack(answers) {
    const { slug, kind, flow } = this.about;
    /** @type {() => Record<string, string>} */
    let fields = () => ({});
    return new Parcel({
      url: '/reports',
      method: 'POST',
      seal: async (id) => {
        const [{ site, vouched }, receipt] = await Promise.all([this.office(), this.receipt()]);
        fields = () => ({
          office: slug, epoch: wide(vouched.epoch), mailbox_id: receipt.mailboxId,
          deliver: 'now', attachments: ATTACHMENTS,
        });
        return ask('sealReport', { id, kind, flow, language: language(), site, office: vouched, answers, receipt });
      },
      fields: () => fields(),
      renew: (facts) => this.renew(facts),
      refresh: async () => {},
    });
  }

  /**
   * The office has a new statement: seal to it if it comes from the same root key.
   * @param {Record<string, any>} facts
   */
  async renew(facts) {
    const { site, vouched: before } = await this.office();
    const vouched = await vouchFor(this.about.slug, facts, site, before.fingerprint);
    this.finding = Promise.resolve({ site, facts, vouched });
  }
}

/** What is being written on this page: the offices, the receipt code, the parcel. Memory only. */
import { language } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { Parcel, idsOf, wide } from './delivery.js';
import { findOffice, vouchFor } from './office.js';
import { SuperiorUnusable, findSuperior } from './superior.js';

/**
 * @typedef {import('./office.js').Office} Office
 * @typedef {import('../worker/reporting.js').Content} Content
 * @typedef {{ code: string, mailboxId: string, recipient: string, verifyKey: string }} Receipt
 * @typedef {'hospital' | 'authority'} To
 */

export class Draft {
  /**
   * @param {{ slug: string, kind: string, flow: string, fingerprint: string }} about
   *   fingerprint: of the office, as the poster or else the page has it
   */
  constructor(about) {
    this.about = about;
    /** @type {To} whom it is sealed to */
    this.to = 'hospital';
    /** @type {Partial<Record<To, Promise<Office | null>>>} */
    this.finding = {};
    /** @type {Promise<Receipt> | null} */
    this.drawing = null;
    /** @type {{ key: string, parcel: Parcel } | null} */
    this.packed = null;
  }

  /**
   * The office of this page, vouched for. Raises Untrusted, Offline, Refused; asking again tries again.
   * @returns {Promise<Office>}
   */
  hospital() {
    return /** @type {Promise<Office>} */ (
      this.found('hospital', () => findOffice(this.about.slug, this.about.fingerprint))
    );
  }

  /**
   * Its superior authority, vouched for; null where the office's own keys name none that holds.
   * Raises as `hospital`.
   * @returns {Promise<Office | null>}
   */
  superior() {
    return this.found('authority', async () => findSuperior(await this.hospital()));
  }

  /**
   * @param {To} to
   * @param {() => Promise<Office | null>} find
   */
  async found(to, find) {
    this.finding[to] ??= find();
    try {
      const office = await this.finding[to];
      if (office === null) delete this.finding[to];
      return office;
    } catch (error) {
      delete this.finding[to];
      throw error;
    }
  }

  /**
   * Whom it is sealed to. Raises SuperiorUnusable: whoever chose the authority is never given the
   * hospital instead.
   * @returns {Promise<Office>}
   */
  async office() {
    const office = await (this.to === 'hospital' ? this.hospital() : this.superior());
    if (office === null) throw new SuperiorUnusable(this.to);
    return office;
  }

  /**
   * How large files may be, and how many.
   * @returns {Promise<import('../components/evidence/index.js').Limits>}
   */
  async limits() {
    return /** @type {any} */ ((await this.hospital()).facts);
  }

  /**
   * The receipt code and what follows from it.
   * @returns {Promise<Receipt>}
   */
  receipt() {
    this.drawing ??= this.hospital().then(({ site }) => ask('newReceipt', { site })).catch((error) => {
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
   * The parcel for this content: the same one as long as it stays the same.
   * @param {Content} content
   */
  parcel(content) {
    const key = JSON.stringify([this.to, content]);
    if (this.packed?.key !== key) this.packed = { key, parcel: this.pack(content) };
    return this.packed.parcel;
  }

  /** @param {Content} content */
  pack(content) {
    const { kind, flow } = this.about;
    /** @type {() => Record<string, string>} */
    let fields = () => ({});
    return new Parcel({
      url: '/reports',
      method: 'POST',
      seal: async (id) => {
        const [{ site, vouched }, { vouched: here }, receipt] = await Promise.all([this.office(), this.hospital(), this.receipt()]);
        const concerns = { office: here.office, name: here.name };
        fields = () => ({
          office: vouched.office.padEnd(40), epoch: wide(vouched.epoch), mailbox_id: receipt.mailboxId,
          deliver: content.deliver, attachments: idsOf(content.attachments),
        });
        return ask('sealReport', { id, kind, flow, language: language(), site, office: vouched, concerns, receipt, ...content });
      },
      fields: () => fields(),
      renew: (facts) => this.renew(facts),
      refresh: async () => {},
    });
  }

  /**
   * The office it goes to has a new statement: seal to it if it comes from the same root key.
   * @param {Record<string, any>} facts
   */
  async renew(facts) {
    const { site, vouched: before } = await this.office();
    const vouched = await vouchFor(before.office, facts, site, before.fingerprint);
    this.finding[this.to] = Promise.resolve({ site, facts, vouched });
  }
}

/** What is being written on this page: the offices, the receipt code, the parcel. Memory only. */
import { language } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { Parcel, idsOf, wide } from './delivery.js';
import { findOffice, vouchFor } from './office.js';
import { Refused } from './requests.js';
import { SuperiorUnusable, findSuperior, withAuthority } from './superior.js';

/**
 * @typedef {import('./office.js').Office} Office
 * @typedef {import('../worker/reporting.js').Content} Content
 * @typedef {{ code: string, mailboxId: string, recipient: string, verifyKey: string }} Receipt
 * @typedef {'hospital' | 'authority'} To
 * @typedef {{ to: To, content: Content, parcel: Parcel }} Pack
 * @typedef {Pack & { office: Office, asFirst: boolean,
 *   confirmation: import('./confirmation.js').Confirmation }} Sent
 *   asFirst: it is an earlier one that arrived, not the one that was to be sent
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
    /** @type {Map<string, Pack>} whatever was packed with this receipt code */
    this.packs = new Map();
  }

  /**
   * The office of this page, vouched for. Raises Untrusted, Offline, Refused; asking again tries again.
   * @returns {Promise<Office>}
   */
  hospital() {
    return /** @type {Promise<Office>} */ (
      this.found('hospital', async () => withAuthority(await findOffice(this.about.slug, this.about.fingerprint)))
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
   * @param {To} [to]
   * @returns {Promise<Office>}
   */
  async office(to = this.to) {
    const office = await (to === 'hospital' ? this.hospital() : this.superior());
    if (office === null) throw new SuperiorUnusable(to);
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
    this.packs.clear();
  }

  /**
   * This content, packed: the same parcel as long as it stays the same.
   * @param {Content} content
   * @returns {Pack}
   */
  packed(content) {
    const { to, packs } = this;
    const key = JSON.stringify([to, content]);
    const pack = packs.get(key) ?? { to, content, parcel: this.pack(to, content) };
    packs.set(key, pack);
    return pack;
  }

  /**
   * Send this content. Where its code is in use, it is the code of one that was sent before and whose
   * answer was lost: that one has arrived, and sending it again gives its confirmation.
   * @param {Content} content
   * @param {import('./delivery.js').Say} say
   * @returns {Promise<Sent>}
   */
  async send(content, say) {
    const now = this.packed(content);
    const before = [...this.packs.values()].filter((pack) => pack !== now && pack.parcel.lost);
    let taken;
    for (const pack of [now, ...before]) {
      try {
        const confirmation = await pack.parcel.send(say);
        return { ...pack, confirmation, office: await this.office(pack.to), asFirst: pack !== now };
      } catch (error) {
        if (!(error instanceof Refused) || error.message !== 'mailbox_taken') throw error;
        taken = error;
      }
    }
    throw taken;
  }

  /**
   * @param {To} to
   * @param {Content} content
   */
  pack(to, content) {
    const { kind, flow } = this.about;
    /** @type {() => Record<string, string>} */
    let fields = () => ({});
    return new Parcel({
      url: '/reports',
      method: 'POST',
      seal: async (id) => {
        const [{ site, vouched }, { vouched: here }, receipt] = await Promise.all([this.office(to), this.hospital(), this.receipt()]);
        const concerns = { office: here.office, name: here.name };
        fields = () => ({
          office: vouched.office.padEnd(40), epoch: wide(vouched.epoch), mailbox_id: receipt.mailboxId,
          deliver: content.deliver, attachments: idsOf(content.attachments),
        });
        return ask('sealReport', { id, kind, flow, language: language(), site, office: vouched, concerns, receipt, ...content });
      },
      fields: () => fields(),
      renew: (facts) => this.renew(to, facts),
      refresh: async () => {},
    });
  }

  /**
   * The office it goes to has a new statement: seal to it if it comes from the same root key.
   * @param {To} to
   * @param {Record<string, any>} facts
   */
  async renew(to, facts) {
    const { site, vouched: before } = await this.office(to);
    const vouched = await vouchFor(before.office, facts, site, before.fingerprint);
    const office = { site, facts, vouched };
    this.finding[to] = Promise.resolve(to === 'hospital' ? withAuthority(office) : office);
  }
}

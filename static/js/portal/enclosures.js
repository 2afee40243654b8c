/** Fetching what is attached to answers, with the ticket that opening the mailbox gave. */
import { Refused, requestBytes } from './requests.js';

export class Enclosures {
  /**
   * @param {() => string} ticket
   * @param {() => Promise<unknown>} renew the ticket, which runs out after a day
   */
  constructor(ticket, renew) {
    this.ticket = ticket;
    this.renew = renew;
  }

  /**
   * One part of an attachment. Raises Offline, Refused.
   * @param {string} id
   * @param {number} part
   * @returns {Promise<Uint8Array>}
   */
  async fetch(id, part) {
    try {
      return await this.ask(id, part);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      await this.renew();
      return this.ask(id, part);
    }
  }

  /**
   * @param {string} id
   * @param {number} part
   */
  ask(id, part) {
    const headers = { Authorization: `Bearer ${this.ticket()}` };
    return requestBytes(`/mailbox/attachments/${id}/parts/${part}`, { headers });
  }
}

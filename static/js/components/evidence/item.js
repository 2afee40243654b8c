/** One chosen file, from the tap until it has arrived, and what became of it on the way. */
import { text } from '../texts.js';
import { connect } from '../worker.js';

/**
 * @typedef {'cleaning' | 'asking' | 'queued' | 'sending' | 'done' | 'failed'} State
 *   asking: it may still contain metadata, the person decides
 * @typedef {import('../attachments.js').Attachment} Attachment
 * @typedef {import('../../worker/routes.js').Route} Route
 * @typedef {import('../../worker/upload.js').Standing} Standing
 */

const DOCUMENTS = ['pdf', 'office'];
const PHOTOS = ['jpeg', 'png', 'webp', 'heic'];
/** @type {Record<string, [string, string]>} kind → its type and the ending of its name */
const TYPES = {
  jpeg: ['image/jpeg', 'jpg'], png: ['image/png', 'png'], webp: ['image/webp', 'webp'],
  heic: ['image/heic', 'heic'], pdf: ['application/pdf', 'pdf'],
};

export class Item {
  /**
   * @param {number} number
   * @param {File} file
   * @param {() => void} changed
   */
  constructor(number, file, changed) {
    this.number = number;
    this.file = file;
    /** The name that the person knows it by; it stays here. */
    this.name = file.name;
    this.changed = changed;
    /** @type {State} */
    this.state = 'cleaning';
    this.kind = 'other';
    /** @type {Attachment['metadata']} */
    this.metadata = 'kept';
    /** @type {Blob | null} what is sent */
    this.blob = null;
    /** @type {Attachment | null} */
    this.arrived = null;
    this.failure = '';
    /** @type {Standing} */
    this.standing = { sent: 0, size: 1, waiting: '' };
    // What an earlier attempt still answers is nobody's any more.
    this.attempt = 0;
    /** @type {import('./row.js').Row} */
    this.row = /** @type {any} */ (null);
  }

  get needsPerson() {
    return this.state === 'asking' || this.state === 'failed';
  }

  /** Hundredths of it that have arrived. */
  get percent() {
    return Math.floor((100 * this.standing.sent) / this.standing.size);
  }

  /** @param {State} state */
  become(state) {
    this.state = state;
    this.changed();
  }

  /** Look at what it is and take its metadata out; the person is asked if that is not sure. */
  async clean() {
    const { attempt } = this;
    this.become('cleaning');
    try {
      const chosen = await this.cleaned();
      if (attempt !== this.attempt) return;
      this.kind = chosen.kind;
      this.blob = chosen.blob;
      this.metadata = chosen.verdict === 'unsure' ? 'kept' : chosen.verdict;
      this.become(chosen.verdict === 'unsure' ? 'asking' : 'queued');
    } catch (error) {
      if (attempt === this.attempt) this.fail(error);
    }
  }

  /** @returns {Promise<import('../../files/clean.js').Chosen>} */
  async cleaned() {
    const blob = this.file;
    const chosen = await connect('files').ask('clean', { blob });
    return DOCUMENTS.includes(chosen.kind) ? connect('documents').ask('clean', { blob }) : chosen;
  }

  /** The person wants it sent as it is. */
  keep() {
    this.become('queued');
  }

  queue() {
    this.become('queued');
  }

  /** @param {() => Promise<Route>} route */
  async send(route) {
    const { attempt, number, blob } = this;
    const isOurs = () => attempt === this.attempt;
    this.become('sending');
    try {
      const arrived = await connect('files').ask('upload', { number, blob, route: await route() }, (standing) => {
        if (isOurs()) this.travel(standing);
      });
      if (!isOurs()) return;
      this.arrived = { ...arrived, ...this.label(), metadata: this.metadata };
      this.become('done');
    } catch (error) {
      if (isOurs()) this.fail(error);
    }
  }

  /** @param {Standing} standing */
  travel(standing) {
    this.standing = standing;
    this.changed();
  }

  /** @param {unknown} error */
  fail(error) {
    this.failure = failureOf(error);
    this.become('failed');
  }

  /** Its name and type as the office reads them: the person's own name for it may tell too much. */
  label() {
    const { kind, file, number } = this;
    const sort = PHOTOS.includes(kind) ? 'photo' : kind === 'recording' ? 'recording' : 'file';
    const [type, ending] = TYPES[kind] ?? [declaredType(file.type), endingOf(file.name)];
    return { name: text(`evidence_${sort}`, { n: number }) + (ending && `.${ending}`), type };
  }

  /** Send it again from its beginning. */
  restart() {
    if (this.blob === null || this.state === 'asking') return;
    this.withdraw();
    this.arrived = null;
    this.standing = { sent: 0, size: 1, waiting: '' };
    this.state = 'queued';
  }

  /** Take back what is on the server. What cannot be taken back now, nobody claims: it is swept. */
  withdraw() {
    this.attempt += 1;
    connect('files').ask('withdraw', { number: this.number }).catch(() => {});
  }
}

/** @param {string} type */
const declaredType = (type) => (/^(audio|video|application|text)\/[\w.+-]+$/.test(type) ? type : '');

/** @param {string} name */
const endingOf = (name) => /\.([a-z0-9]{1,5})$/.exec(name.toLowerCase())?.[1] ?? '';

/**
 * The text that says what became of a file.
 * @param {unknown} error
 */
function failureOf(error) {
  const { name, message } = /** @type {Error} */ (error);
  if (name === 'Offline') return 'evidence_failed_offline';
  if (name === 'Unreadable' || name === 'NotReadableError' || name === 'NotFoundError') return 'evidence_failed_unreadable';
  if (name === 'WorkerUnavailable') return 'evidence_failed_unready';
  if (message === 'attachment_too_large') return 'evidence_failed_large';
  return ['uploads_full', 'intake_closed', '503'].includes(message) ? 'evidence_failed_full' : 'evidence_failed_fault';
}

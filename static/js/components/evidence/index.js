/**
 * Evidence: files that a person chooses, one per tap. Each is cleaned, then sealed and uploaded in the
 * background, one after the other, while the person goes on. Drives templates/components/evidence.html.
 */
import { all, first } from '../dom.js';
import { text } from '../texts.js';
import { connect } from '../worker.js';
import { sizeOf } from '../sizes.js';
import { Item } from './item.js';
import { Row } from './row.js';

/**
 * @typedef {import('../attachments.js').Attachment} Attachment
 * @typedef {{ route: () => Promise<import('../../worker/routes.js').Route> }} Adapter whom it goes to
 * @typedef {{ attachment_mib: number, attachments_most: number }} Limits as office.json says them
 */

const MIB = 1024 * 1024;

/** A file is not there yet, or needs a decision: `message` says so, `field` is where. */
export class Unfinished extends Error {
  name = 'Unfinished';

  /**
   * @param {string} message
   * @param {HTMLElement} field
   */
  constructor(message, field) {
    super(message);
    this.field = field;
  }
}

export class Evidence {
  /**
   * @param {HTMLElement} root what the macro `evidence(id)` rendered
   * @param {{ upload: Adapter, limits: () => Promise<Limits> }} ways
   */
  constructor(root, { upload, limits }) {
    this.root = root;
    this.upload = upload;
    this.limits = limits;
    /** @type {Item[]} */
    this.items = [];
    this.numbered = 0;
    /** What was tapped last, until it is in the list or refused. */
    this.picking = Promise.resolve();
    /** @type {Promise<void>} cleaning takes a file into memory: one after the other */
    this.cleaning = Promise.resolve();
    for (const input of all(root, '[data-pick]')) input.addEventListener('change', () => this.take(/** @type {HTMLInputElement} */ (input)));
    limits().then((limits) => this.showLimits(limits), () => {});
  }

  /** What has arrived, as a report or message names it. @returns {Attachment[]} */
  get list() {
    return this.items.flatMap(({ arrived }) => (arrived ? [arrived] : []));
  }

  /** How many files are chosen and not there yet. */
  get pending() {
    return this.items.length - this.list.length;
  }

  /** Resolves once nothing is on its way. Raises Unfinished if a file failed or needs a decision. */
  async settled() {
    await this.picking;
    for (;;) {
      const open = this.items.find(({ arrived }) => arrived === null);
      if (open === undefined) return;
      if (open.needsPerson) throw this.unfinished(open);
      await new Promise((resolve) => this.root.addEventListener('change', resolve, { once: true }));
    }
  }

  /** What has to be decided before anything can go on, if anything. @returns {Unfinished | null} */
  get undecided() {
    const item = this.items.find(({ state }) => state === 'asking');
    return item === undefined ? null : this.unfinished(item);
  }

  /** @param {Item} item */
  unfinished(item) {
    const key = item.state === 'asking' ? 'evidence_undecided' : 'evidence_unfinished';
    return new Unfinished(text(key, { name: item.name }), item.row.button);
  }

  /** A line for each file, in the order they were chosen. */
  summary() {
    return this.items.map(({ name, file }) => `${name}（${sizeOf(file.size)}）`);
  }

  /** Send everything again: it goes to somebody else now. */
  readdress() {
    for (const item of this.items) item.restart();
    this.changed();
    this.pump();
  }

  /** Put everything away, for instance once it was sent: what has arrived stays on the server. */
  clear() {
    for (const item of this.items) if (item.arrived === null) item.withdraw();
    this.items = [];
    this.say('');
    first(this.root, '[data-files]').textContent = '';
    this.changed();
  }

  /** @param {HTMLInputElement} input */
  take(input) {
    const [file] = input.files ?? [];
    if (file !== undefined) this.picking = this.pick(file);
    input.value = '';
  }

  /** @param {File} file */
  async pick(file) {
    this.trouble('');
    const problem = await this.limits().then((limits) => this.problem(file, limits), () => text('evidence_unknown_limits'));
    if (problem === '') this.add(file);
    else this.trouble(problem);
  }

  /**
   * Why a file cannot be taken, or nothing.
   * @param {File} file
   * @param {Limits} limits
   */
  problem(file, { attachment_mib: mib, attachments_most: most }) {
    const { name, size } = file;
    if (this.items.length >= most) return text('evidence_too_many', { most });
    if (size === 0) return text('evidence_empty', { name });
    return size > mib * MIB ? text('evidence_too_large', { name, mib, size: sizeOf(size) }) : '';
  }

  /** @param {File} file */
  add(file) {
    connect('files').warmUp();
    this.numbered += 1;
    const item = new Item(this.numbered, file, () => this.changed());
    item.row = new Row(this.root, item, { remove: () => this.remove(item), retry: () => this.retry(item) });
    this.items.push(item);
    this.say(text('evidence_added', { name: file.name }));
    this.clean(item);
    this.changed();
  }

  /** @param {Item} item */
  clean(item) {
    this.cleaning = this.cleaning.then(() => item.clean()).then(() => this.pump());
  }

  /** @param {Item} item */
  retry(item) {
    if (item.state === 'asking') item.keep();
    else if (item.blob === null) this.clean(item);
    else item.queue();
    this.pump();
  }

  /** @param {Item} item */
  remove(item) {
    item.withdraw();
    this.items = this.items.filter((other) => other !== item);
    item.row.remove();
    this.say(text('evidence_removed', { name: item.name }));
    first(this.root, '[data-pick]').focus();
    this.changed();
    this.pump();
  }

  /** One file travels at a time. */
  async pump() {
    if (this.items.some(({ state }) => state === 'sending')) return;
    const next = this.items.find(({ state }) => state === 'queued');
    if (next === undefined) return;
    await next.send(this.upload.route);
    this.pump();
  }

  changed() {
    first(this.root, '[data-files]').hidden = this.items.length === 0;
    for (const item of this.items) item.row.show((words) => this.say(words));
    this.root.dispatchEvent(new Event('change'));
  }

  /** @param {Limits} limits */
  showLimits({ attachment_mib: mib, attachments_most: most }) {
    // Whoever has left meanwhile took the page's words along.
    if (this.root.isConnected) first(this.root, '[data-limits]').textContent = text('evidence_limits', { mib, most });
  }

  /** @param {string} words */
  trouble(words) {
    const place = first(this.root, '[data-trouble]');
    place.textContent = words;
    place.hidden = words === '';
  }

  /** @param {string} words */
  say(words) {
    first(this.root, '[data-saying]').textContent = words;
  }
}

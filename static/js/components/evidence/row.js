/** How one chosen file looks in the list: its picture, its state in words, what can be done. */
import { first, make } from '../dom.js';
import { language, text } from '../texts.js';
import { sizeOf } from '../sizes.js';
import { drawThumbnail } from './thumbnail.js';

/**
 * @typedef {import('./item.js').Item} Item
 * @typedef {{ remove: () => void, retry: () => void }} Acts
 */

const DRAWABLE = ['jpeg', 'png', 'webp'];
/** @type {Record<string, [string, 'remove' | 'retry'][]>} state → its buttons */
const BUTTONS = {
  cleaning: [['evidence_cancel', 'remove']],
  queued: [['evidence_cancel', 'remove']],
  sending: [['evidence_cancel', 'remove']],
  asking: [['evidence_keep', 'retry'], ['evidence_remove', 'remove']],
  failed: [['evidence_retry', 'retry'], ['evidence_remove', 'remove']],
  done: [['evidence_remove', 'remove']],
};

export class Row {
  /**
   * @param {HTMLElement} root
   * @param {Item} item
   * @param {Acts} acts
   */
  constructor(root, item, acts) {
    const { content } = /** @type {HTMLTemplateElement} */ (first(root, 'template'));
    const list = first(root, '[data-files]');
    list.append(content.cloneNode(true));
    this.element = /** @type {HTMLElement} */ (list.lastElementChild);
    this.item = item;
    this.acts = acts;
    this.state = '';
    this.words = first(this.element, '[data-state]');
    this.progress = /** @type {HTMLProgressElement} */ (first(this.element, 'progress'));
    first(this.element, '[data-name]').textContent = item.name;
    first(this.element, '[data-size]').textContent = sizeOf(item.file.size);
    this.progress.setAttribute('aria-label', text('evidence_progress', { name: item.name }));
  }

  /** Where to begin when something has to be done about this file. */
  get button() {
    return first(this.element, 'button');
  }

  remove() {
    this.element.remove();
  }

  /** @param {(words: string) => void} announce heard once a state, never at every step */
  show(announce) {
    const { item } = this;
    const isNew = this.state !== item.state;
    this.words.textContent = wordsFor(item);
    this.words.className = /** @type {Record<string, string>} */ ({ failed: 'error', asking: '' })[item.state] ?? 'hint';
    this.progress.hidden = item.state !== 'sending';
    this.progress.value = item.percent;
    if (!isNew) return;
    this.state = item.state;
    this.showButtons();
    if (['asking', 'failed', 'done'].includes(item.state)) announce(`${item.name} ${wordsFor(item)}`);
    if (item.blob !== null && DRAWABLE.includes(item.kind)) this.draw(item.blob);
  }

  showButtons() {
    const place = first(this.element, '.choices');
    const had = place.contains(document.activeElement);
    place.textContent = '';
    for (const [key, act] of BUTTONS[this.state]) {
      const button = make('button', text(key));
      button.setAttribute('type', 'button');
      button.setAttribute('aria-label', `${text(key)} ${this.item.name}`);
      button.addEventListener('click', this.acts[act]);
      place.append(button);
    }
    if (had) this.button.focus();
  }

  /** @param {Blob} picture */
  async draw(picture) {
    const canvas = /** @type {HTMLCanvasElement} */ (first(this.element, 'canvas'));
    if (!canvas.hidden || !await drawThumbnail(canvas, picture)) return;
    canvas.hidden = false;
    this.element.classList.add('pictured');
  }
}

/** @param {Item} item */
function wordsFor({ state, kind, metadata, failure, percent: hundredths, standing }) {
  if (state === 'asking') return text(`evidence_may_${caution(kind)}`);
  if (state === 'done') return text(`evidence_done_${metadata}`);
  if (state === 'failed') return text(failure);
  const percent = new Intl.NumberFormat(language(), { style: 'percent' }).format(hundredths / 100);
  if (state === 'sending') return text(`evidence_${standing.waiting || 'sending'}`, { percent });
  return text(`evidence_${state}`);
}

/** @param {string} kind */
function caution(kind) {
  if (kind === 'pdf' || kind === 'office') return 'document';
  return ['jpeg', 'png', 'webp'].includes(kind) ? 'picture' : kind;
}

/// <reference path="./made.d.ts" />
/**
 * The frame in which a PDF is drawn (decision 0023): no origin, no network, no storage. The page
 * around it hands it the file and asks for pages; the frame says how many there are, and draws.
 */
import './floor.js';
import 'pdfjs-dist/legacy/build/pdf.mjs';
import { library } from './library.js';
import cmaps from 'made:cmaps';
import parser from 'made:parser';

/**
 * @typedef {{ page: number, zoom: number, turn: number }} Wish turn: quarters, clockwise
 */

/** The most that one page may have, in pixels of the canvas: 64 MB of memory. */
const MOST = 16 * 1024 * 1024;
const LONGEST = 8192;

/** Character sets of Chinese PDFs that name them and do not carry them. */
class CMaps {
  /** @param {{ name: string }} wanted */
  async fetch({ name }) {
    if (!Object.keys(cmaps).includes(name)) throw new Error(`no CMap: ${name}`);
    return { cMapData: bytesOf(cmaps[name]), compressionType: 1 };
  }
}

/** Whoever asks for a file of fonts gets none: what is not in the PDF is drawn with the computer's. */
class NoFonts {
  async fetch() { throw new Error('none'); }
}

/** @param {string} text base64 */
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function worker() {
  const address = URL.createObjectURL(new Blob([parser], { type: 'text/javascript' }));
  const { trustedTypes } = /** @type {any} */ (globalThis);
  if (trustedTypes === undefined) return new Worker(address);
  const policy = trustedTypes.createPolicy('viewer', {
    createScriptURL(/** @type {string} */ url) {
      if (url !== address) throw new TypeError('not the parser');
      return url;
    },
  });
  return new Worker(policy.createScriptURL(address));
}

/**
 * @param {ArrayBuffer} file
 * @returns {Promise<any>} the document
 */
async function read(file) {
  const { getDocument, PDFWorker } = await library();
  return getDocument({
    data: new Uint8Array(file),
    worker: new PDFWorker({ port: worker(), verbosity: 0 }),
    verbosity: 0,
    isEvalSupported: false,
    enableXfa: false,
    useWorkerFetch: false,
    useSystemFonts: true,
    cMapPacked: true,
    CMapReaderFactory: CMaps,
    StandardFontDataFactory: NoFonts,
    maxImageSize: 64 * 1024 * 1024,
  }).promise;
}

/** Draws one page at a time: a later wish ends the drawing of an earlier one. */
class Drawing {
  /** @param {any} paper @param {MessagePort} port */
  constructor(paper, port) {
    this.paper = paper;
    this.port = port;
    this.task = /** @type {any} */ (null);
    this.newest = 0;
  }

  /** @param {Wish} wish */
  async draw(wish) {
    const mine = this.newest += 1;
    this.task?.cancel();
    try {
      await this.drawNow(wish, () => mine === this.newest);
      if (mine === this.newest) this.port.postMessage({ drawn: wish.page });
    } catch {
      if (mine === this.newest) this.port.postMessage({ failed: 'page' });
    }
  }

  /** @param {Wish} wish @param {() => boolean} wanted */
  async drawNow({ page: number, zoom, turn }, wanted) {
    const page = await this.paper.getPage(number);
    const words = await page.getTextContent().catch(() => ({ items: [] }));
    if (!wanted()) return;
    const viewport = fitted(page, zoom, turn);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: Math.floor(viewport.width), height: Math.floor(viewport.height) });
    canvas.style.width = `${viewport.width / pixels()}px`;
    this.task = page.render({ canvasContext: canvas.getContext('2d', { alpha: false }), viewport, annotationMode: 0 });
    await this.task.promise;
    if (wanted()) put(canvas, words.items.map((/** @type {any} */ item) => item.str ?? '').join(' '));
    page.cleanup();
  }
}

/** @param {HTMLCanvasElement} canvas @param {string} words what a screen reader reads */
function put(canvas, words) {
  const text = document.createElement('p');
  text.textContent = words;
  canvas.setAttribute('aria-hidden', 'true');
  document.body.replaceChildren(canvas, text);
  scrollTo(0, 0);
}

const pixels = () => Math.min(Math.max(devicePixelRatio || 1, 1), 2);

/** @param {any} page @param {number} zoom 1: as wide as the frame @param {number} turn */
function fitted(page, zoom, turn) {
  const rotation = (page.rotate + 90 * turn) % 360;
  const { width, height } = page.getViewport({ scale: 1, rotation });
  const wanted = ((document.documentElement.clientWidth - 16) / width) * zoom * pixels();
  const most = Math.min(Math.sqrt(MOST / (width * height)), LONGEST / width, LONGEST / height);
  return page.getViewport({ scale: Math.min(wanted, most), rotation });
}

/** @param {MessageEvent} event */
async function begin({ source, data, ports: [port] }) {
  if (source !== parent || !(data instanceof ArrayBuffer) || port === undefined) return;
  removeEventListener('message', begin);
  try {
    const paper = await read(data);
    const drawing = new Drawing(paper, port);
    port.onmessage = (wish) => drawing.draw(wish.data);
    port.postMessage({ pages: paper.numPages });
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    port.postMessage({ failed: name === 'PasswordException' ? 'password' : 'file' });
  }
}

addEventListener('message', begin);
parent.postMessage('ready', '*');

/**
 * PDF (ISO 32000-1) without metadata: the document is taken apart, and only what its pages lead to is
 * written again. Info, XMP, thumbnails, authors and dates of comments, private data of programs, colour
 * profiles, earlier versions of a page and the file's identifiers go; pictures in it are cleaned like
 * others.
 */
import PDFArray from 'pdf-lib/es/core/objects/PDFArray';
import PDFDict from 'pdf-lib/es/core/objects/PDFDict';
import PDFRawStream from 'pdf-lib/es/core/objects/PDFRawStream';
import PDFRef from 'pdf-lib/es/core/objects/PDFRef';
import PDFStream from 'pdf-lib/es/core/objects/PDFStream';
import PDFParser from 'pdf-lib/es/core/parser/PDFParser';
import PDFWriter from 'pdf-lib/es/core/writers/PDFWriter';
import { must } from './bytes.js';
import { filters, isPlain, isProfile, isPure, plain, purify } from './pdf-parts.js';
import { cleanPicture } from './pictures.js';

/**
 * @typedef {import('./bytes.js').Cleaned} Cleaned
 * @typedef {import('pdf-lib/es/core/PDFContext').default} Context
 */

const AT_ONCE = Infinity;

/**
 * The same pages without metadata. `unsure`, as it came: what is encrypted, signed (cleaning breaks a
 * signature, and a signature names its owner), carries files or leads to some, or is no sound PDF.
 * @param {Uint8Array} bytes
 * @returns {Promise<Cleaned>}
 */
export async function cleanPdf(bytes) {
  try {
    const context = await parse(bytes);
    const { Root } = context.trailerInfo;
    context.trailerInfo = { Root };
    sweep(context);
    for (const [ref, object] of context.enumerateIndirectObjects()) {
      for (const part of partsOf(object)) purify(part);
      if (isProfile(object)) context.assign(ref, plain(object));
      if (isPicture(object)) context.assign(ref, cleaned(/** @type {PDFRawStream} */ (object)));
    }
    sweep(context);
    const clean = await PDFWriter.forContext(context, AT_ONCE).serializeToBuffer();
    await check(clean);
    return { verdict: 'removed', bytes: clean };
  } catch {
    // The parser fails in many ways; none of them says that there is nothing in the file.
    return { verdict: 'unsure', bytes };
  }
}

/**
 * Stop unless a PDF holds nothing but what `cleanPdf` leaves. Raises Malformed.
 * @param {Uint8Array} bytes
 */
async function check(bytes) {
  const context = await parse(bytes);
  const { Info, ID } = context.trailerInfo;
  must(Info === undefined && ID === undefined, 'info');
  const objects = context.enumerateIndirectObjects();
  must(reachable(context).size === objects.length, 'left over');
  for (const [, object] of objects) {
    for (const part of partsOf(object)) must(isPure(part), 'metadata');
    if (isPicture(object)) must(cleanPicture(/** @type {PDFRawStream} */ (object).contents).verdict === 'none', 'picture');
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Context>}
 */
async function parse(bytes) {
  const context = await PDFParser.forBytesWithOptions(bytes, AT_ONCE, true).parseDocument();
  must(context.trailerInfo.Root instanceof PDFRef && !context.trailerInfo.Encrypt, 'encrypted');
  for (const object of reachable(context).values()) {
    for (const part of partsOf(object)) must(!(part instanceof PDFDict) || isPlain(part), 'signed, or carries files');
  }
  return context;
}

/** @param {unknown} object */
const isPicture = (object) => object instanceof PDFRawStream && filters(object.dict).includes('DCTDecode');

/** @param {PDFRawStream} picture */
function cleaned(picture) {
  must(filters(picture.dict).length === 1, 'packed picture');
  const { verdict, bytes } = cleanPicture(picture.contents);
  must(verdict !== 'unsure', 'picture');
  return PDFRawStream.of(picture.dict, bytes);
}

/**
 * An object and what lies directly in it.
 * @param {unknown} object
 */
function partsOf(object) {
  const parts = [object];
  for (let n = 0; n < parts.length; n += 1) parts.push(...inside(parts[n]));
  return parts;
}

/**
 * @param {unknown} part
 * @returns {unknown[]}
 */
function inside(part) {
  if (part instanceof PDFDict) return part.values();
  if (part instanceof PDFArray) return part.asArray();
  return part instanceof PDFStream ? [part.dict] : [];
}

/**
 * Every object that the catalogue leads to.
 * @param {Context} context
 */
function reachable(context) {
  /** @type {Map<PDFRef, unknown>} */
  const found = new Map();
  const waiting = [context.trailerInfo.Root];
  while (waiting.length > 0) {
    const ref = waiting.pop();
    const object = ref instanceof PDFRef ? context.lookup(ref) : undefined;
    if (!(ref instanceof PDFRef) || object === undefined || found.has(ref)) continue;
    found.set(ref, object);
    waiting.push(.../** @type {PDFRef[]} */ (partsOf(object).filter((part) => part instanceof PDFRef)));
  }
  return found;
}

/** @param {Context} context */
function sweep(context) {
  const found = reachable(context);
  for (const [ref] of context.enumerateIndirectObjects()) if (!found.has(ref)) context.delete(ref);
  context.largestObjectNumber = [...found.keys()].reduce((most, { objectNumber }) => Math.max(most, objectNumber), 0);
}

/**
 * Word, Excel and PowerPoint files (ISO/IEC 29500) without metadata: the zip archive is taken apart
 * and written again with one date for all. Only parts that describe the document, and who worked on
 * it when, are touched; texts, tables and pictures stay.
 */
import { unzipSync, zipSync } from 'fflate';
import { must, same } from './bytes.js';
import { isList, leaving } from './office-index.js';
import { rewritten } from './office-parts.js';
import { cleanPicture } from './pictures.js';

/**
 * @typedef {import('./bytes.js').Cleaned} Cleaned
 * @typedef {import('./office-index.js').Leaves} Leaves
 * @typedef {Record<string, Uint8Array>} Parts
 */

const MAIN = ['word/document.xml', 'xl/workbook.xml', 'ppt/presentation.xml'];
const MOST_BYTES = 256 * 1024 * 1024;
const XML = /\.(xml|rels|vml)$/;
const PICTURE = /\/media\/[^/]+\.(jpe?g|png)$/i;
const FONT = /\.(odttf|fntdata)$/;

/**
 * The same document without metadata. `unsure`, as it came: what is no such document, or carries
 * other files, macros or pictures that cannot be cleaned.
 * @param {Uint8Array} bytes
 * @returns {Cleaned}
 */
export function cleanOffice(bytes) {
  try {
    const clean = written(cleanParts(unpacked(bytes)));
    check(unpacked(clean));
    return { verdict: 'removed', bytes: clean };
  } catch {
    // Whatever was wrong with it: nothing is known about what the file contains.
    return { verdict: 'unsure', bytes };
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {Parts}
 */
function unpacked(bytes) {
  let total = 0;
  const parts = unzipSync(bytes, {
    filter: ({ originalSize }) => {
      total += originalSize;
      must(total <= MOST_BYTES, 'too large');
      return true;
    },
  });
  must('[Content_Types].xml' in parts && MAIN.some((name) => name in parts), 'kind');
  return parts;
}

/** @param {Parts} parts */
function cleanParts(parts) {
  const leaves = leavingFrom(parts);
  const kept = Object.keys(parts).filter((name) => !name.endsWith('/') && !leaves(name));
  return Object.fromEntries(kept.map((name) => [name, cleanPart(name, parts[name], leaves)]));
}

/** @param {Parts} parts */
function leavingFrom(parts) {
  const lists = Object.keys(parts).filter(isList);
  return leaving(Object.fromEntries(lists.map((name) => [name, textOf(parts[name])])));
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {Leaves} leaves
 */
function cleanPart(name, bytes, leaves) {
  if (XML.test(name)) return new TextEncoder().encode(rewritten(name, textOf(bytes), leaves));
  if (FONT.test(name)) return bytes;
  must(PICTURE.test(name), 'another file inside');
  const picture = cleanPicture(bytes);
  must(picture.verdict !== 'unsure', 'picture');
  return picture.bytes;
}

/** @param {Uint8Array} bytes */
const textOf = (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** @param {Parts} parts */
const written = (parts) => zipSync(parts, { mtime: new Date(1980, 0, 1) });

/**
 * Stop unless cleaning once more would change nothing. Raises Malformed.
 * @param {Parts} parts
 */
function check(parts) {
  const leaves = leavingFrom(parts);
  for (const [name, bytes] of Object.entries(parts)) {
    must(!leaves(name) && same(cleanPart(name, bytes, leaves), bytes), name);
  }
}

/** What is taken out of the dictionaries of a PDF (ISO 32000-1), and what may not be in them. */
import PDFArray from 'pdf-lib/es/core/objects/PDFArray';
import PDFDict from 'pdf-lib/es/core/objects/PDFDict';
import PDFHexString from 'pdf-lib/es/core/objects/PDFHexString';
import PDFName from 'pdf-lib/es/core/objects/PDFName';
import PDFNumber from 'pdf-lib/es/core/objects/PDFNumber';
import PDFStream from 'pdf-lib/es/core/objects/PDFStream';
import PDFString from 'pdf-lib/es/core/objects/PDFString';
import { must } from './bytes.js';
import { namesAPath } from './paths.js';

/** @typedef {import('pdf-lib/es/core/objects/PDFObject').default} PDFObject */

// Tables 28–30, 46, 95, 317, 365: what says who made something, when, with which program and device.
const EVERYWHERE = ['Metadata', 'PieceInfo', 'LastModified', 'Thumb', 'CreationDate', 'ModDate', 'CreatorInfo', 'OutputIntents'];
// Table 317. A text says who; anything else is a thing that somebody named so.
const MAKERS = ['Author', 'Creator', 'Producer'];
// What TeX notes of a figure: its file and that file's maker.
const FIGURE = /^PTEX\./;
// Tables 164 and 170: who commented, when. In a form's field /T is its name: that stays.
const IN_FIELDS = ['M', 'NM'];
const IN_COMMENTS = [...IN_FIELDS, 'T'];
// Tables 44 and 198: files beside this one, and what opens them.
const FILES = ['F', 'UF', 'DOS', 'Mac', 'Unix'];
const OPENING = ['Launch', 'GoToR', 'GoToE', 'ImportData'];
const DEFAULTS = ['DefaultGray', 'DefaultRGB', 'DefaultCMYK'];
/** @type {Record<number, string>} colours without a profile, by how many numbers make one */
const PLAIN = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' };

/** @param {PDFDict} dict */
export const isPlain = (dict) => ['ByteRange', 'EF', 'XFA'].every((key) => !dict.has(PDFName.of(key)))
  && !['EmbeddedFile', 'Sig'].includes(nameIn(dict, 'Type')) && !filters(dict).includes('JPXDecode');

/** @param {PDFDict} dict */
export function filters(dict) {
  const value = dict.lookup(PDFName.of('Filter'));
  const names = value instanceof PDFArray ? value.asArray() : [value];
  return names.map(nameOf);
}

/**
 * Take out of a dictionary or an array what goes. Raises Malformed for colours it does not know.
 * @param {unknown} part
 */
export function purify(part) {
  if (part instanceof PDFDict) {
    forbidden(part).forEach((key) => part.delete(key));
    for (const [key, value] of part.entries()) if (isProfile(value)) part.set(key, plain(value));
  }
  if (part instanceof PDFArray) part.asArray().forEach((value, at) => isProfile(value) && part.set(at, plain(value)));
}

/**
 * Whether nothing is left that goes, and nothing leads to a file on somebody's computer.
 * @param {unknown} part
 */
export function isPure(part) {
  if (part instanceof PDFDict) {
    return forbidden(part).length === 0 && !OPENING.includes(nameIn(part, 'S'))
      && !FILES.some((key) => isText(part.lookup(PDFName.of(key)))) && !part.values().some(isPath);
  }
  return !isProfile(part) && !isPath(part);
}

/**
 * Colours measured for a device: a list of `ICCBased` and the profile (8.6.5.5).
 * @param {unknown} value
 * @returns {value is PDFArray}
 */
export const isProfile = (value) => value instanceof PDFArray && value.size() === 2 && nameOf(value.get(0)) === 'ICCBased';

/**
 * The colours that stand for measured ones: Lab if the profile says so, else the device's own.
 * @param {PDFArray} profile
 * @returns {PDFObject}
 */
export function plain(profile) {
  const stream = profile.lookup(1);
  must(stream instanceof PDFStream, 'profile');
  const alternate = stream.dict.lookup(PDFName.of('Alternate'));
  if (alternate instanceof PDFArray && nameOf(alternate.get(0)) === 'Lab') return alternate;
  const numbers = stream.dict.lookup(PDFName.of('N'));
  must(numbers instanceof PDFNumber && numbers.asNumber() in PLAIN, 'colours');
  return PDFName.of(PLAIN[numbers.asNumber()]);
}

/** @param {PDFDict} dict */
function forbidden(dict) {
  const ofNotes = nameIn(dict, 'Subtype') === 'Widget' ? IN_FIELDS : IN_COMMENTS;
  return dict.keys().filter((key) => {
    const word = key.decodeText();
    if (EVERYWHERE.includes(word) || FIGURE.test(word)) return true;
    if (MAKERS.includes(word)) return isText(dict.lookup(key));
    if (DEFAULTS.includes(word)) return isProfile(dict.lookup(key)) || dict.lookup(key) instanceof PDFName;
    return ofNotes.includes(word) && dict.has(PDFName.of('Rect'));
  });
}

/** @param {unknown} value */
const nameOf = (value) => (value instanceof PDFName ? value.decodeText() : '');

/**
 * @param {PDFDict} dict
 * @param {string} key
 */
const nameIn = (dict, key) => nameOf(dict.lookup(PDFName.of(key)));

/**
 * @param {unknown} value
 * @returns {value is PDFString | PDFHexString}
 */
const isText = (value) => value instanceof PDFString || value instanceof PDFHexString;

/** @param {unknown} value */
const isPath = (value) => isText(value) && namesAPath(value.decodeText());

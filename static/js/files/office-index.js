/**
 * Which parts of an Office document go as a whole: properties, thumbnails, labels, histories,
 * printers, where tables and addressees were fetched, data and tags of programs and add-ins. They are
 * found by name, and by what the package's list of types and its relationships say they are.
 */
import { must } from './bytes.js';

const NAMES = /^(docProps\/|docMetadata\/|customXml\/|ppt\/(tags|changesInfos)\/|ppt\/revisionInfo\.xml|xl\/(queryTables\/|connections\.xml)|(xl|word|ppt)\/printerSettings\/)/i;
const TYPES = /(core-properties|extended-properties|custom-properties|customXmlProperties|\.tags|\.connections|queryTable|classificationlabels|mailMergeRecipientData|revisioninfo|changesinfo)\+xml$/i;
const RELATIONS = /\/(metadata\/[\w-]+|(extended-?|custom-?)properties|thumbnail|classificationlabels|customXml|customXmlProps|tags|connections|queryTable|printerSettings|revisionInfo|changesInfo|attachedTemplate|mailMerge\w*|recipientData)$/i;
// Where a relationship that leaves the document may lead; NULL stands for a picture that was lost.
const WEB = /^((https?|ftp|mailto|tel):|#|NULL$)/i;
const ENTRY = /<([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(?:\/>|>\s*<\/\1\s*>)/g;

/** @typedef {(name: string) => boolean} Leaves whether the part of that name goes */

/**
 * @param {Record<string, string>} lists `[Content_Types].xml` and every part of relationships
 * @returns {Leaves}
 */
export function leaving(lists) {
  const gone = new Set(Object.entries(lists).flatMap(([name, xml]) => entries(xml).flatMap((entry) => goneBy(name, entry))));
  const goes = (/** @type {string} */ name) => name !== '' && (NAMES.test(name) || gone.has(name.toLowerCase()));
  return (name) => goes(name) || goes(ownerOf(name));
}

/** @param {string} name */
export const isList = (name) => name === '[Content_Types].xml' || name.endsWith('.rels');

/**
 * A list without the parts that go. Raises Malformed if it leads to a file on somebody's computer.
 * @param {string} name
 * @param {string} xml
 * @param {Leaves} leaves
 */
export function shortened(name, xml, leaves) {
  const kept = xml.replace(ENTRY, (entry) => (isOf(name, entry, leaves) ? '' : entry));
  for (const entry of entries(kept)) {
    must(valueOf(entry, 'TargetMode') !== 'External' || WEB.test(valueOf(entry, 'Target')), 'path');
  }
  return kept;
}

/**
 * @param {string} name
 * @param {string} entry
 * @param {Leaves} leaves
 */
function isOf(name, entry, leaves) {
  if (RELATIONS.test(valueOf(entry, 'Type'))) return true;
  return valueOf(entry, 'TargetMode') !== 'External' && leaves(partOf(name, entry));
}

/** @param {string} xml */
const entries = (xml) => xml.match(ENTRY) ?? [];

/**
 * @param {string} list
 * @param {string} entry
 */
function goneBy(list, entry) {
  const goes = TYPES.test(valueOf(entry, 'ContentType')) || RELATIONS.test(valueOf(entry, 'Type'));
  return goes ? [partOf(list, entry).toLowerCase()] : [];
}

/**
 * The part that an entry of a list is about; '' for a type of many parts.
 * @param {string} list
 * @param {string} entry
 */
const partOf = (list, entry) => resolved(ownerOf(list), valueOf(entry, 'PartName') || valueOf(entry, 'Target'));

/**
 * @param {string} entry
 * @param {string} key
 */
const valueOf = (entry, key) => new RegExp(`\\s${key}\\s*=\\s*(["'])(.*?)\\1`).exec(entry)?.[2] ?? '';

/**
 * The part whose relationships a part holds; itself, if it holds none.
 * @param {string} name
 */
const ownerOf = (name) => name.replace(/_rels\/([^/]*)\.rels$/, '$1');

/**
 * @param {string} owner the part that refers
 * @param {string} target
 */
function resolved(owner, target) {
  const steps = target.startsWith('/') ? [] : owner.split('/').slice(0, -1);
  for (const step of target.split('/').filter(Boolean)) {
    if (step === '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

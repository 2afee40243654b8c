/** What is taken out of the parts of an Office document, by the part's name. */
import { must } from './bytes.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties';
const PROPERTIES = 'http://schemas.openxmlformats.org/officeDocument/2006';

/** @type {Record<string, string>} parts of which nothing stays but an empty frame */
const EMPTY = {
  'docProps/core.xml': `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}"/>`,
  'docProps/app.xml': `${HEAD}<Properties xmlns="${PROPERTIES}/extended-properties"/>`,
  'docProps/custom.xml': `${HEAD}<Properties xmlns="${PROPERTIES}/custom-properties"/>`,
};

// Thumbnails, labels, histories, printers, data of add-ins.
const DROPPED = /^(docProps\/thumbnail\.|docMetadata\/|customXml\/|ppt\/changesInfos\/|ppt\/revisionInfo\.xml|(xl|word|ppt)\/printerSettings\/)/;

// Elements that go with all that is in them.
const ELEMENTS = ['rsids', 'docId', 'attachedTemplate', 'dataBinding', 'absPath', 'revisionPtr', 'documentId', 'person', 'presenceInfo'];
const ATTRIBUTES = /^(rsid\w*|date|dateUtc|dT|dt|userName|lastEdited|lowestEdited|rupBuild)$/;
const NAMELESS = /^(author|displayName)$/;
const TAG = /<([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /\s+([\w.:-]+)\s*=\s*("[^"]*"|'[^']*')/g;

/**
 * Whether a part goes as a whole, with everything that refers to it.
 * @param {string} name
 */
export const dropped = (name) => DROPPED.test(name);

/**
 * What stays of a part. Raises Malformed if it leads to a file on somebody's computer.
 * @param {string} name
 * @param {string} xml
 */
export function rewritten(name, xml) {
  if (name in EMPTY) return EMPTY[name];
  must(!/<!(DOCTYPE|ENTITY)/.test(xml) && !/^(xl\/revisions|word\/glossary\/people)/.test(name), 'part');
  if (name.endsWith('.rels')) return relations(name, xml);
  if (name === '[Content_Types].xml') return xml.replace(TAG, (tag) => (isDroppedType(tag) ? '' : tag));
  return authors(name, withoutElements(name, xml.replace(/<!--[^]*?-->/g, '')).replace(TAG, (_tag, tag, attributes, end) =>
    `<${tag}${attributes.replace(ATTRIBUTE, (/** @type {string} */ whole, /** @type {string} */ key) => attribute(name, tag, whole, key))}${end}>`));
}

/** @param {string} tag */
function isDroppedType(tag) {
  const [, part = ''] = /\sPartName\s*=\s*["']\/([^"']*)["']/.exec(tag) ?? [];
  return dropped(part);
}

/**
 * @param {string} name
 * @param {string} xml
 */
function relations(name, xml) {
  const folder = name.replace(/_rels\/[^/]*$/, '');
  const kept = xml.replace(TAG, (tag) => {
    const [, target = ''] = /\sTarget\s*=\s*["']([^"']*)["']/.exec(tag) ?? [];
    return /attachedTemplate["']/.test(tag) || dropped(resolved(folder, target)) ? '' : tag;
  });
  must(!/\sTarget\s*=\s*["'](file:|[a-zA-Z]:|\\\\)/.test(kept), 'path');
  return kept;
}

/**
 * @param {string} folder of the part that refers
 * @param {string} target
 */
function resolved(folder, target) {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const step of target.split('/').filter(Boolean)) {
    if (step === '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

/**
 * @param {string} name
 * @param {string} xml
 */
function withoutElements(name, xml) {
  const gone = name.startsWith('xl/persons/') ? ELEMENTS.filter((element) => element !== 'person') : ELEMENTS;
  return gone.reduce((text, element) => text.replace(
    new RegExp(`<([\\w.-]+:)?${element}(\\s[^>]*?)?(/>|>[^]*?</([\\w.-]+:)?${element}\\s*>)`, 'g'), '',
  ), xml);
}

/**
 * @param {string} part
 * @param {string} tag
 * @param {string} whole
 * @param {string} key
 */
function attribute(part, tag, whole, key) {
  const local = key.replace(/^.*:/, '');
  if (ATTRIBUTES.test(local) && !isContent(tag, local)) return '';
  if (NAMELESS.test(local)) return ` ${key}="Author"`;
  if (local === 'initials') return ` ${key}="A"`;
  if (local === 'userId' || local === 'providerId') return ` ${key}="None"`;
  if (local === 'created' && part.startsWith('ppt/comments/')) return ` ${key}="1980-01-01T00:00:00.000"`;
  if (local === 'name' && /^ppt\/(commentAuthors|authors)\.xml$/.test(part)) return ` ${key}="Author"`;
  return local === 'id' && key !== local && /(^|:)pageSetup$/.test(tag) ? '' : whole;
}

/**
 * `dt` and `date` also name things that are shown: a header's date field, a date in a table's filter.
 * @param {string} tag
 * @param {string} key
 */
const isContent = (tag, key) => (key === 'dt' && !/(^|:)cm$/.test(tag)) || (key === 'date' && /(^|:)(x|d|dateGroupItem)$/.test(tag));

/**
 * @param {string} name
 * @param {string} xml
 */
const authors = (name, xml) => (/^xl\/comments/.test(name) ? xml.replace(/<author>[^<]*<\/author>/g, '<author>Author</author>') : xml);

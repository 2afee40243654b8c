/** What is taken out of the parts of an Office document that stay. */
import { must } from './bytes.js';
import { isList, shortened } from './office-index.js';
import { namesAPath } from './paths.js';

// Elements that go with all that is in them.
const ELEMENTS = [
  'rsids', 'docId', 'attachedTemplate', 'dataBinding', 'absPath', 'revisionPtr', 'documentId', 'person', 'presenceInfo',
  'docVars', 'mailMerge', 'custDataLst', 'customWorkbookViews', 'customSheetViews', 'printerSettings',
];
const ATTRIBUTES = /^(rsid\w*|date|dateUtc|dT|dt|userName|lastEdited|lowestEdited|rupBuild|refreshedBy|refreshedDate(Iso)?|queryTableFieldId)$/;
const NAMELESS = /^(author|displayName)$/;
const ATTRIBUTE = /\s+([\w.:-]+)\s*=\s*("[^"]*"|'[^']*')/g;
const TAG = /<([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
// Pictures and shapes: they are named by the file they came from.
const DRAWN = /(^|:)(cNvPr|docPr)$/;

/**
 * What stays of a part. Raises Malformed for what it cannot follow, and if a path on somebody's
 * computer would stay.
 * @param {string} name
 * @param {string} xml
 * @param {import('./office-index.js').Leaves} leaves
 */
export function rewritten(name, xml, leaves) {
  must(!/<!(DOCTYPE|ENTITY)/.test(xml) && !/^(xl\/revisions|word\/glossary\/people)/.test(name), 'part');
  const bare = xml.replace(/<!--[^]*?-->/g, '').replace(/<\?(?!xml\s)[^]*?\?>/g, '');
  const clean = isList(name) ? shortened(name, bare, leaves) : authors(name, withoutElements(name, bare).replace(TAG, (_tag, tag, attributes, end) =>
    `<${tag}${attributes.replace(ATTRIBUTE, (/** @type {string} */ whole, /** @type {string} */ key) => attribute(name, tag, whole, key))}${end}>`));
  const words = clean.replace(TAG, '');
  must(!/<[^/!?]/.test(words), 'tag');
  // A field's text may lie in several elements: the words are read on across them as well.
  must(!namesAPath(clean) && !namesAPath(words.replace(/<[^>]*>/g, '')), 'path');
  return clean;
}

/**
 * @param {string} name
 * @param {string} xml
 */
function withoutElements(name, xml) {
  const gone = name.startsWith('xl/persons/') ? ELEMENTS.filter((element) => element !== 'person') : ELEMENTS;
  return gone.reduce((text, element) => text.replace(
    new RegExp(`<([\\w.-]+:)?${element}(\\s+[\\w.:-]+\\s*=\\s*("[^"]*"|'[^']*'))*\\s*(/>|>[^]*?</([\\w.-]+:)?${element}\\s*>)`, 'g'), '',
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
  if (isLabel(tag, local) || isFetched(tag, local, whole)) return '';
  if (local === 'name' && DRAWN.test(tag)) return ` ${key}="Object"`;
  if (NAMELESS.test(local)) return ` ${key}="Author"`;
  if (local === 'initials') return ` ${key}="A"`;
  if (local === 'userId' || local === 'providerId') return ` ${key}="None"`;
  if (local === 'created' && part.startsWith('ppt/comments/')) return ` ${key}="1980-01-01T00:00:00.000"`;
  if (local === 'name' && part.startsWith('ppt/') && /(^|:)(cmAuthor|author)$/.test(tag)) return ` ${key}="Author"`;
  return local === 'id' && key !== local && /(^|:)pageSetup$/.test(tag) ? '' : whole;
}

/**
 * What programs fill in with the name of a picture's file.
 * @param {string} tag
 * @param {string} key
 */
const isLabel = (tag, key) => (DRAWN.test(tag) && (key === 'descr' || key === 'title'))
  || (tag.startsWith('v:') && (key === 'alt' || key === 'title'));

/**
 * Where a table was fetched. Raises Malformed where it would not open without its source.
 * @param {string} tag
 * @param {string} key
 * @param {string} whole
 */
function isFetched(tag, key, whole) {
  const isTable = /(^|:)table$/.test(tag);
  must(isTable || key.toLowerCase() !== 'connectionid', 'source');
  return isTable && (key === 'connectionId' || (key === 'tableType' && whole.includes('queryTable')));
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
const authors = (name, xml) => (name.startsWith('xl/') ? xml.replace(/<((?:[\w.-]+:)?author)>[^<]*<\//g, '<$1>Author</') : xml);

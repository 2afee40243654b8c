/**
 * Joins the frame in which PDFs are drawn (decision 0023) into static/viewer/frame.js: one script
 * that loads nothing else. It holds pdf.js, the text of its worker, and the character sets of
 * Chinese PDFs. Apart from build.mjs, as what it holds is not of our floor and runs in no page of ours.
 *
 *   node static/viewer.mjs           writes static/viewer/frame.js
 *   node static/viewer.mjs --check   rebuilds in memory and compares byte for byte
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { OPTIONS } from './build.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const LIBRARY = join(HERE, '../node_modules/pdfjs-dist');
const FILE = join(HERE, 'viewer/frame.js');
/** Simplified Chinese; those of other countries are drawn as far as their fonts are in the file. */
const CHINESE = /^(GB|UniGB|Adobe-GB1)[\w-]*\.bcmap$/;
/** Node's own ways of reading files: the branch is never taken in a browser. */
const FOR_NODE = ['canvas', 'fs', 'http', 'https', 'path2d', 'url'];
const WAITS = '__webpack_exports__ = globalThis.pdfjsLib = await (';

const { alias: _, ...COMMON } = OPTIONS;

/** @param {string} name below js/viewer/ */
async function joined(name) {
  const { outputFiles } = await build({
    ...COMMON, entryPoints: [join(HERE, 'js/viewer', name)], external: FOR_NODE, plugins: [made], logLevel: 'error',
  });
  return outputFiles[0].text;
}

function cmaps() {
  const folder = join(LIBRARY, 'cmaps');
  const names = readdirSync(folder).filter((name) => CHINESE.test(name)).sort();
  return Object.fromEntries(names.map((name) => [name.replace('.bcmap', ''), readFileSync(join(folder, name)).toString('base64')]));
}

/** A script of the older kind cannot wait at its top: library.js waits instead. @param {string} path */
function notWaiting(path) {
  const pieces = readFileSync(path, 'utf8').split(WAITS);
  if (pieces.length !== 2) throw new Error('pdf.js is not built as it was: see WAITS');
  return pieces.join(WAITS.replace('await ', ''));
}

/** @type {import('esbuild').Plugin} */
const made = {
  name: 'made',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^made:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'made' }));
    onLoad({ filter: /^parser$/, namespace: 'made' }, async () => ({ contents: await joined('parser.js'), loader: 'text' }));
    onLoad({ filter: /^cmaps$/, namespace: 'made' }, () => ({ contents: JSON.stringify(cmaps()), loader: 'json' }));
    onLoad({ filter: /legacy[\\/]build[\\/]pdf\.mjs$/ }, ({ path }) => ({ contents: notWaiting(path), loader: 'js' }));
  },
};

/** It stands inside a page: nothing in it may look like the end of a script or a comment. @param {string} script */
function fit(script) {
  if (/<!--|<\/?script|\r/i.test(script)) throw new Error('the script cannot stand inside a page');
  return script;
}

async function main() {
  const script = fit(await joined('frame.js'));
  if (process.argv.includes('--check')) {
    if (readFileSync(FILE, 'utf8') === script) return;
    console.error('static/viewer/frame.js is not what static/js/viewer gives: run `node static/viewer.mjs`');
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, script);
}

await main();

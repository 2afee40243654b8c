/**
 * Joins the modules under static/js into one file per page and a few classic workers.
 *
 *   node static/build.mjs           writes static/dist/
 *   node static/build.mjs --check   rebuilds in memory and compares byte for byte
 *
 * The same sources and lock file give the same bytes on every machine: what is committed under
 * static/dist/ can be checked by anybody, and the pages load it by its hash.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIST = join(HERE, 'dist');

/** Name of the file in dist/ → its entry point under js/. */
const ENTRIES = {
  'casework-account': 'casework/account.js',
  'casework-audit': 'casework/audit.js',
  'casework-calendar': 'casework/calendar.js',
  'casework-forms': 'casework/forms-page.js',
  'casework-lists': 'casework/lists.js',
  'casework-notices': 'casework/notices.js',
  'casework-invitation': 'casework/invitation.js',
  'casework-members': 'casework/members.js',
  'casework-case': 'casework/case.js',
  'casework-cases': 'casework/cases.js',
  'casework-today': 'casework/today.js',
  'casework-declarations': 'casework/declarations.js',
  'casework-handover': 'casework/handover.js',
  'casework-papers': 'papers/blank-page.js',
  'casework-queue': 'casework/queue.js',
  'casework-report': 'casework/report.js',
  'casework-recovery': 'casework/recovery.js',
  'casework-search': 'casework/search.js',
  'casework-tasks': 'casework/tasks.js',
  'casework-taking': 'casework/taking.js',
  'casework-set-up': 'casework/set-up.js',
  'casework-sign-in': 'casework/sign-in.js',
  'portal-landing': 'portal/landing.js',
  'portal-mailbox': 'portal/mailbox.js',
  'portal-report': 'portal/report.js',
  worker: 'worker/main.js',
  'worker-casework': 'worker/office.js',
  'worker-documents': 'worker/documents.js',
  'worker-files': 'worker/files.js',
  'worker-mailbox': 'worker/reader.js',
  'worker-papers': 'worker/papers.js',
};

const absent = join(HERE, 'js/crypto/absent.js');
const undrawn = join(HERE, 'js/files/absent.js');

/** The oldest browsers served: Chrome 86 and Safari 14.5 (style.md); esbuild knows it as 14.1. */
export const OPTIONS = {
  absWorkingDir: HERE,
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  target: ['es2020', 'chrome86', 'safari14.1'],
  charset: 'utf8',
  legalComments: 'none',
  outdir: DIST,
  alias: {
    '@noble/curves/nist.js': absent,
    '@noble/hashes/scrypt.js': absent,
    '@pdf-lib/standard-fonts': undrawn,
    '@pdf-lib/upng': undrawn,
  },
};

/** @returns {Promise<Map<string, Buffer>>} file name → bytes, the manifest last */
async function bundles() {
  const entryPoints = Object.entries(ENTRIES).map(([out, path]) => ({ out, in: join(HERE, 'js', path) }));
  const { outputFiles } = await build({ ...OPTIONS, entryPoints });
  const files = new Map(outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]));
  const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted.set('manifest.json', manifestOf(sorted));
}

/** @param {Map<string, Buffer>} files */
function manifestOf(files) {
  const rows = [...files].map(([name, bytes]) => [name, { integrity: integrityOf(bytes), bytes: bytes.length }]);
  return Buffer.from(`${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`);
}

/** @param {Buffer} bytes */
const integrityOf = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** @param {Map<string, Buffer>} files */
function write(files) {
  mkdirSync(DIST, { recursive: true });
  for (const name of readdirSync(DIST)) if (!files.has(name)) rmSync(join(DIST, name));
  for (const [name, bytes] of files) writeFileSync(join(DIST, name), bytes);
}

/**
 * @param {Map<string, Buffer>} files
 * @returns {string[]} one line for each difference
 */
function differences(files) {
  const committed = existsSync(DIST) ? readdirSync(DIST) : [];
  const unknown = committed.filter((name) => !files.has(name));
  const stale = [...files].filter(([name, bytes]) => !committed.includes(name) || !readFileSync(join(DIST, name)).equals(bytes));
  return [
    ...stale.map(([name]) => `static/dist/${name} is not what static/js gives: run \`node static/build.mjs\``),
    ...unknown.map((name) => `static/dist/${name} has no source under static/js`),
  ];
}

async function main() {
  const files = await bundles();
  if (!process.argv.includes('--check')) {
    write(files);
    return;
  }
  const lines = differences(files);
  for (const line of lines) console.error(line);
  process.exitCode = lines.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();

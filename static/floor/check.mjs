/**
 * `node static/floor/check.mjs`: does everything that is served run on the oldest browsers we serve?
 * Bundles by their syntax and names (scripts.mjs), sources by their types (dom.mjs), the public
 * area's style sheets by what would be dropped (styles.mjs). One line for each finding.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import stylelint from 'stylelint';
import { floorDom } from './dom.mjs';
import scripts from './scripts.mjs';
import styles from './styles.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Casework stands on Pico, for the browsers of office computers. */
const PUBLIC_STYLES = (/** @type {string} */ name) => name.endsWith('.css') && name !== 'casework.css';

/**
 * What is wrong with served scripts: of a text, or of static/dist.
 * @param {string} [text]
 */
export async function wrongInScripts(text) {
  const eslint = new ESLint({ cwd: ROOT, overrideConfigFile: true, overrideConfig: scripts });
  const results = text === undefined ? await eslint.lintFiles(['static/dist']) : await eslint.lintText(text, { filePath: 'served.js' });
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, message }) => `${relative(ROOT, filePath)}:${line}: ${message}`));
}

/**
 * What is wrong with style sheets: of a text, or of the public area.
 * @param {string} [code]
 */
export async function wrongInStyles(code) {
  const names = readdirSync(join(ROOT, 'static/css')).filter(PUBLIC_STYLES);
  const where = code === undefined ? { files: names.map((name) => join(ROOT, 'static/css', name)) } : { code };
  const { results } = await stylelint.lint({ ...where, config: styles });
  return results.flatMap(({ source, warnings }) =>
    warnings.map(({ line, text }) => `${source === undefined ? 'text' : relative(ROOT, source)}:${line}: ${text}`));
}

/**
 * What does not type-check in a browser at the floor: of files, or of static/js.
 * @param {string[]} [files]
 */
export function wrongInSources(files) {
  const folder = join(ROOT, 'build/floor');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'dom.d.ts'), floorDom());
  const sources = files === undefined ? { include: [join(ROOT, 'static/js/**/*.js')] } : {};
  const config = {
    extends: join(ROOT, 'static/js/tsconfig.json'),
    compilerOptions: { lib: ['es2020'] },
    files: ['dom.d.ts', ...(files ?? [])],
    include: [],
    ...sources,
  };
  const project = join(folder, `tsconfig${files === undefined ? '' : '.planted'}.json`);
  writeFileSync(project, JSON.stringify(config));
  const home = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const { stdout } = spawnSync(process.execPath, [join(home, 'bin/tsc'), '--noEmit', '--pretty', 'false', '-p', project], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(': error '));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = [...(await wrongInScripts()), ...wrongInSources(), ...(await wrongInStyles())];
  for (const line of lines) console.error(line);
  process.exitCode = lines.length === 0 ? 0 : 1;
}

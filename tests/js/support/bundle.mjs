/** Bundles a test's entry point exactly as static/build.mjs bundles the pages and the worker. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { OPTIONS } from '../../../static/build.mjs';

/**
 * @param {string} name a file of this folder
 * @param {import('esbuild').BuildOptions} [changes]
 */
export async function bundled(name, changes = {}) {
  const entry = fileURLToPath(new URL(name, import.meta.url));
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: [entry], ...changes });
  return outputFiles[0].text;
}

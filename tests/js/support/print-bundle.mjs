/** Prints a file of this folder as static/build.mjs bundles it: `node print-bundle.mjs page.js`. */
import { bundled } from './bundle.mjs';

process.stdout.write(await bundled(process.argv[2]));

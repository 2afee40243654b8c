/**
 * What ESLint asks of everything in static/dist: ES2020 and nothing that is newer than the floor,
 * no evaluation of text, no WebAssembly, no text that becomes markup. The libraries are in there too.
 */
import esx from 'eslint-plugin-es-x';
import { ASKED_FIRST, data, newer } from './had.mjs';

/** Rules about the names that may stand. */
const THEIR_RULES = [
  'object-hasown', 'uint8array-frombase64', 'uint8array-fromhex', 'uint8array-prototype-tobase64', 'uint8array-prototype-tohex',
];

/** Only reached through a global, which is forbidden itself; their members are everyday words. */
const WHOLE = [
  'AsyncDisposableStack', 'Atomics', 'DisposableStack', 'Error', 'InternalError', 'Intl', 'Iterator', 'SuppressedError',
  'Temporal', 'WebAssembly',
];
/** Globals through which a rule finds others, and those that may run text. */
const REACH = ['self', 'window', 'globalThis', 'setTimeout', 'setInterval', 'Function', 'eval'];
/** A form answers to any name, so that its types do not tell what it lacks. */
const OF_FORMS = ['requestSubmit'];
const MARKUP_FROM_TEXT = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'writeln', 'srcdoc'];

const { builtins } = data.javascript;
const fits = (/** @type {string} */ name) => /^[A-Za-z][A-Za-z0-9]*$/.test(name) && !ASKED_FIRST.includes(name);
const objects = Object.entries(builtins).filter(([name]) => fits(name) && !WHOLE.includes(name));
const members = newer(objects.map(([, object]) => object)).filter(fits);
const globals = newer([data.api, builtins, data.api.Window, data.api.WorkerGlobalScope]).filter(fits);
const forbidden = [...members, ...OF_FORMS, ...MARKUP_FROM_TEXT].map((property) => ({ property }));

/** @type {import('eslint').Linter.Config[]} */
export default [
  {
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2020, sourceType: 'script', globals: Object.fromEntries(REACH.map((name) => [name, 'readonly'])) },
    linterOptions: { noInlineConfig: true },
    plugins: { 'es-x': esx },
    rules: {
      ...esx.configs['flat/restrict-to-es2020'].rules,
      ...Object.fromEntries(THEIR_RULES.map((rule) => [`es-x/no-${rule}`, 'off'])),
      'es-x/no-regexp-lookbehind-assertions': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-globals': ['error', { globals: ['WebAssembly', ...globals], checkGlobalObject: true }],
      'no-restricted-properties': ['error', ...forbidden],
    },
  },
];

/** What no Chrome 86 or Safari 14.5 would run is found before it is served. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { wrongInScripts, wrongInSources, wrongInStyles } from '../../static/floor/check.mjs';

const SCRIPTS = [
  'a ??= b;', 'x = class { y = 1 };', 'x = 1_000;', '/(?<=a)b/.test(a);', '/a/v.test(a);', 'import("x").then(() => import.meta);',
  'structuredClone(a);', 'self.structuredClone(a);', 'new BigUint64Array(1);', 'a.at(-1);', 'a.findLast(f);', 'Object.groupBy(a, f);',
  'Promise.withResolvers();', 'a.getBigUint64(0);', 'reportError(a);', 'new CompressionStream("gzip");', 'createImageBitmap(a);',
  'eval("1");', 'new Function("1");', 'setTimeout("1", 1);', 'WebAssembly.compile(a);', 'self.WebAssembly;', 'a.innerHTML = b;',
  'a.insertAdjacentHTML("beforeend", b);', 'form.requestSubmit();',
];
const SOURCES = [
  'structuredClone({});', 'crypto.randomUUID();', 'AbortSignal.timeout(1);',
  "document.createElement('dialog').showModal();", 'document.body.inert = true;', 'new Blob().bytes();', '[1].at(-1);',
  'new OffscreenCanvas(1, 1);', "addEventListener('x', () => {}, { signal: new AbortController().signal });",
  "'a'.replaceAll('a', 'b').at(0);", 'navigator.storage.getDirectory();', 'document.body.checkVisibility();',
];
const STYLES = [
  'a:has(b) { color: red }', ':is(a, b) { color: red }', ':where(a) { color: red }', '.a { .b { color: red } }', 'p { &:hover { color: red } }',
  '@layer a { p { color: red } }', '@container (min-width: 1px) { p { color: red } }', 'p { aspect-ratio: 1 }', 'p { inset: 0 }',
  'p { margin-inline: 0 }', 'p { height: 100dvh }', 'p { color: color-mix(in srgb, red, blue) }', 'p { overflow-wrap: anywhere }',
];

for (const text of SCRIPTS) {
  test(`a served script may not say ${text}`, async () => assert.notDeepEqual(await wrongInScripts(text), []));
}

for (const text of STYLES) {
  test(`a public style sheet may not say ${text}`, async () => assert.notDeepEqual(await wrongInStyles(text), []));
}

test('a source may not use what the floor lacks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'floor-'));
  const files = SOURCES.map((text, place) => {
    const file = join(folder, `${place}.js`);
    writeFileSync(file, `${text}\nexport {};\n`);
    return file;
  });
  const lines = wrongInSources(files);
  const missed = SOURCES.filter((_text, place) => !lines.some((line) => line.includes(`/${place}.js(1,`)));
  rmSync(folder, { recursive: true });
  assert.deepEqual(missed, []);
});

test('ordinary words of the floor pass', async () => {
  assert.deepEqual(await wrongInScripts('const a = b?.c ?? 1n; a.map(String).flat(); globalThis.fetch(a); Object.fromEntries([]);'), []);
  assert.deepEqual(await wrongInStyles('.a { display: flex; gap: 1rem } @media (min-width: 1px) { .a { display: grid } }'), []);
});

test('what is served passes', async () => {
  assert.deepEqual([...(await wrongInScripts()), ...wrongInSources(), ...(await wrongInStyles())], []);
});

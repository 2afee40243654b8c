/** What the committed files under static/dist may not contain, and how the build keeps them honest. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { OPTIONS } from '../../static/build.mjs';
import { NEWER } from './support/floor.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(ROOT, 'static/dist');
const bundles = readdirSync(DIST)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, source: readFileSync(join(DIST, name), 'utf8') }));
const pages = bundles.filter(({ name }) => !name.startsWith('worker'));

/** Refused by our content security policy, or ways to turn text into markup or code. */
const FORBIDDEN = [
  'eval(', 'new Function', 'WebAssembly', 'import(', 'importScripts', 'document.write',
  'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'createContextualFragment', 'srcdoc', 'sourceMappingURL',
];
/** The public area keeps nothing in the browser. */
const STORAGE = ['localStorage', 'sessionStorage', 'indexedDB', 'document.cookie', 'serviceWorker', 'caches.'];
/** Newer than the floor and no part of the language. */
const NEWER_WEB = ['randomUUID', 'requestIdleCallback', 'AbortSignal', 'crypto.subtle', 'URL.canParse', 'scheduler.'];

/** Lowering a script to the floor changes nothing in it: there is nothing to lower. */
function isOnFloor(source) {
  const options = { minifyWhitespace: true, charset: 'utf8', legalComments: 'none', logLevel: 'silent' };
  const lowered = transformSync(source, { ...options, target: OPTIONS.target }).code;
  return lowered === transformSync(source, { ...options, target: 'esnext' }).code;
}

for (const { name, source } of bundles) {
  test(`${name} contains nothing that makes code or markup of text`, () => {
    for (const word of FORBIDDEN) assert.equal(source.includes(word), false, word);
  });

  test(`${name} has no syntax newer than the floor`, () => {
    assert.ok(isOnFloor(source));
  });

  test(`${name} loads and is one script`, () => assert.match(source, /^"use strict";\(\(\)=>\{.*\}\)\(\);\n$/s));
}

test('a newer syntax would be seen', () => {
  for (const newer of ['class A { #a = 1 }', 'class A { static {} }', 'a ??= 1', 'a?.b', '/a/v']) {
    assert.equal(isOnFloor(newer), false, newer);
  }
  assert.ok(isOnFloor('async () => { for (const a of [...b]) await (a ** 2n); }'));
});

for (const { name, source } of pages) {
  test(`${name} uses no built-in newer than the floor`, () => {
    const { globalThis: globals, ...members } = NEWER;
    for (const word of [...globals, ...NEWER_WEB]) assert.equal(source.includes(word), false, word);
    for (const word of Object.values(members).flat()) assert.equal(source.includes(`.${word}(`), false, word);
  });
}

for (const { name, source } of bundles.filter((bundle) => !bundle.name.startsWith('casework'))) {
  test(`${name} keeps nothing in the browser`, () => {
    for (const word of STORAGE) assert.equal(source.includes(word), false, word);
  });
}

test('the manifest names every file with its hash', () => {
  const manifest = JSON.parse(readFileSync(join(DIST, 'manifest.json'), 'utf8'));
  assert.deepEqual(Object.keys(manifest), bundles.map(({ name }) => name).sort());
  for (const { name, source } of bundles) {
    const integrity = `sha384-${createHash('sha384').update(source).digest('base64')}`;
    assert.deepEqual(manifest[name], { integrity, bytes: Buffer.byteLength(source) });
  }
});

test('the worker leaves room in the budget for everything else', () => {
  const [{ source }] = bundles.filter(({ name }) => name === 'worker.js');
  assert.ok(brotliCompressSync(source).length < 42_000);
});

test('one copy of each library is installed', () => {
  const tree = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const names = Object.keys(tree).map((path) => path.split('node_modules/').pop()).filter((name) => name?.startsWith('@noble/'));
  assert.equal(new Set(names).size, names.length);
});

test('the check names each file that differs from its sources', () => {
  const copy = mkdtempSync(join(tmpdir(), 'build-'));
  cpSync(join(ROOT, 'static'), join(copy, 'static'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const program = join(copy, 'static/build.mjs');
  execFileSync(process.execPath, [program]);
  assert.equal(spawnSync(process.execPath, [program, '--check']).status, 0);

  const worker = join(copy, 'static/dist/worker.js');
  writeFileSync(worker, `${readFileSync(worker, 'utf8')} `);
  writeFileSync(join(copy, 'static/dist/stray.js'), '');
  const { status, stderr } = spawnSync(process.execPath, [program, '--check'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.deepEqual(stderr.match(/[\w.-]+\.js(?= (?:is|has))/g), ['worker.js', 'stray.js']);
  rmSync(copy, { recursive: true });
});

/** The frame in which PDFs are drawn, and what a file is taken for (decision 0023). */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { shownAs } from '../../static/js/viewing/kinds.js';
import { isBounded } from '../../static/js/viewing/measures.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const bytes = (/** @type {string} */ text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const way = (/** @type {string} */ start, name = 'a', type = '') => shownAs(bytes(start), { name, type });

test('the committed frame is what its sources give', () => {
  const { status, stderr } = spawnSync(process.execPath, ['static/viewer.mjs', '--check'], { cwd: ROOT, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('the frame can stand inside a page', () => {
  assert.doesNotMatch(readFileSync(join(ROOT, 'static/viewer/frame.js'), 'utf8'), /<!--|<\/?script/i);
});

for (const [start, shown] of /** @type {[string, string][]} */ ([
  ['\xff\xd8\xff\xe0', 'picture'], ['\x89PNG\r\n\x1a\n', 'picture'], ['GIF89a', 'picture'], ['RIFF\0\0\0\0WEBPVP8 ', 'picture'],
  ['RIFF\0\0\0\0WAVEfmt ', 'sound'], ['ID3\x03', 'sound'], ['\xff\xfb\x90', 'sound'], ['OggS', 'sound'], ['fLaC', 'sound'],
  ['\0\0\0\x18ftypM4A ', 'sound'], ['\0\0\0\x18ftypmp42', 'film'], ['\x1a\x45\xdf\xa3', 'film'], ['%PDF-1.7', 'pdf'],
  ['\0\0\0\x18ftypheic', 'none'], ['<svg xmlns=', 'none'], ['<!doctype html>', 'none'], ['PK\x03\x04', 'none'], ['MZ', 'none'],
  ['', 'none'], ['RIFF\0\0\0\0AVI ', 'none'], ['#!AMR\n', 'none'], ['  %PDF-1.7', 'none'],
])) {
  test(`${JSON.stringify(start)} is shown as ${shown}`, () => assert.equal(way(start).way, shown));
}

test('a browser is told no type in which it runs anything', () => {
  const types = ['<svg', '<html>', '\xff\xd8\xff', '%PDF-1.7'].map((start) => way(start, 'a.svg', 'image/svg+xml').type);
  assert.deepEqual(types, ['application/octet-stream', 'application/octet-stream', 'image/jpeg', 'application/pdf']);
});

test('neither a name nor a type makes a picture of what is none', () => {
  assert.deepEqual(way('<svg xmlns=', 'a.png', 'image/png'), { way: 'none', type: 'application/octet-stream', lies: true });
  assert.deepEqual(way('<html>', 'a.pdf', 'application/pdf'), { way: 'none', type: 'application/octet-stream', lies: true });
  assert.equal(way('%PDF-1.7', 'a.jpg').lies, true);
  assert.equal(way('%PDF-1.7', 'A.PDF').lies, false);
  assert.equal(way('PK\x03\x04', 'a.docx').lies, false);
});

test('only of sound and film does the sender say which', () => {
  assert.equal(way('\0\0\0\x18ftypmp42', 'a.mp4', 'audio/mp4').way, 'sound');
  assert.equal(way('%PDF-1.7', 'a.pdf', 'audio/mp4').way, 'pdf');
});

test('words are read where the name says so', () => {
  assert.equal(way('<b>', 'a.txt', 'text/html').way, 'text');
  assert.equal(way('<b>', 'a.html', 'text/plain').way, 'none');
  assert.equal(way('%PDF-1.7', 'a.txt').way, 'pdf');
});

const png = (/** @type {number} */ width, /** @type {number} */ height) => {
  const view = new DataView(new ArrayBuffer(24));
  view.setUint32(16, width);
  view.setUint32(20, height);
  return new Uint8Array(view.buffer);
};
const jpeg = (/** @type {number} */ width, /** @type {number} */ height) =>
  Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255]);

test('a picture that would fill the memory is not unpacked', () => {
  assert.ok(isBounded(png(12_000, 8000), 'image/png'));
  assert.ok(isBounded(jpeg(12_000, 8000), 'image/jpeg'));
  assert.equal(isBounded(png(60_000, 60_000), 'image/png'), false);
  assert.equal(isBounded(png(1, 40_000), 'image/png'), false);
  assert.equal(isBounded(jpeg(65_535, 65_535), 'image/jpeg'), false);
  assert.equal(isBounded(bytes('GIF89a\xff\xff\xff\xff'), 'image/gif'), false);
  assert.ok(isBounded(bytes('GIF89a\x01\x00\x01\x00'), 'image/gif'));
});

test('a picture that does not say its size is not unpacked', () => {
  for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp']) assert.equal(isBounded(bytes('\xff\xd8\xff\xd9'), type), false);
});

test('a looping head ends', () => {
  assert.equal(isBounded(Uint8Array.from([0xff, 0xd8, ...Array(1000).fill(0xff)]), 'image/jpeg'), false);
  assert.equal(isBounded(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0]), 'image/jpeg'), false);
});

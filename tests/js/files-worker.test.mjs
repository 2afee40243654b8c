/** The committed workers for files run on the floor: they clean, and open what was sealed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Encrypter } from 'age-encryption';
import { recipientOf } from '../../static/js/crypto/age.js';
import { readingHalf } from '../../static/js/crypto/keys.js';
import { padme } from '../../static/js/crypto/padding.js';
import { floorWorker } from './support/floor.mjs';

const dist = (name) => readFileSync(new URL(`../../static/dist/${name}.js`, import.meta.url), 'utf8');
const WEB = { Blob, AbortController, setTimeout, clearTimeout };
const secret = new Uint8Array(32).fill(9);
const file = new Uint8Array(200_000).map((_, at) => at);

async function sealed(data) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await recipientOf(readingHalf('attachment', secret)));
  const padded = new Uint8Array(padme(data.length));
  padded.set(data);
  return encrypter.encrypt(padded);
}

const attachment = (data) => ({
  size: data.length, secret: Buffer.from(secret).toString('hex'), sha256: createHash('sha256').update(data).digest('hex'),
});

test('a sealed file opens, cut to its size', async () => {
  const { ask } = floorWorker(dist('worker-files'), WEB);
  const blob = await ask('open', { sealed: new Blob([await sealed(file)]), attachment: attachment(file) });
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), file);
});

test('a file that is not the one its letter names is not given out', async () => {
  const { ask } = floorWorker(dist('worker-files'), WEB);
  const whole = await sealed(file);
  const refused = (bytes, about) => assert.rejects(ask('open', { sealed: new Blob([bytes]), attachment: about }), { name: 'PayloadInvalid' });
  await refused(whole, { ...attachment(file), sha256: '00'.repeat(32) });
  await refused(whole, { ...attachment(file), size: file.length - 1 });
  await refused(whole.subarray(0, -70_000), attachment(file));
  await refused(await sealed(new Uint8Array([...file, 1])), attachment(file));
  const other = { ...attachment(file), secret: '00'.repeat(32) };
  await assert.rejects(ask('open', { sealed: new Blob([whole]), attachment: other }), { name: 'NoMatch' });
});

test('a photo, a document and a recording are told apart and what is unsure is said', async () => {
  const files = floorWorker(dist('worker-files'), WEB);
  const documents = floorWorker(dist('worker-documents'), WEB);
  const film = new Blob([Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), new Uint8Array(100)]);
  assert.deepEqual(await files.ask('clean', { blob: film }).then(({ kind, verdict }) => [kind, verdict]), ['recording', 'unsure']);
  const photo = new Blob([Buffer.from('ffd8ff00', 'hex')]);
  assert.deepEqual(await files.ask('clean', { blob: photo }).then(({ kind, verdict }) => [kind, verdict]), ['jpeg', 'unsure']);
  const paper = new Blob(['%PDF-1.7']);
  assert.deepEqual(await files.ask('clean', { blob: paper }).then(({ kind }) => kind), 'pdf');
  assert.deepEqual(await documents.ask('clean', { blob: paper }).then(({ kind, verdict }) => [kind, verdict]), ['pdf', 'unsure']);
});

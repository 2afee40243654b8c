/** The bundled crypto really runs where nothing newer than Chrome 86 and Safari 14.5 exists. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';
import { bundled } from './support/bundle.mjs';
import { floorContext, floorWorker, NEWER } from './support/floor.mjs';
import { vectors } from './support/vectors.mjs';

const source = await bundled('everything.js');
const base64 = (text) => Buffer.from(text).toString('base64');
const { code, site, secret } = vectors.receipt.derived;
const [, epoch] = vectors.secrets;

test('the floor lacks what is newer, and some of it existed before', () => {
  const context = floorContext();
  for (const [owner, names] of Object.entries(NEWER)) {
    for (const name of names) {
      assert.equal(vm.runInContext(`'${name}' in (${owner})`, context), false, `${owner}.${name}`);
    }
  }
  assert.equal(vm.runInNewContext("'hasOwn' in Object && 'setBigUint64' in DataView.prototype"), true);
  assert.throws(() => vm.runInContext("eval('1')", context), { name: 'EvalError' });
  assert.equal(vm.runInContext("new Error('a', { cause: 1 }).cause", context), undefined);
  assert.equal(vm.runInContext('crypto.subtle', context), undefined);
});

test('a file is sealed and opened', async () => {
  const { ask } = floorWorker(source);
  const sealed = await ask('seal', { data: base64('清风'), recipients: [epoch.recipient] });
  assert.equal(await ask('open', { sealed, identities: [epoch.identity] }), base64('清风'));
  assert.equal(await ask('recipientOf', { identity: epoch.identity }), epoch.recipient);
  await assert.rejects(ask('open', { sealed: base64('no'), identities: [epoch.identity] }), { name: 'HeaderInvalid' });
});

test('a receipt code gives its secret and tells how far it is', async () => {
  const { ask } = floorWorker(source);
  const heard = [];
  assert.equal(await ask('reporterSecret', { code, site }, (share) => heard.push(share)), secret);
  assert.equal(heard.at(-1), 1);
  assert.match(await ask('newCode'), /^[0-9]{24}$/);
});

test('a passphrase gives its proof', async () => {
  const [row] = vectors.passwords;
  const args = { passphrase: row.typed, site: row.site, office: row.office, name: row.name };
  assert.equal(await floorWorker(source).ask('proof', args), row.proof);
});

test('a statement is signed and verified, and an office vouched for', async () => {
  const { ask } = floorWorker(source);
  const signed = await ask('sign', { type: 'answer', body: { text: '清风' }, kind: 'epoch', secret: epoch.secret });
  const args = { type: 'answer', signed, key: epoch.verify_key };
  assert.deepEqual(await ask('verify', args), { text: '清风' });
  await assert.rejects(ask('verify', { ...args, type: 'message' }), { name: 'SignatureInvalid' });
  const { office, cases, vouched } = vectors.vouching;
  const seen = await ask('vouch', { office, site: cases[0].site, today: cases[0].today, fingerprint: null });
  assert.equal(seen.recipient, vouched.recipient);
});

test('work is done', async () => {
  const args = { challenge: '00'.repeat(32), id: '6f1c7e64-7b0b-4c54-9b0e-0123456789ab', body: '', difficulty: 10 };
  assert.match(await floorWorker(source).ask('solve', args), /^[0-9a-f]{16}$/);
});

test('without floor.js it would not run: the floor is a floor', async () => {
  const empty = { name: 'no-floor', setup: (build) => build.onLoad({ filter: /crypto\/floor\.js$/ }, () => ({ contents: '' })) };
  const bare = await bundled('everything.js', { plugins: [empty] });
  const sealing = async () => floorWorker(bare).ask('seal', { data: '', recipients: [epoch.recipient] });
  await assert.rejects(sealing, /hasOwn|setBigUint64|not a function|recipient/);
});

test('large bytes are moved, a part of a larger buffer and small ones are copied', async () => {
  const { ask } = floorWorker(source);
  const { bytes, part } = await ask('large', { size: 5000 });
  assert.deepEqual([bytes.length, bytes[0], part.length], [5000, 7, 4999]);
});

test('errors keep their names across the border', async () => {
  const { ask } = floorWorker(source);
  await assert.rejects(ask('fail'), { name: 'NoMatch', message: 'identity' });
  await assert.rejects(ask('unheard of'), { name: 'ReferenceError' });
});

test('the committed worker loads and does what reporters and inspectors need', async () => {
  const path = new URL('../../static/dist/worker.js', import.meta.url);
  assert.ok(existsSync(path));
  const { ask } = floorWorker(readFileSync(path, 'utf8'));
  const drawn = await ask('newReceipt', { site });
  assert.match(drawn.code, /^[0-9]{24}$/);
  assert.match(drawn.recipient, /^age1pq1/);
});

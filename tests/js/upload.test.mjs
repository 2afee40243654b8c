/** An upload goes on after whatever a network and a server may do to it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { readingHalf } from '../../static/js/crypto/keys.js';
import { openStream, readAll } from '../../static/js/crypto/age-streams.js';
import { fromHex } from '../../static/js/crypto/bytes.js';
import { padme, sealedSize } from '../../static/js/crypto/padding.js';
import { open } from '../../static/js/worker/opening.js';
import { Upload } from '../../static/js/worker/upload.js';

globalThis.self = new EventTarget();
const SIZE = 9 * 1024 * 1024 + 5;
const FILE = new Blob([new Uint8Array(SIZE).map((_, at) => at * 7)]);
const ROUTE = { area: 'portal', office: 'hospital' };
const GROUP = 8;
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const bytesOf = (hex) => Buffer.from(hex, 'hex');

/** As much of a server as docs/api.md promises; `trouble(method, path, n)` answers in its place. */
class Site {
  constructor(trouble = () => null) {
    this.trouble = trouble;
    this.parts = new Map();
    this.asked = [];
    this.challenge = '11'.repeat(32);
    globalThis.fetch = (address, options = {}) => this.fetch(String(address), options);
  }

  async fetch(address, { method = 'GET', body, headers = {}, signal }) {
    const line = `${method} ${address.replace(/[0-9a-f-]{36}/, 'ID')}`;
    this.asked.push(line);
    const own = await this.trouble(line, this.asked.filter((one) => one === line).length, () => this.answer(line, body, headers), signal);
    return own ?? this.answer(line, body, headers);
  }

  answer(line, body, headers) {
    if (line === 'GET /challenge') return Response.json({ challenge: this.challenge, difficulty: 4 });
    if (line === 'POST /attachments') return this.begin(Object.fromEntries(body));
    if (line === 'GET /attachments/ID/parts') return Response.json({ parts: [...this.parts].map(([part, data]) => ({ part, sha256: sha256(data).toString('hex') })) });
    if (line === 'DELETE /attachments/ID') return Response.json({});
    return this.put(Number(line.split('/').pop()), Buffer.from(body), headers['Qingfeng-Work']);
  }

  begin(fields) {
    this.about = fields;
    const announced = Buffer.alloc(8);
    announced.writeBigUInt64BE(BigInt(Number(fields.size)));
    assert.match(fields.size, /^[0-9]{12}$/);
    return this.paid(fields, sha256(bytesOf(fields.secret), announced)) ? Response.json({ parts: 1 }, { status: 201 }) : refusal(403, 'work_missing');
  }

  put(part, data, paid) {
    const [challenge, solution] = paid.split(':');
    if (part > 0 && part % GROUP === 0 && !this.paid({ challenge, solution }, sha256(data))) return refusal(403, 'work_missing');
    this.parts.set(part, data);
    return Response.json({ part }, { status: 201 });
  }

  paid({ challenge, solution }, digest) {
    const id = bytesOf(this.about.id.replaceAll('-', ''));
    return challenge === this.challenge && sha256(bytesOf(challenge), id, digest, bytesOf(solution))[0] < 16;
  }

  get sealed() {
    return Buffer.concat([...this.parts.keys()].sort((a, b) => a - b).map((part) => this.parts.get(part)));
  }
}

const refusal = (status, error, headers = {}) => Response.json({ error }, { status, headers });
const lost = () => { throw new TypeError('network'); };

/** An upload whose pauses take no time and are remembered. */
function begin(trouble) {
  const site = new Site(trouble);
  const pauses = [];
  const said = [];
  const upload = new Upload(FILE, ROUTE, async (seconds) => { pauses.push(seconds); });
  return { site, upload, pauses, said, run: () => upload.run((standing) => said.push(standing)) };
}

async function isWhole({ site }, arrived) {
  assert.equal(site.sealed.length, sealedSize(padme(SIZE)));
  assert.equal(Number(site.about.size), site.sealed.length);
  const blob = await open({ sealed: new Blob([site.sealed]), attachment: arrived });
  assert.deepEqual(await blob.arrayBuffer(), await FILE.arrayBuffer());
}

test('a file arrives sealed to its own secret, padded with zeros, with its digest', async () => {
  const sending = begin();
  const arrived = await sending.run();
  await isWhole(sending, arrived);
  assert.equal(arrived.sha256, sha256(Buffer.from(await FILE.arrayBuffer())).toString('hex'));
  const chunks = [];
  const sealed = new Blob([sending.site.sealed]).stream();
  await readAll(await openStream(sealed, readingHalf('attachment', fromHex(arrived.secret))), (chunk) => chunks.push(chunk));
  const padded = Buffer.concat(chunks);
  assert.equal(padded.length, padme(SIZE));
  assert.ok(padded.subarray(SIZE).every((byte) => byte === 0));
  assert.deepEqual([...sending.site.parts.values()].slice(0, -1).map(({ length }) => length), Array(9).fill(1048576));
  assert.equal(sending.said.at(-1).sent, sending.said.at(-1).size);
});

test('a lost answer is asked after, and what has arrived is not sent twice', async () => {
  const sending = begin((line, n, answer) => (line === 'PUT /attachments/ID/parts/3' && n === 1 ? Promise.resolve(answer()).then(lost) : null));
  await isWhole(sending, await sending.run());
  assert.equal(sending.site.asked.filter((line) => line.startsWith('PUT') && line.endsWith('/3')).length, 1);
  assert.equal(sending.site.asked.filter((line) => line.startsWith('GET /att')).length, 1);
});

test('a part that did not arrive is sent again, after growing pauses', async () => {
  const sending = begin((line, n) => (line === 'PUT /attachments/ID/parts/2' && n <= 4 ? lost() : null));
  await isWhole(sending, await sending.run());
  assert.deepEqual(sending.pauses, [0.25, 0.5, 1, 2]);
  assert.ok(sending.said.some(({ waiting }) => waiting === 'offline'));
  assert.equal(sending.said.at(-1).waiting, '');
});

test('when the network goes, what is on its way is not waited for', async () => {
  const sending = begin((line, n, _answer, signal) => (line !== 'PUT /attachments/ID/parts/2' || n > 1 ? null : new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new TypeError('aborted')));
    self.dispatchEvent(new Event('offline'));
  })));
  await isWhole(sending, await sending.run());
  assert.deepEqual(sending.pauses, [0.25]);
});

test('a server that has no room is asked again when it says', async () => {
  const sending = begin((line, n) => (line === 'POST /attachments' && n <= 2 ? refusal(503, 'uploads_full', { 'Retry-After': '90' }) : null));
  await isWhole(sending, await sending.run());
  assert.deepEqual(sending.pauses, [90, 90]);
  assert.ok(sending.said.some(({ waiting }) => waiting === 'busy'));
});

test('what stays full is given up with its reason, and goes on from there later', async () => {
  let full = true;
  const sending = begin((line) => (full && line === 'PUT /attachments/ID/parts/5' ? refusal(503, 'intake_closed') : null));
  await assert.rejects(sending.run(), { name: 'Refused', message: 'intake_closed' });
  assert.ok(sending.pauses.reduce((sum, seconds) => sum + seconds) >= 600);
  full = false;
  await isWhole(sending, await sending.run());
  for (const part of [0, 4]) assert.equal(sending.site.asked.filter((line) => line === `PUT /attachments/ID/parts/${part}`).length, 1);
});

test('an old challenge is replaced without a word', async () => {
  const sending = begin((line, n) => {
    if (line === 'PUT /attachments/ID/parts/7' && n === 1) sending.site.challenge = '22'.repeat(32);
    return null;
  });
  await isWhole(sending, await sending.run());
  assert.deepEqual(sending.pauses, []);
  assert.equal(sending.said.some(({ waiting }) => waiting !== ''), false);
});

test('a refusal that waiting does not mend is told at once', async () => {
  const sending = begin((line) => (line === 'POST /attachments' ? refusal(413, 'attachment_too_large') : null));
  await assert.rejects(sending.run(), { name: 'Refused', message: 'attachment_too_large' });
  assert.deepEqual(sending.pauses, []);
});

test('what is taken back stops at once and is deleted', async () => {
  let cancelled;
  const sending = begin((line) => {
    if (line === 'PUT /attachments/ID/parts/4') cancelled = sending.upload.cancel();
    return null;
  });
  await assert.rejects(sending.run(), { name: 'Cancelled' });
  await cancelled;
  assert.ok(sending.site.asked.includes('DELETE /attachments/ID'));
  assert.equal(sending.site.parts.has(6), false);
});

test('a file that shrinks meanwhile is not sent', async () => {
  new Site();
  const shrunk = { size: SIZE, slice: (from, to) => FILE.slice(from, Math.min(to, 3_000_000)) };
  await assert.rejects(new Upload(shrunk, ROUTE).run(() => {}), { name: 'Unreadable' });
});

test('a member who is signed in does no work', async () => {
  const site = new Site((line) => (line.startsWith('GET /challenge') ? lost() : null));
  const asked = [];
  globalThis.fetch = async (address, options) => {
    asked.push([address.replace(/[0-9a-f-]{36}/, 'ID'), options.credentials, options.headers['X-CSRF-Token']]);
    return Response.json({ parts: [] }, { status: 201 });
  };
  await new Upload(FILE.slice(0, 5), { area: 'casework', csrf: 'token' }).run(() => {});
  assert.deepEqual(asked, [['/casework/attachments', 'same-origin', 'token'], ['/casework/attachments/ID/parts/0', 'same-origin', 'token']]);
  assert.deepEqual(site.asked, []);
});

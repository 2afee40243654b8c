/** Leaving the desk: it works without a worker, ends the worker, and takes the other tabs along. */
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';

const SESSION = {
  csrf: 'c', site: '', idle_minutes: 15, locked: false, key: '00', member: { name: 'registrar' }, office: { office: 'hospital' },
};

/** What a page has, as far as the desk touches it. */
const elements = new Map();
const element = () => Object.assign(new EventTarget(), {
  hidden: false, textContent: '', disabled: false, dataset: {}, focus() {}, querySelector: element, append() {},
});
const storage = () => {
  const kept = new Map();
  return {
    kept, written: [], getItem: (name) => kept.get(name) ?? null, clear: () => kept.clear(), removeItem: (name) => kept.delete(name),
    setItem(name, value) {
      kept.set(name, value);
      this.written.push([name, value]);
    },
  };
};
class FakeWorker extends EventTarget {
  static all = [];
  ended = false;
  constructor() {
    super();
    FakeWorker.all.push(this);
  }
  postMessage({ id }) {
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('message'), { data: { id, result: 1 } })));
  }
  terminate() {
    this.ended = true;
  }
}
const page = new EventTarget();
let asked = [];
let workerLoads = true;
Object.assign(globalThis, {
  window: globalThis,
  document: {
    documentElement: { dataset: { worker: '/static/dist/worker.js' }, lang: 'zh-Hans' },
    body: element(),
    querySelectorAll: () => [],
    addEventListener() {},
    dispatchEvent() {},
    getElementById(id) {
      if (id === 'texts') return { textContent: JSON.stringify({ unready: '', fault: '', is_locked: '', until: '' }) };
      if (!elements.has(id)) elements.set(id, element());
      return elements.get(id);
    },
  },
  location: { replace: (address) => asked.push(`go ${address}`), reload() {} },
  localStorage: storage(),
  sessionStorage: storage(),
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
  BroadcastChannel: undefined,
  Worker: FakeWorker,
  setInterval: () => 0,
  async fetch(address, { method }) {
    if (address === '/static/dist/worker.js') return new Response('', { status: workerLoads ? 200 : 500 });
    asked.push(`${method} ${address}`);
    return Response.json(SESSION);
  },
});
delete globalThis.BroadcastChannel;
const { sitDown } = await import('../../static/js/casework/desk.js');
const { hear, tell } = await import('../../static/js/casework/tabs.js');
const { ask } = await import('../../static/js/components/worker.js');
const settle = () => new Promise((resolve) => setImmediate(resolve));
const click = (id) => document.getElementById(id).dispatchEvent(new Event('click'));

beforeEach(() => {
  elements.clear();
  asked = [];
  FakeWorker.all = [];
  workerLoads = true;
  sessionStorage.setItem('qingfeng.held', 'held');
});

test('signing out ends the session though no worker can start', async () => {
  workerLoads = false;
  await sitDown(async () => {});
  click('sign-out');
  await settle();
  assert.deepEqual(asked, ['GET /casework/session', 'DELETE /casework/session', 'go /casework/sign-in']);
  assert.equal(sessionStorage.kept.size, 0);
});

test('locking ends the worker with what it holds, and another one answers', async () => {
  await sitDown(async () => {});
  const [first] = FakeWorker.all;
  click('lock');
  await settle();
  assert.equal(first.ended, true);
  assert.equal(sessionStorage.kept.size, 0);
  assert.equal(await ask('deriveProof'), 1);
  assert.equal(FakeWorker.all.length, 2);
  assert.deepEqual(asked.slice(1), ['GET /casework/audit/head.json', 'POST /casework/session/lock']);
});

test('without channels the other tabs hear through storage, where nothing stays', () => {
  const heard = [];
  hear((word) => heard.push(word));
  localStorage.written.length = 0;
  const before = localStorage.kept.size;
  tell('lock');
  const [[key, newValue]] = localStorage.written;
  assert.equal(localStorage.kept.size, before);
  for (const change of [{ key, newValue }, { key, newValue: null }, { key: 'other', newValue: 'out' }, { key: null, newValue: null }]) {
    page.dispatchEvent(Object.assign(new Event('storage'), change));
  }
  assert.deepEqual(heard, ['lock']);
});

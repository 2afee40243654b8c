/** The index: what is in it is found by any part of its words, and nothing is lost where two write at once. */
import assert from 'node:assert/strict';
import test from 'node:test';

const { Index, placeOf } = await import('../../static/js/worker/search-index.js');
const { search } = await import('../../static/js/worker/search-hits.js');
const { fold, wordsOf } = await import('../../static/js/worker/search-words.js');

const LETTERS = '红包回扣药商采购骨科主任护士长收受礼金卡号住院部器械耗材招标㛃䶮𠮷𡈽aB7Ａ０éΣ１２，。、 -/《》\n';

/** Numbers that look random, the same in every run. @param {number} seed */
const chance = (seed) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

/** @param {() => number} next @param {number} length */
const textOf = (next, length) =>
  Array.from({ length }, () => [...LETTERS][Math.floor(next() * [...LETTERS].length)]).join('');

/** @param {() => number} next */
const idOf = (next) => `${Math.floor(next() * 2 ** 32).toString(16).padStart(8, '0')}-0000-4000-8000-${Math.floor(next() * 2 ** 40).toString(16).padStart(12, '0')}`;

const caseOf = (id, report, more = {}) => ({
  id, version: 1, entries: 0, letters: 0, title: '', kind: 'report', words: { report, letters: '', entries: '' }, ...more,
});

const listedOf = (cases) => cases.map(({ id }) => ({ id, version: 1, entries: 0, stage: 'assessment', numbers: '收字〔2026〕0147号' }));

const found = (index, query) => search(index, { query, stage: '', kind: '' }).hits.map(({ id }) => id);

/** Files as a server keeps them: what `next` gives goes in, under the next version only. */
class Server {
  constructor() {
    this.files = new Map();
  }

  get list() {
    return [...this.files.values()].map(({ no, version }) => ({ no, version }));
  }

  open(listed) {
    const index = new Index(this.list);
    for (const file of this.files.values()) index.merge(structuredClone(file));
    if (listed) index.settle(listed);
    return index;
  }

  /** @param {InstanceType<typeof Index>} index @param {number} [most] files, then the tab is closed */
  keep(index, most = Infinity) {
    for (let n = 0; n < most; n += 1) {
      const file = index.next();
      if (file === null) return;
      const here = this.files.get(file.no);
      if (file.version !== (here?.version ?? 0) + 1) {
        index.merge(structuredClone(here));
        continue;
      }
      this.files.set(file.no, structuredClone(file));
      index.versions.set(file.no, file.version);
      index.changed.delete(file.no);
    }
  }
}

test('every two characters that stand side by side find their case, and so does any longer part', () => {
  const next = chance(1);
  const cases = Array.from({ length: 60 }, () => caseOf(idOf(next), textOf(next, 5 + Math.floor(next() * 60))));
  const server = new Server();
  const index = server.open(listedOf(cases));
  cases.forEach((one) => index.put(one));
  server.keep(index);
  const again = server.open(listedOf(cases));
  for (const { id, words: { report } } of cases) {
    const letters = [...report];
    for (let n = 0; n + 2 <= letters.length; n += 1) {
      for (const query of [letters.slice(n, n + 2).join(''), letters.slice(n).join('')]) {
        if (wordsOf(query).length > 0) assert.ok(search(again, { query, stage: '', kind: '' }).total > 0 && isFound(again, query, id), JSON.stringify(query));
      }
    }
  }
});

/** Hits are cut at fifty: ask within the one case. */
function isFound(index, query, id) {
  const all = index.listed;
  index.listed = new Map([[id, all.get(id)]]);
  const hits = found(index, query);
  index.listed = all;
  return hits.includes(id);
}

test('a text keeps its length when it is folded', () => {
  const next = chance(2);
  for (let n = 0; n < 500; n += 1) {
    const text = `${textOf(next, 40)}İ😀ﬁ`;
    assert.equal(fold(text).length, text.length);
  }
});

test('what is no longer listed is not found, and does not stay at rest', () => {
  const next = chance(3);
  const cases = Array.from({ length: 40 }, () => caseOf(idOf(next), '红包'));
  const server = new Server();
  const index = server.open(listedOf(cases));
  cases.forEach((one) => index.put(one));
  server.keep(index);
  const [gone, ...left] = cases;
  const again = server.open(listedOf(left));
  assert.ok(!found(again, '红包').includes(gone.id));
  assert.equal(found(again, '红包').length, left.length);
  server.keep(again);
  assert.ok(![...server.files.values()].some((file) => JSON.stringify(file).includes(gone.id)));
});

test('two tabs that write at once lose nothing, whoever is first', () => {
  const next = chance(4);
  for (let round = 0; round < 30; round += 1) {
    const cases = Array.from({ length: 30 }, () => caseOf(idOf(next), textOf(next, 20)));
    const server = new Server();
    const tabs = [server.open(listedOf(cases)), server.open(listedOf(cases))];
    // Each has opened half of the cases, and read a letter there that the other knows nothing of.
    const read = cases.map((one) => ({ ...one, letters: 1, words: { ...one.words, letters: `信${one.id}` } }));
    cases.forEach((one, n) => {
      tabs[n % 2].put(read[n]);
      tabs[1 - n % 2].put(one);
    });
    for (let turn = 0; turn < 400 && tabs.some((tab) => tab.changed.size > 0); turn += 1) {
      server.keep(tabs[Math.floor(next() * 2)], 1 + Math.floor(next() * 5));
    }
    const again = server.open(listedOf(cases));
    for (const one of read) assert.deepEqual(again.cases.get(one.id), one);
  }
});

test('when the index takes more files, nothing is lost wherever the tab is closed', () => {
  const next = chance(5);
  const few = Array.from({ length: 50 }, () => caseOf(idOf(next), textOf(next, 10), { letters: 1 }));
  const many = [...few, ...Array.from({ length: 5000 }, () => caseOf(idOf(next), '新'))];
  for (const closed of [0, 1, 7, 20, 40, 63]) {
    const server = new Server();
    const small = server.open(listedOf(few));
    few.forEach((one) => small.put(one));
    server.keep(small);
    assert.equal(small.of, 16);
    const grown = server.open(listedOf(many));
    assert.equal(grown.of, 64);
    many.slice(few.length).forEach((one) => grown.put(one));
    server.keep(grown, closed);
    const again = server.open(listedOf(many));
    for (const one of few) assert.deepEqual(again.cases.get(one.id), one, String(closed));
  }
});

test('a file waits for the cases that it lacks, the highest goes first', () => {
  const next = chance(6);
  const cases = Array.from({ length: 40 }, () => caseOf(idOf(next), '红包'));
  const index = new Index([]);
  index.settle(listedOf(cases));
  const wanted = index.missing().map(({ id }) => id);
  const nos = [];
  for (const id of wanted) {
    index.put(cases.find((one) => one.id === id));
    for (let file = index.next(); file !== null; file = index.next()) {
      nos.push(file.no);
      index.changed.delete(file.no);
      assert.equal(file.cases.length, cases.filter((one) => placeOf(one.id, 16) === file.no).length);
    }
  }
  assert.deepEqual(nos, [...new Set(nos)].sort((a, b) => b - a));
  assert.equal(index.missing().length, 0);
});

test('of a case the newer words count', () => {
  const [older, newer] = [caseOf('00000000-0', 'a'), caseOf('00000000-0', 'b', { entries: 1 })];
  for (const order of [[older, newer], [newer, older]]) {
    const index = new Index([]);
    order.forEach((one, n) => index.merge({ no: 0, of: 16, version: n + 1, cases: [one] }));
    assert.deepEqual(index.cases.get('00000000-0'), newer);
  }
});

test('numbers, widths, capitals and thousands are read alike; where a word was found is shown', () => {
  const one = caseOf('00000000-0', '送来２，０００元，说是 Thanks', { title: '器械商' });
  const index = new Index([]);
  index.settle(listedOf([one]));
  index.put(one);
  for (const query of ['2000', '2,000', '２，０００元', 'thanks', 'THANKS', '〔2026〕0147', '0147号', '器械 2000']) {
    assert.deepEqual(found(index, query), ['00000000-0'], query);
  }
  for (const query of ['3000', '0148', 'thanksa']) assert.deepEqual(found(index, query), [], query);
  const [hit] = search(index, { query: 'thanks', stage: '', kind: '' }).hits;
  assert.deepEqual([hit.where, hit.before, hit.hit, hit.after], ['report', '送来２，０００元，说是 ', 'Thanks', '']);
});

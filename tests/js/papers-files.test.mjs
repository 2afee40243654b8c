/** The committed papers worker on the floor: Word and Excel files, what they say and what they do not. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { papers } from '../../static/js/papers/index.js';
import { floorWorker } from './support/floor.mjs';
import { filledIn } from './support/papers.mjs';

const source = readFileSync(new URL('../../static/dist/worker-papers.js', import.meta.url), 'utf8');
const { ask } = floorWorker(source, { Blob, setTimeout, clearTimeout });
const MARK = '张登记 2026-11-22 23:40';

const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", '#10': '\n' };
/** All texts of an XML part, each on its own line. */
const textsOf = (xml) => [...xml.matchAll(/<(?:\w+:)?t(?: [^>]*)?>([^<]*)</g)]
  .map(([, text]) => text.replace(/&([#\w]+);/g, (_, name) => ENTITIES[name])).join('\n');
const parts = (bytes) => Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, strFromU8(data)]));
const all = (file) => Object.entries(file).filter(([name]) => name.endsWith('.xml')).map(([, xml]) => textsOf(xml)).join('\n');

async function made(kind, paper, values = {}, language = 'zh') {
  const model = await ask('fill', { id: paper.id, values, language });
  return parts(await ask(kind, { model, mark: MARK }));
}

for (const kind of ['word', 'excel']) {
  for (const paper of papers) {
    test(`${kind}, ${paper.id}: says everything, marks only what stays inside`, async () => {
      const { values, said } = filledIn(paper);
      const file = await made(kind, paper, values);
      const text = all(file);
      for (const words of said) assert.ok(text.includes(words), words);
      assert.equal(text.includes(MARK), paper.internal);
    });
  }

  test(`${kind}: tells nothing of who made it, when or with what, and leads nowhere`, async () => {
    const file = await made(kind, papers[0], filledIn(papers[0]).values);
    const whole = Object.values(file).join('\n');
    assert.doesNotMatch(whole, /TargetMode="External"|<f>|<f |HYPERLINK|creator|lastModifiedBy|dcterms|<Application>/);
    assert.doesNotMatch(Object.keys(file).join(), /core\.xml|app\.xml|custom\.xml/);
  });

  test(`${kind}: the blank one in English has no Chinese in it`, async () => {
    for (const paper of papers) assert.doesNotMatch(all(await made(kind, paper, {}, 'en')).replace(MARK, ''), /[\u3400-\u9fff]/, paper.id);
  });
}

test('a Word file is A4, and across for a wide paper, with page numbers', async () => {
  for (const paper of papers) {
    const file = await made('word', paper);
    const size = paper.wide ? /<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/ : /<w:pgSz w:w="11906" w:h="16838"/;
    assert.match(file['word/document.xml'], size);
    assert.ok(Object.entries(file).some(([name, xml]) => /footer\d*\.xml/.test(name) && /PAGE/.test(xml)));
  }
});

test('an amount is a number in Excel, and what looks like a formula stays text', async () => {
  const lead = papers.find(({ id }) => id === 'lead');
  const file = await made('excel', lead, { amount: '16409.02', summary: '=HYPERLINK("http://a")' });
  const sheet = file['xl/worksheets/sheet1.xml'];
  assert.match(sheet, /<v>16409\.02<\/v>/);
  assert.doesNotMatch(sheet, /<f[ >]/);
  assert.ok(all(file).includes('=HYPERLINK("http://a")'));
});

test('a table of many rows is packed where it is made', async () => {
  const contents = papers.find(({ id }) => id === 'contents');
  const row = (no) => ({ no: String(no), name: `材料${no}䶮`, remark: '㛃'.repeat(20) });
  const file = await made('excel', contents, { main_volume: Array.from({ length: 4000 }, (_, no) => row(no)) });
  assert.ok(file['xl/worksheets/sheet1.xml'].length > 160_000);
  assert.ok(all(file).includes('材料3999䶮'));
});

test('the same document twice is the same file', async () => {
  const model = await ask('fill', { id: 'lead', values: {}, language: 'zh' });
  for (const kind of ['word', 'excel']) {
    assert.deepEqual(await ask(kind, { model, mark: '' }), await ask(kind, { model, mark: '' }));
  }
});

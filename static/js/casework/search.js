/** The page to search on (查找): the member's sealed index is opened here, and what is typed stays here. */
import { byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { sitDown } from './desk.js';
import { keepListed, showFound } from './search-hits.js';
import { beginIndex, keepChanged, takeFiles } from './search-files.js';
import { get } from './server.js';
import { showStanding } from './standing.js';
import { failureText } from './unlocking.js';

/**
 * @typedef {import('./server.js').SessionDocument} SessionDocument
 * @typedef {import('../worker/search.js').Standing} Standing
 */

/** Rows that the worker opens at a stretch: a search waits no longer than for these. */
const AT_ONCE = 4;

let ready = false;
let asked = 0;

/** @param {SessionDocument} session */
async function open(session) {
  await showStanding(session);
  listen();
  await openIndex(session);
  byId('index-on').addEventListener('click', () => catchUp(session));
  await catchUp(session);
}

function listen() {
  const form = byId('search');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    find();
  });
  form.addEventListener('input', (event) => { if (!(/** @type {any} */ (event).isComposing)) find(); });
  form.addEventListener('compositionend', find);
  byId('query').focus();
}

/** @param {SessionDocument} session */
async function openIndex(session) {
  byId('index').textContent = text('opening_index');
  const [{ nos, older }, { cases }] = await Promise.all([beginIndex(session), get('cases/ids.json')]);
  const broken = await takeFiles(nos, (taken) => share(taken, nos.length));
  notice('older', Math.max(older, broken));
  show(await ask('settleIndex', { listed: keepListed(cases) }));
  ready = true;
  await find();
}

/** Look for what stands in the field. */
async function find() {
  if (!ready) return;
  asked += 1;
  const [mine, query] = [asked, { query: valueOf('query'), stage: valueOf('stage'), kind: valueOf('kind') }];
  const isIdle = query.query.trim() === '' && query.stage === '' && query.kind === '';
  const found = await ask('searchIndex', query);
  if (mine === asked) showFound(found, isIdle);
}

/** @param {string} id */
const valueOf = (id) => /** @type {HTMLInputElement} */ (byId(id)).value;

/**
 * Put in what the index does not know yet, file by file: what was kept is not done again.
 * @param {SessionDocument} session
 */
async function catchUp(session) {
  byId('index-stopped').hidden = true;
  try {
    await keepChanged(session);
    for (let ids = await ask('missingFromIndex'); ids.length > 0; ids = await ask('missingFromIndex')) {
      await putIn(ids);
      await keepChanged(session);
    }
    await find();
  } catch (error) {
    byId('index-stopped').hidden = false;
    byId('index-why').textContent = failureText(error);
  }
}

/** @param {string[]} ids */
async function putIn(ids) {
  const { cases } = await get(`cases/rows.json?of=${ids.join(',')}`);
  for (let n = 0; n < ids.length; n += AT_ONCE) {
    show(await ask('indexRows', { asked: ids.slice(n, n + AT_ONCE), rows: cases }));
  }
}

/** @param {Standing} standing */
function show({ indexed, missing, behind, failed }) {
  byId('index').textContent = missing > 0 ? text('indexing', { n: missing }) : text('ready', { n: indexed });
  share(indexed, indexed + missing);
  notice('failed', failed);
  byId('behind').hidden = behind === 0;
  byId('behind').textContent = text('behind', { n: behind });
}

/**
 * @param {number} done
 * @param {number} all
 */
function share(done, all) {
  const bar = /** @type {HTMLProgressElement} */ (byId('index-share'));
  bar.hidden = done >= all;
  [bar.max, bar.value] = [Math.max(all, 1), done];
}

/**
 * @param {'older' | 'failed'} what
 * @param {number} n
 */
function notice(what, n) {
  byId(`index-${what}`).hidden = n === 0;
  byId(`index-${what}`).textContent = text(what, { n });
}

start({ search: () => sitDown(open) });

/** The files of a member's index between the server and the worker: fetched, and kept as they change. */
import { ask } from '../components/worker.js';
import { Refused } from '../portal/requests.js';
import { keepHere } from './kept.js';
import { get, getBytes, send } from './server.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

const AT_ONCE = 4;
const MOST_TRIES = 5;

/**
 * Begin with what the server lists. Tells which files there are, and which are older than this browser
 * has seen them.
 * @param {SessionDocument} session
 * @returns {Promise<{ nos: number[], older: number }>}
 */
export async function beginIndex(session) {
  const { files } = await get('index.json');
  const older = await ask('beginIndex', { files, kept: localStorage.getItem(placeOf(session)) });
  return { nos: files.map((/** @type {{ no: number }} */ { no }) => no), older: older.length };
}

/**
 * Fetch and open files, some at a time. Tells how many do not open.
 * @param {number[]} nos
 * @param {(taken: number) => void} [say]
 */
export async function takeFiles(nos, say = () => {}) {
  const left = [...nos];
  let [broken, taken] = [0, 0];
  const work = async () => {
    for (let no = left.shift(); no !== undefined; no = left.shift()) {
      if (!await take(no)) broken += 1;
      taken += 1;
      say(taken);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return broken;
}

/** @param {number} no */
async function take(no) {
  const sealed = await getBytes(`index/${no}`);
  return ask('takeIndexFile', { no, sealed });
}

/**
 * Keep every file that has changed and is complete. Raises Offline or Refused.
 * @param {SessionDocument} session
 */
export async function keepChanged(session) {
  let tries = 0;
  for (let file = await ask('nextIndexFile'); file !== null; file = await ask('nextIndexFile')) {
    try {
      await keepFile(session, file);
      tries = 0;
    } catch (error) {
      tries += 1;
      if (!(error instanceof Refused) || error.message !== 'index_changed' || tries > MOST_TRIES) throw error;
      await take(file.no);
    }
  }
}

/**
 * @param {SessionDocument} session
 * @param {{ no: number, version: number, sealed: string }} file
 */
async function keepFile(session, { no, version, sealed }) {
  await send('PUT', `index/${no}`, { version: String(version), sealed });
  keepHere(placeOf(session), await ask('indexFileKept', { no, version }));
}

/** @param {SessionDocument} session */
const placeOf = ({ site, office, member }) => `qingfeng.index.${site}.${office.office}.${member.name}`;

/** A case that was opened or changed goes into its member's index: one file of it is read and kept. */
import { ask } from '../components/worker.js';
import { beginIndex, keepChanged, takeFiles } from './search-files.js';

/**
 * Quietly: what is shown does not depend on it, and if it does not work now, it will the next time.
 * @param {import('./server.js').SessionDocument} session
 * @param {string} id
 * @param {{ documents: any, view: any }} opened what the server gave, and what `openCase` made of it
 */
export async function indexCase(session, id, { documents, view }) {
  try {
    const { nos } = await beginIndex(session);
    const no = await ask('placeInIndex', { id });
    await takeFiles(nos.filter((one) => one === no));
    if (await ask('indexCase', { documents, view })) await keepChanged(session);
  } catch {
    // The search page puts in what is missing.
  }
}

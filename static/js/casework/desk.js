/**
 * The desk: what every page of a signed-in member does. It unlocks or takes up what the tab kept,
 * and locks by hand, after fifteen minutes without input, or when another tab locks.
 */
import { byId, first } from '../components/dom.js';
import { text } from '../components/texts.js';
import { saveInTime } from './drafts.js';
import { checkHead, keepHead, signedHead } from './heads.js';
import { offerPasskey } from './factors-unlock.js';
import { watchInput } from './idle.js';
import { showJoining } from './joining-notices.js';
import { passphraseForm } from './passphrase-form.js';
import { renewInTime } from './renewal.js';
import { get, goSignIn, keepToken, send } from './server.js';
import { hear, tell } from './tabs.js';
import { failureText, forget, openWith, resume } from './unlocking.js';
import { allowLeaving } from '../portal/unsent.js';
import { afterAsking } from './unsent.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/**
 * Begin a page: `open` is called once its secrets are at hand.
 * @param {(session: SessionDocument) => Promise<unknown>} open
 */
export async function sitDown(open) {
  // A page that the browser kept for its Back button is asked for anew.
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  try {
    await new Desk(keepToken(await get('session'))).begin(open);
  } catch (error) {
    byId('waiting').hidden = false;
    byId('waiting').textContent = failureText(error);
  }
}

class Desk {
  /** @param {SessionDocument} session */
  constructor(session) {
    this.session = session;
    this.asking = false;
  }

  /** @param {(session: SessionDocument) => Promise<unknown>} open */
  async begin(open) {
    const { session } = this;
    hear((word) => this.follow(word));
    byId('lock').addEventListener('click', () => afterAsking('lock', () => this.lock()));
    byId('sign-out').addEventListener('click', () => afterAsking('sign_out', () => this.signOut()));
    if (session.locked) return this.askPassphrase('lost');
    if (!await resume(session)) return this.askPassphrase('new');
    show('work');
    watchInput(session.idle_minutes, () => this.lock());
    const checked = checkHead(session);
    checked.catch(() => {});
    await renewInTime(session);
    await showJoining(session);
    await open(session);
    // Not kept over one that could not be looked for.
    await checked.then(() => keepHead(session)).catch(() => {});
  }

  /** @param {import('./tabs.js').Word} word from another tab */
  follow(word) {
    if (word === 'out') goSignIn();
    if (word === 'lock') this.close();
  }

  /** Lock here, in the other tabs and on the server. */
  lock() {
    tell('lock');
    this.close();
    return send('POST', 'session/lock', signedHead()).catch(() => {});
  }

  /**
   * Take everything that was opened off the screen, and end the worker that holds the keys. What
   * browsers and their garbage collectors still hold of it is out of our reach. Words that were
   * being written are sealed and kept first.
   */
  close() {
    if (this.asking) return;
    this.asking = true;
    const kept = saveInTime();
    byId('work').textContent = '';
    allowLeaving();
    if (kept === null) this.closed();
    else kept.then(() => this.closed());
  }

  closed() {
    forget();
    this.askPassphrase('lost');
  }

  /** @param {'lost' | 'new'} why whether this tab was locked, or never had the secrets */
  askPassphrase(why) {
    const { site, office, member } = this.session;
    this.asking = true;
    show('locked');
    byId(`locked-${why}`).hidden = false;
    byId('until').textContent = why === 'lost' ? text('is_locked') : '';
    byId('passphrase').focus();
    offerPasskey(this.session, () => location.reload());
    passphraseForm(first(byId('locked'), 'form'), async (passphrase) => {
      await openWith({ site, office: office.office, name: member.name, passphrase }, async (proof) =>
        keepToken(await send('POST', 'session/unlock', { proof })));
      location.reload();
    });
  }

  async signOut() {
    const kept = saveInTime();
    byId('work').textContent = '';
    if (kept !== null) await kept;
    forget();
    tell('out');
    await send('DELETE', 'session', signedHead()).catch(() => {});
    goSignIn();
  }
}

/** @param {'work' | 'locked'} part */
function show(part) {
  for (const id of ['work', 'locked', 'waiting']) byId(id).hidden = id !== part;
  document.body.dataset.shown = part;
  byId('lock').hidden = part !== 'work';
  byId('unsent').hidden = true;
}

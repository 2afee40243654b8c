/** What is changed in who may open a case (授权、收回、回避), done at the server. */
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { sendSigned } from './seen-cases.js';
import { get } from './server.js';

/** @typedef {import('./case-people.js').Part} Part */
/** @typedef {{ name: string }[]} Names */

/**
 * The part that somebody has now, as the server lists it.
 * @param {{ access: Names, recused: { name: string, reason: Part }[] }} documents
 * @param {string} name
 * @returns {Part}
 */
export function partIn({ access, recused }, name) {
  if (access.some((one) => one.name === name)) return 'granted';
  return recused.find((one) => one.name === name)?.reason ?? 'none';
}

/** What was chosen, done step by step: each takes the case as the step before left it. */
export class Changes {
  /** @param {import('./report-page.js').Page} page */
  constructor({ path, id, session }) {
    this.path = path;
    this.id = id;
    this.session = session;
  }

  /** @param {Map<string, Part>} chosen */
  async make(chosen) {
    const before = await get(`${this.path}.json`);
    const changed = [...chosen].filter(([name, part]) => partIn(before, name) !== part);
    for (const [name, part] of changed) {
      const was = partIn(before, name);
      if (was !== 'granted' && was !== 'none') await this.lift(name);
      else if (part !== 'granted') await this.exclude(name, was, part);
    }
    await this.grant(changed.filter(([, part]) => part === 'granted').map(([name]) => name));
  }

  /** @param {string[]} members */
  async grant(members) {
    if (members.length === 0) return;
    const form = await this.access({ granted: members });
    await this.send(form, 'POST', 'grants', form);
  }

  /** @param {string} name */
  async lift(name) {
    const form = await this.access({ lifted: [name] });
    await this.send(form, 'DELETE', `recusals/${name}`, form);
  }

  /**
   * @param {string} name
   * @param {Part} was
   * @param {Part} part
   */
  async exclude(name, was, part) {
    if (part !== 'none') {
      const rekey = await this.rekeyed({ recused: [name] });
      return this.send(rekey, 'POST', 'recusals', { member: name, reason: part, rekey });
    }
    if (was !== 'granted') return null;
    const form = await this.rekeyed({ without: [name] });
    return this.send(form, 'DELETE', `grants/${name}`, form);
  }

  /**
   * @param {{ version: number }} signed
   * @param {'POST' | 'DELETE'} method
   * @param {string} what
   * @param {object} form
   */
  send({ version }, method, what, form) {
    return sendSigned(this.session, { id: this.id, version }, method, `${this.path}/${what}`, form);
  }

  /** @param {{ granted?: string[], lifted?: string[] }} change */
  async access(change) {
    return ask('changeAccess', { documents: await get(`${this.path}.json`), ...change, today: today() });
  }

  /** @param {{ without?: string[], recused?: string[] }} change who does not get the new secret */
  async rekeyed(change) {
    return ask('rekeyCase', { documents: await get(`${this.path}.json`), ...change, office: this.session.office, today: today() });
  }
}

/** What members are called and may do: as a leader signed it, not as a row of the server says. */
import { currentMembers } from '../crypto/roster.js';
import { ring } from './keyring.js';

/** @typedef {import('./entries.js').Row} Row */

/** @type {import('./main.js').Ops} */
export const ops = { asSigned };

/**
 * Rows of members, those whom the roster names with the name that is signed. The roles too, unless
 * they wait to be compared: then the row's are what a leader is asked to sign.
 * @param {{ members: Row[] }} args
 * @returns {Row[]}
 */
function asSigned({ members }) {
  const { roster } = ring();
  const entries = roster === null ? [] : currentMembers(roster);
  return members.map((row) => {
    const entry = entries.find(({ name }) => name === row.name);
    if (entry === undefined || row.state === 'left') return row;
    return { ...row, display_name: entry.shownName, roles: row.state === 'active' ? [...entry.roles] : row.roles };
  });
}

/** Copies of letters, cut into as many as one request takes (docs/api.md). */

const MOST = 400000;

/**
 * @param {{ id: string, sealed: string }[]} letters
 * @returns {{ id: string, sealed: string }[][]}
 */
export function batches(letters) {
  const cut = /** @type {{ id: string, sealed: string }[][]} */ ([]);
  let size = MOST;
  for (const letter of letters) {
    size += letter.sealed.length;
    if (size > MOST) cut.push([]);
    if (size > MOST) size = letter.sealed.length;
    cut[cut.length - 1].push(letter);
  }
  return cut;
}

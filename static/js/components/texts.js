/** The words a script says: rendered into the page from the catalogue, in the page's language. */

/** @type {Record<string, string> | null} */
let texts = null;

/**
 * The text for a key, with `%(name)s` filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function text(key, values = {}) {
  texts ??= JSON.parse(document.getElementById('texts')?.textContent ?? '{}');
  const found = /** @type {Record<string, string>} */ (texts)[key];
  if (found === undefined) throw new RangeError(`no text: ${key}`);
  return found.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
}

/** The page's language, as sealed bodies name it. */
export const language = () => document.documentElement.lang;

/**
 * A date as people read it.
 * @param {string} date YYYY-MM-DD
 */
export const day = (date) =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString(language(), { dateStyle: 'long', timeZone: 'UTC' });

/**
 * A month as people read it.
 * @param {string} of YYYY-MM
 */
export const month = (of) =>
  new Date(`${of}-01T00:00:00Z`).toLocaleDateString(language(), { year: 'numeric', month: 'long', timeZone: 'UTC' });

/** The page of an archive that people read: plain words, no script, nothing fetched. */

/**
 * @typedef {{ heading: string, note: string, lines: [string, string][], files: string[] }} Section
 *   files: ids of attachments
 * @typedef {{ language: string, title: string, intro: string, lost: string, sections: Section[] }} Words
 *   lost: what stands beside an attachment that is not in the archive
 * @typedef {{ id: string, name: string, file: string }} Filed file: its path in the archive, or empty
 */

const SIGNS = /** @type {Record<string, string>} */ ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });
// What turns the direction of writing round could make one name look like another.
const TURNS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const STYLE = 'body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:16px/1.7 sans-serif;color:#1c2421;background:#fff}'
  + 'h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2rem 0 .3rem;border-top:1px solid #c9d1cd;padding-top:1rem}'
  + 'dt{color:#55615c}dd{margin:0 0 .6rem;white-space:pre-wrap;overflow-wrap:anywhere}p{color:#55615c}';

/** @param {string} text */
const escaped = (text) => text.replace(TURNS, '\ufffd').replace(/[&<>"']/g, (sign) => SIGNS[sign]);

/**
 * @param {Words} words
 * @param {Filed[]} filed
 */
export function pageOf({ language, title, intro, lost, sections }, filed) {
  return `<!doctype html>
<html lang="${escaped(language)}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
<p>${escaped(intro)}</p>
${sections.map((section) => sectionOf(section, filed, lost)).join('\n')}
</html>
`;
}

/**
 * @param {Section} section
 * @param {Filed[]} filed
 * @param {string} lost
 */
function sectionOf({ heading, note, lines, files }, filed, lost) {
  const said = lines.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`);
  const links = files.map((id) => {
    const { name = '', file = '' } = filed.find((one) => one.id === id) ?? {};
    return `<li>${file === '' ? `${escaped(name)} ${escaped(lost)}` : `<a href="${escaped(encodeURI(file))}">${escaped(file)}</a>`}</li>`;
  });
  return [
    `<h2>${escaped(heading)}</h2>`,
    ...(note === '' ? [] : [`<p>${escaped(note)}</p>`]),
    ...(said.length === 0 ? [] : [`<dl>${said.join('\n')}</dl>`]),
    ...(links.length === 0 ? [] : [`<ul>${links.join('\n')}</ul>`]),
  ].join('\n');
}

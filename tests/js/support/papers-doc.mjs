/** Writes docs/papers.md from the papers as they are declared: `node tests/js/support/papers-doc.mjs > docs/papers.md`. */
import { fileURLToPath } from 'node:url';
import { papers } from '../../../static/js/papers/index.js';

const HEAD = `# Papers

What each paper (文书) of a case asks for, by the names that fill it (\`static/js/papers/\`). Made by
\`node tests/js/support/papers-doc.mjs > docs/papers.md\`; a test compares it.

Every paper also takes \`office\`, \`number\` and \`secrecy\` (密级). Values: text, long text and choices
(their code) are strings; dates \`YYYY-MM-DD\` or \`YYYY-MM-DD HH:MM\`; amounts yuan, as a number or a decimal
string; tables lists of objects; signatures \`{names: […], on}\`, opinions \`{words, names, on}\`, seals \`{on}\`.
What has no value is space to write on. A name that the paper does not have is refused.
`;

const detail = (piece) => {
  if (piece.kind === 'choice') return Object.entries(piece.options).map(([code, [zh]]) => `\`${code}\` ${zh}`).join(', ');
  if (piece.kind === 'table') return piece.columns.map(({ name, label: [zh], kind }) => `\`${name}\` ${zh}${kind === 'text' ? '' : ` (${kind})`}`).join(', ');
  return '';
};
const row = (piece) => `| \`${piece.name}\` | ${piece.kind} | ${piece.label[0]} | ${detail(piece)} |`;

/** @param {(typeof papers)[number]} paper */
function chapter({ id, series, title: [zh, en], internal, wide, copies, pieces }) {
  const facts = [
    internal ? 'stays inside, with a watermark' : 'leaves, without one', `copies: ${copies}`,
    ...(wide ? ['across'] : []), ...(series === '' ? [] : [`form ${series}`]),
  ];
  const rows = pieces.filter((piece) => 'name' in piece).map(row);
  return `\n## \`${id}\` ${zh}\n\n${en}; ${facts.join('; ')}.\n\n| name | kind | label | |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

export const document = () => HEAD + papers.map(chapter).join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(document());

/** A value for every field of a paper, each of which can be found again. */

let count = 0;
/** Words that no other field has: rare characters, what a spreadsheet takes for a formula, markup. */
const words = (name) => `=SUM(1)䶮㛃 <${name}> & "${(count += 1)}"`;

/** @returns {{ values: Record<string, unknown>, said: string[] }} the values, and what must be read of them */
export function filledIn(paper) {
  const said = [];
  const say = (text) => {
    said.push(text);
    return text;
  };
  const signature = (name) => ({ names: [say(`甲䶮${name}`), say(`乙㛃${name}`)], on: '2026-11-22' });
  const ofKind = {
    text: (name) => say(words(name)),
    long: (name) => `${say(words(name))}\n${say(words(name))}`,
    date: () => '2026-03-05 09:05',
    amount: () => '16409.02',
    choice: (_, { options }) => Object.keys(options)[1],
    table: (_, { columns }) => [1, 2].map(() => Object.fromEntries(columns.map((column) => [column.name, ofKind[column.kind](column.name, column)]))),
    signature,
    opinion: (name) => ({ words: say(words(name)), ...signature(name) }),
    seal: () => ({ on: '2026-11-22' }),
  };
  const own = paper.pieces.filter((piece) => 'name' in piece).map((field) => [field.name, ofKind[field.kind](field.name, field)]);
  const values = { office: say('示范医院䶮'), number: say('线字〔2026〕0001号'), secrecy: say('秘密'), ...Object.fromEntries(own) };
  return { values, said };
}

// A worker under Node, the inspector's if no other is named: one question a line in, one answer out.
import { createInterface } from 'node:readline';

const { ops } = await import(`../../static/js/worker/${process.argv[2] ?? 'casework'}.js`);

for await (const line of createInterface({ input: process.stdin })) {
  const { name, args } = JSON.parse(line);
  const progress = [];
  try {
    const result = await ops[name](args, (value) => progress.push(value));
    console.log(JSON.stringify({ result, progress }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.name }));
  }
}

// The inspector's worker under Node: one question a line in, one answer a line out.
import { createInterface } from 'node:readline';
import { ops } from '../../static/js/worker/casework.js';

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

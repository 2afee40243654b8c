/**
 * Lets another program ask a bundle of this folder, run on the floor: one JSON question
 * `{ name, args }` a line on standard input, one JSON answer `{ result }` or `{ error }` a line.
 */
import { createInterface } from 'node:readline';
import { bundled } from './bundle.mjs';
import { floorWorker } from './floor.mjs';

const worker = floorWorker(await bundled(process.argv[2] ?? 'everything.js'));

for await (const line of createInterface({ input: process.stdin })) {
  const { name, args } = JSON.parse(line);
  const answer = await worker.ask(name, args).then(
    (result) => ({ result }),
    (error) => ({ error: error.name }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

// A worker under Node, the inspector's if no other is named: one question a line in, one answer out.
import { createInterface } from 'node:readline';

const { ops } = await import(`../../static/js/worker/${process.argv[2] ?? 'casework'}.js`);

/** Bytes are asked with as {"$base64": "…"}. */
const bytes = (_, value) => (typeof value?.$base64 === 'string' ? new Uint8Array(Buffer.from(value.$base64, 'base64')) : value);

/** A file is answered in the same way. */
const written = async (blob) => ({ $base64: Buffer.from(await blob.arrayBuffer()).toString('base64') });

for await (const line of createInterface({ input: process.stdin })) {
  const { name, args } = JSON.parse(line, bytes);
  const progress = [];
  try {
    const result = await ops[name](args, (value) => progress.push(value));
    console.log(JSON.stringify({ result: result instanceof Blob ? await written(result) : result, progress }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.name }));
  }
}

/**
 * The oldest browser we serve, as far as a JavaScript engine of today can play it: everything
 * that Chrome 86 or Safari 14.5 does not have is removed, eval and WebAssembly are refused as by
 * our content security policy, and of the web's objects there are only those a worker had then.
 */
import vm from 'node:vm';

/** Built-ins newer than the floor, by the object that carries them. */
export const NEWER = {
  globalThis: [
    'Atomics', 'AsyncDisposableStack', 'BigInt64Array', 'BigUint64Array', 'DisposableStack', 'Float16Array',
    'Iterator', 'SharedArrayBuffer', 'SuppressedError', 'Temporal', 'WebAssembly', 'structuredClone',
  ],
  Object: ['groupBy', 'hasOwn'],
  Map: ['groupBy'],
  'Map.prototype': ['getOrInsert', 'getOrInsertComputed'],
  Array: ['fromAsync'],
  'Array.prototype': ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with'],
  'Object.getPrototypeOf(Uint8Array.prototype)': ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'with'],
  Uint8Array: ['fromBase64', 'fromHex'],
  'Uint8Array.prototype': ['setFromBase64', 'setFromHex', 'toBase64', 'toHex'],
  'ArrayBuffer.prototype': ['detached', 'maxByteLength', 'resizable', 'resize', 'transfer', 'transferToFixedLength'],
  'DataView.prototype': [
    'getBigInt64', 'getBigUint64', 'getFloat16', 'setBigInt64', 'setBigUint64', 'setFloat16',
  ],
  'String.prototype': ['at', 'isWellFormed', 'toWellFormed'],
  'Set.prototype': [
    'difference', 'intersection', 'isDisjointFrom', 'isSubsetOf', 'isSupersetOf', 'symmetricDifference', 'union',
  ],
  Promise: ['try', 'withResolvers'],
  Math: ['f16round', 'sumPrecise'],
  RegExp: ['escape'],
  'RegExp.prototype': ['hasIndices', 'unicodeSets'],
  Error: ['isError'],
  JSON: ['isRawJSON', 'rawJSON'],
  Intl: ['DurationFormat', 'Segmenter', 'supportedValuesOf'],
};

const REMOVE = Object.entries(NEWER)
  .flatMap(([owner, names]) => names.map((name) => `delete (${owner}).${name};`))
  .join('\n');

/** Error's second argument (`cause`) is newer than the floor: there it is not looked at. */
const FORGET_CAUSE = `
  globalThis.Error = new Proxy(Error, {
    construct: (target, args, made) => Reflect.construct(target, args.slice(0, 1), made),
  });`;

/** A context in which nothing newer than the floor exists; `web` adds objects of the web. */
export function floorContext(web = {}) {
  const { TextEncoder, TextDecoder, ReadableStream, TransformStream, WritableStream, Response } = globalThis;
  const random = { getRandomValues: (array) => globalThis.crypto.getRandomValues(array) };
  // An ordinary global object: lookups through a contextified one make Argon2 ten times slower.
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
  Object.assign(context, { TextEncoder, TextDecoder, ReadableStream, TransformStream, WritableStream, Response });
  Object.assign(context, { crypto: random }, web);
  vm.runInContext(`${REMOVE}\n${FORGET_CAUSE}`, context);
  return context;
}

/**
 * Run a classic worker's script on the floor.
 * @param {string} source
 * @param {object} [web] further objects of the web
 * @returns {{ ask: (name: string, args?: unknown, onProgress?: (value: any) => void) => Promise<any> }}
 */
export function floorWorker(source, web = {}) {
  const waiting = new Map();
  let listener = (event) => void event;
  const self = {
    addEventListener: (type, hear) => {
      if (type === 'message') listener = hear;
    },
    postMessage: (message, moved) => hear(waiting, structuredClone(message, { transfer: moved ?? [] })),
  };
  vm.runInContext(source, floorContext({ self, ...web }), { filename: 'worker.js' });
  const ask = (name, args, onProgress) => {
    const id = waiting.size + 1;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress });
      listener({ data: structuredClone({ id, name, args }) });
    });
  };
  return { ask };
}

/** @param {Map<number, any>} waiting */
function hear(waiting, { id, result, error, progress }) {
  const { resolve, reject, onProgress } = waiting.get(id);
  if (progress !== undefined) onProgress?.(progress);
  else if (error === undefined) resolve(result);
  else reject(Object.assign(new Error(error.message), { name: error.name }));
}

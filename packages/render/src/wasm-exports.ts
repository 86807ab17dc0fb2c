// Takes typed functions out of a WebAssembly instance. It must never trust a name that is not there.

export type WasmFunction = (...values: number[]) => number;

/** Returns an exported function; throws if there is none of that name. */
export function requireFunction(exports: WebAssembly.Exports, name: string): WasmFunction {
  const value = exports[name];
  if (!isFunction(value)) throw new Error(`the WebAssembly module exports no function ${name}`);
  return value;
}

/** Returns an exported memory; throws if there is none of that name. */
export function requireMemory(exports: WebAssembly.Exports, name: string): WebAssembly.Memory {
  const value = exports[name];
  if (!(value instanceof WebAssembly.Memory)) throw new Error(`the WebAssembly module exports no memory ${name}`);
  return value;
}

function isFunction(value: unknown): value is WasmFunction {
  return typeof value === "function";
}

// What wrangler makes of an import of a .wasm file.
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

// The part of `nodejs_compat` that packages/picture uses; the Workers' types have no Node.
declare module "node:zlib" {
  export function deflateSync(data: Uint8Array): Uint8Array;
  export function crc32(data: Uint8Array): number;
}

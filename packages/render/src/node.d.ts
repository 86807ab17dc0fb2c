// What rendering takes of Node: workerd has it too, but workers-types does not describe it.
declare module "node:zlib" {
  export function deflateSync(data: Uint8Array): Uint8Array;
  export function inflateSync(data: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
}

declare module "node:crypto" {
  export interface Hash {
    update(data: Uint8Array): Hash;
    copy(): Hash;
    digest(encoding: "hex"): string;
  }
  export function createHash(algorithm: "sha256"): Hash;
}

// The one thing of Node that rendering needs: workerd has it, but workers-types does not describe it.
declare module "node:zlib" {
  export function deflateSync(data: Uint8Array, options?: { level?: number }): Uint8Array;
}

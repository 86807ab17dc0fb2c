// What a bundler for Workers makes of a WebAssembly file. It must never be imported by name.
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

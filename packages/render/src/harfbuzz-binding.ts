// Starts HarfBuzz' WebAssembly build and names its functions. It must never give it more of the outside than memory, up to a limit.
import { requireFunction, requireMemory } from "./wasm-exports.ts";

/** An isolate has 128 MB for everything. */
const largestHeapBytes = 88 * 1024 * 1024;
const pageBytes = 65_536;

/** Makes an instance of the module and runs its initialisers. Throws if the module is not HarfBuzz. */
export function startHarfBuzz(module: WebAssembly.Module): { exports: WebAssembly.Exports; memory: WebAssembly.Memory } {
  const instance = new WebAssembly.Instance(
    module,
    imports(() => memory),
  );
  const memory = requireMemory(instance.exports, "memory");
  requireFunction(instance.exports, "__wasm_call_ctors")();
  return { exports: instance.exports, memory };
}

/** The functions of HarfBuzz that are used, by what they do. */
export function bindHarfBuzz(exports: WebAssembly.Exports) {
  const get = (name: string) => requireFunction(exports, name);
  return {
    malloc: get("malloc"),
    free: get("free"),
    createBlob: get("hb_blob_create"),
    destroyBlob: get("hb_blob_destroy"),
    createFace: get("hb_face_create"),
    destroyFace: get("hb_face_destroy"),
    createFont: get("hb_font_create"),
    destroyFont: get("hb_font_destroy"),
    getNominalGlyph: get("hb_font_get_nominal_glyph"),
    getAdvance: get("hb_font_get_glyph_h_advance"),
    createBuffer: get("hb_buffer_create"),
    clear: get("hb_buffer_clear_contents"),
    addUtf16: get("hb_buffer_add_utf16"),
    setFlags: get("hb_buffer_set_flags"),
    setClusterLevel: get("hb_buffer_set_cluster_level"),
    setDirection: get("hb_buffer_set_direction"),
    setScript: get("hb_buffer_set_script"),
    setLanguage: get("hb_buffer_set_language"),
    findLanguage: get("hb_language_from_string"),
    getLength: get("hb_buffer_get_length"),
    getInfos: get("hb_buffer_get_glyph_infos"),
    getPositions: get("hb_buffer_get_glyph_positions"),
    shape: get("hb_shape"),
  };
}

/** What Emscripten asks of its surroundings: more memory, up to a limit, and nothing else. */
function imports(memory: () => WebAssembly.Memory): WebAssembly.Imports {
  const stop = () => {
    throw new Error("HarfBuzz stopped");
  };
  const grow = (sizeBytes: number) => {
    const wanted = sizeBytes >>> 0;
    if (wanted > largestHeapBytes) return 0;
    try {
      memory().grow(Math.ceil((wanted - memory().buffer.byteLength) / pageBytes));
      return 1;
    } catch {
      return 0;
    }
  };
  return {
    wasi_snapshot_preview1: { proc_exit: stop },
    env: {
      _emscripten_runtime_keepalive_clear: () => {},
      _abort_js: stop,
      _setitimer_js: () => 0,
      emscripten_resize_heap: grow,
    },
  };
}

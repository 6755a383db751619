/**
 * The store's threads as they are shipped. From TypeScript each thread would strip the types itself, which takes three times as long to start,
 * and Node does it in WebAssembly whose code V8 sometimes frees under another thread: the process then ends with a segmentation fault.
 * Vitest builds it beforehand (build-first.ts); a script that opens stores calls `buildIfChanged`.
 */
export const storeWorker = new URL('../../out/main/store-worker.js', import.meta.url);

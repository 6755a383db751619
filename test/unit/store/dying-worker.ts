/** A stand-in for the store's worker that opens well and dies at its first call, as a crash in native code would. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', () => process.exit(139));
parentPort?.postMessage({ type: 'opened', outcome: { kind: 'opened' } });

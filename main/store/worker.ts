/** The store's threads, the only place where SQLite runs, so that no query ever holds up a window: one for its calls, one
 * for searching, one for each task. */
import { parentPort, workerData } from 'node:worker_threads';
import { StoreUnusable } from './contract.ts';
import { systemCode } from './errors.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';
import type { Reply, Request, WorkerStart } from './protocol.ts';
import type { SearchStart } from './search/protocol.ts';
import { serveSearch } from './search/serve-search.ts';
import { createServer } from './serve.ts';
import type { TaskStart } from './tasks/protocol.ts';
import { serveTask } from './tasks/serve-task.ts';

function run(port: NonNullable<typeof parentPort>, start: WorkerStart): void {
  const tell = (reply: Reply): void => port.postMessage(reply);
  let opened;
  try {
    opened = openDatabase({ ...start, migrations });
  } catch (error) {
    if (!(error instanceof StoreUnusable)) throw error;
    tell({ type: 'unusable', reason: error.reason, sentence: error.message, detail: describe(error.cause) });
    port.close();
    return;
  }

  const { writer, reader, outcome } = opened;
  const serve = createServer({ writer, reader });
  port.on('message', (request: Request) => {
    if (request.type === 'close') {
      // The reader first: the last connection to close moves the write-ahead log into the database.
      reader.close();
      writer.close();
      tell({ type: 'closed' });
      port.close();
      return;
    }
    const startedAt = performance.now();
    const answer = serve(request.name, request.argument);
    tell({ type: 'answer', id: request.id, milliseconds: performance.now() - startedAt, answer });
  });
  tell({ type: 'opened', outcome });
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  return [systemCode(cause), cause.message].filter(Boolean).join(': ');
}

if (parentPort) {
  const start = workerData as WorkerStart | SearchStart | TaskStart;
  if (start.role === 'store') run(parentPort, start);
  else if (start.role === 'search') serveSearch(parentPort, start);
  else serveTask(parentPort, start);
}

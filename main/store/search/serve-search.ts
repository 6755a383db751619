/** The search thread's side: one request after the other, on a connection of its own that cannot write. Ends when its port is closed. */
import type { MessagePort } from 'node:worker_threads';
import { connectReader, searchCache } from '../connections.ts';
import { asReader } from '../database.ts';
import { asStorageError, StorageError } from '../errors.ts';
import type { SearchReply, SearchRequest, SearchStart } from './protocol.ts';
import { Searcher } from './run.ts';

export function serveSearch(port: MessagePort, { file, newest }: SearchStart): void {
  const connection = connectReader(file, searchCache);
  let current = 0;
  const checkCancelled = () => {
    if (Atomics.load(newest, 0) !== current) throw new StorageError('superseded', 'Something else was searched for meanwhile.');
  };
  const searcher = new Searcher(asReader(connection), checkCancelled);
  const answer = connection.transaction((request: SearchRequest) =>
    request.type === 'page' ? searcher.page(request.argument) : searcher.count(request.argument),
  );

  port.on('message', (request: SearchRequest | 'close') => {
    if (request === 'close') {
      connection.close();
      port.close();
      return;
    }
    const startedAt = performance.now();
    const tell = (reply: SearchReply): void => port.postMessage(reply);
    current = request.search;
    try {
      checkCancelled();
      const value = answer(request);
      tell({ id: request.id, milliseconds: performance.now() - startedAt, ok: true, value });
    } catch (error) {
      const { code, message: sentence, detail } = asStorageError(error);
      tell({ id: request.id, milliseconds: performance.now() - startedAt, ok: false, code, sentence, detail });
    }
  });
}

/** Holds the socket of the first instance, or hands the second one's message over. */
import { connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';
import { outcome, type LockRequest } from './single-instance.ts';

const { name, shared, message } = workerData as LockRequest;

function tell(value: number): void {
  Atomics.store(shared, 0, value);
  Atomics.notify(shared, 0);
}

async function receive(socket: Socket): Promise<void> {
  const told = await text(socket);
  parentPort?.postMessage(JSON.parse(told));
  socket.end('noted');
}

// A connection that breaks off is only a start that did not happen.
const server = createServer({ allowHalfOpen: true }, (socket) => void receive(socket).catch(() => socket.destroy()));
server.on('error', () => {
  const socket = connect(name, () => socket.end(JSON.stringify(message)));
  socket.on('data', () => tell(outcome.taken));
  socket.on('error', () => tell(outcome.taken));
});
server.listen(name, () => tell(outcome.owner));

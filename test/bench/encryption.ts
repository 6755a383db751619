/**
 * What encryption at rest costs: Parley's own code on the engine it ships, and on an encrypted build of the same engine, in turns.
 * `node test/bench/encryption.ts --module FOLDER [--size 100k]`, where FOLDER holds an installed `better-sqlite3-multiple-ciphers`.
 */
import SQLite, { type Database } from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asReader } from '../../main/store/database.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { readConversationPage } from '../../main/store/queries/conversation-pages.ts';
import { readMessagePage } from '../../main/store/queries/message-pages.ts';
import type { CallName } from '../../main/store/protocol.ts';
import { createServer } from '../../main/store/serve.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { conversationCount, corpusOf, pagesOf, sizes, type SizeName } from './corpus.ts';
import { account, titleOf } from './library.ts';
import { folded } from './search-classes.ts';
import { median, percentile } from './table.ts';
import { wordOf } from './words.ts';

interface Engine {
  name: string;
  connect(file: string): Database;
}

const { values } = parseArgs({ options: { module: { type: 'string' }, size: { type: 'string', default: '100k' } } });
if (values.module === undefined || !Object.hasOwn(sizes, values.size)) {
  process.stderr.write('node test/bench/encryption.ts --module FOLDER [--size 10k|100k|1m]\n');
  process.exit(2);
}
const Encrypted = createRequire(join(resolve(values.module), 'index.js'))('better-sqlite3-multiple-ciphers') as typeof SQLite;
const key = randomBytes(32).toString('hex');

/** A key of 32 random bytes as a keychain would hold it, so nothing is derived from a password. */
const engines: Engine[] = [
  engine('as shipped', SQLite, []),
  engine('other build, no key', Encrypted, []),
  engine('AES-256-CBC, HMAC-SHA512 (SQLCipher)', Encrypted, [`cipher = 'sqlcipher'`, `key = "x'${key}'"`]),
  engine('ChaCha20-Poly1305', Encrypted, [`cipher = 'chacha20'`, `key = 'raw:${key}'`]),
  engine('AEGIS-256', Encrypted, [`cipher = 'aegis'`, `key = 'raw:${key}'`]),
];

function engine(name: string, Constructor: typeof SQLite, unlocking: readonly string[]): Engine {
  return {
    name,
    connect(file) {
      const connection = new Constructor(file);
      for (const pragma of unlocking) connection.pragma(pragma);
      // As main/store/connections.ts.
      for (const pragma of ['foreign_keys = ON', 'journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON'])
        connection.pragma(pragma);
      return connection;
    },
  };
}

const folder = temporaryFolder('parley-bench');
const subjects = engines.map((each, index) => ({
  ...each,
  file: join(folder.path, `${index}.sqlite`),
  stored: 0,
  start: [],
  search: [],
  cold: [],
}));
type Subject = Omit<(typeof subjects)[number], 'start' | 'search' | 'cold'> & Record<'start' | 'search' | 'cold', number[]>;

const columns: { title: string; value(subject: Subject): string }[] = [
  { title: 'engine', value: ({ name }) => name },
  { title: 'ingest, messages/s', value: ({ stored }) => Math.round((sizes[size] / stored) * 1000).toLocaleString('en') },
  { title: 'start, ms', value: ({ start }) => median(start).toFixed(1) },
  { title: 'first search, ms', value: ({ cold }) => median(cold).toFixed(2) },
  { title: 'search, ms (p95)', value: ({ search }) => `${median(search).toFixed(2)} (${percentile(search, 0.95).toFixed(2)})` },
  { title: 'size, MB', value: ({ file }) => (statSync(file).size / 1e6).toFixed(1) },
];

const size = values.size as SizeName;
store(subjects);
for (let round = 0; round < 15; round += 1) for (const subject of subjects) readIn(subject, round);
const lines = [
  columns.map(({ title }) => title),
  columns.map(() => '---'),
  ...subjects.map((subject) => columns.map(({ value }) => value(subject))),
];
process.stdout.write(`${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`);
folder.remove();

/** Page by page, each into every database before the next one; the index of words included. */
function store(all: Subject[]): void {
  const open = all.map((subject) => {
    const connection = subject.connect(subject.file);
    for (const { up } of migrations) up(connection);
    const serve = createServer({ writer: connection, reader: connection });
    const call = (name: CallName, argument: unknown) => {
      const answer = serve(name, argument);
      if (!answer.ok) throw new Error(`${name}: ${answer.detail}`);
      return answer.value;
    };
    call('addAccount', account);
    const listing = Array.from({ length: conversationCount }, (_, index) => ({ remoteId: `room-${index}`, title: titleOf(index) }));
    const listed = call('saveListing', { accountId: account.id, conversations: listing }) as { id: number }[];
    return { subject, connection, call, ids: listed.map(({ id }) => id) };
  });
  for (const { conversation, messages } of pagesOf(corpusOf(sizes[size])))
    for (const { subject, call, ids } of open) {
      const startedAt = performance.now();
      call('ingest', { conversationId: ids[conversation]!, messages, page: 'latest', readAt: messages.at(-1)!.sentAt });
      subject.stored += performance.now() - startedAt;
    }
  for (const { connection } of open) connection.close();
}

/** Opens the database as a start does, then searches on the fresh connection and again. */
function readIn({ connect, file, start, cold, search }: Subject, round: number): void {
  let startedAt = performance.now();
  const connection = connect(file);
  const db = asReader(connection);
  const { conversations } = readConversationPage(db, {
    lane: 'inbox',
    unreadOnly: false,
    accountId: null,
    labelId: null,
    after: null,
    limit: 50,
  });
  readMessagePage(db, { conversationId: conversations[round]!.id, at: 'newest', limit: 100 });
  start.push(performance.now() - startedAt);

  const query = connection.prepare(`
    SELECT m.*, a.name FROM message_index i JOIN messages m ON m.id = i.rowid JOIN authors a ON a.id = m.author_id
    WHERE message_index MATCH ? ORDER BY i.rowid DESC LIMIT 50`);
  for (let each = 0; each < 10; each += 1) {
    startedAt = performance.now();
    query.all(folded(`"${wordOf((round * 10 + each) % 40)}" "${wordOf(200 + round * 10 + each)}"`));
    (each === 0 ? cold : search).push(performance.now() - startedAt);
  }
  connection.close();
}

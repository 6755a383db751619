/** What things are called is known at once when it changes, and not read again for anything else. */
import { expect, it, onTestFinished } from 'vitest';
import { connectReader, connectWriter } from '../../../../main/store/connections.ts';
import { asReader, type ReaderDatabase } from '../../../../main/store/database.ts';
import { sql, Surroundings } from '../../../../main/store/search/surroundings.ts';
import { account, base, incoming, outgoing } from '../sample.ts';
import { latest, storeWithConversation } from '../temporary-store.ts';

const services = { '8x8': 'Eight' };
const day = 86_400_000;
const other = { ...account, id: 'other', name: 'Home' };
const decided = { readOnlyReason: '', seen: false, pinnedAt: base, mutedUntil: null, archived: false, snoozedUntil: null, remindAt: null };

/** As a search reads them. */
function stateOf(surroundings: Surroundings, given = services) {
  surroundings.called(given);
  surroundings.follow();
  return { conversations: surroundings.conversations, accounts: surroundings.accounts, authors: surroundings.authorNames };
}

async function opened() {
  const { store, conversation, file } = await storeWithConversation();
  const connection = connectReader(file);
  onTestFinished(() => void connection.close());
  const db = asReader(connection);
  const writer = connectWriter(file);
  onTestFinished(() => void writer.close());
  /** Statements that were run. */
  const statements: string[] = [];
  const counted: ReaderDatabase = {
    all: (statement, ...values) => (statements.push(statement), db.all(statement, ...values)),
    get: (statement, ...values) => (statements.push(statement), db.get(statement, ...values)),
    iterate: (statement, ...values) => (statements.push(statement), db.iterate(statement, ...values)),
  };
  return { store, id: conversation.id, db, writer, kept: new Surroundings(counted), statements };
}

it('whatever changes a name, a label, a pin or an account, the next search knows it', async () => {
  const { store, id, db, writer, kept } = await opened();
  let before = stateOf(kept);
  async function expectNews(what: string, write: () => unknown) {
    await write();
    const now = stateOf(kept);
    expect(now, what).toEqual(stateOf(new Surroundings(db)));
    expect(now, `${what} changes nothing`).not.toEqual(before);
    before = now;
  }
  const label = { id: 0, hue: 5 };
  const restored = { remoteId: 'old', title: 'From an export', labels: [{ name: 'kept', hue: 1 }], ...decided };
  const own = { authorId: 'us', authorName: 'Jo', clientId: 'sent' };

  let second = 0;
  await expectNews('a new conversation', async () => {
    second = (await store.addConversation({ accountId: account.id, remoteId: 'second', title: 'Second' })).id;
  });
  await expectNews('a listed title', () =>
    store.saveListing({ accountId: account.id, conversations: [{ remoteId: 'room', title: 'Renamed' }] }),
  );
  await expectNews('a pin', () => store.setTriage({ conversationId: id, pinnedAt: base }));
  await expectNews('no pin any more', () => store.setTriage({ conversationId: id, pinnedAt: null }));
  await expectNews('a label put on', async () => {
    label.id = (await store.addLabel({ name: 'urgent', hue: 5 })).id;
    await store.setLabel({ conversationId: id, labelId: label.id, on: true });
  });
  await expectNews('a label renamed', () => store.updateLabel({ ...label, name: 'later' }));
  await expectNews('a label taken off', () => store.setLabel({ conversationId: id, labelId: label.id, on: false }));
  await expectNews('the label on again', () => store.setLabel({ conversationId: id, labelId: label.id, on: true }));
  await expectNews('a label moved', () => writer.exec(`UPDATE conversation_labels SET conversation_id = ${second}`));
  await expectNews('a label removed', () => store.removeLabel(label.id));
  await expectNews('an account renamed', () => store.updateAccount({ ...account, name: 'Office' }));
  await expectNews('an account of another service', () => writer.exec(`UPDATE accounts SET kind = 'keyauth'`));
  await expectNews('an account renamed past the store', () => writer.exec(`UPDATE accounts SET name = 'Bureau'`));
  await expectNews('an account added', () => store.addAccount(other));
  await expectNews('a conversation of another account', () =>
    writer.exec(`UPDATE conversations SET account_id = 'other' WHERE id = ${second}`),
  );
  await expectNews('our own name, learnt from what we sent', async () => {
    await store.enqueue(outgoing('sent', id, 'text 1'));
    await latest(store, id, [incoming(1, own)]);
  });
  await expectNews('our new name', () => latest(store, id, [incoming(2, { ...own, authorName: 'Jo B.', clientId: null })]));
  await expectNews('an own name corrected', () => writer.exec(`UPDATE authors SET name = 'Joe' WHERE name = 'Jo'`));
  await expectNews('an own name let go with the last message under it', async () => {
    await latest(store, id, [incoming(3, { sentAt: base + 90 * day })]);
    await store.setRetention({ accountId: account.id, days: 30, now: base + 91 * day });
    await store.letGo({ conversationId: id, after: null, limit: 100 });
  });
  await expectNews('an account of an export', () => store.restoreAccount({ ...other, id: 'restored', ownAuthorId: 'us' }));
  await expectNews('a conversation of an export', () => store.restoreConversation({ accountId: 'restored', conversation: restored }));
  await expectNews('a conversation removed', () => store.removeConversation(second));
  await expectNews('an account removed', () => store.removeAccount('other'));
  await expectNews('an account removed with all it has', () => store.removeAccount(account.id));
});

it('what comes with every day’s messages makes it read nothing again', async () => {
  const { store, id, kept, statements } = await opened();
  await store.enqueue(outgoing('sent', id, 'mine'));
  await latest(store, id, [incoming(0, { authorId: 'us', authorName: 'Jo', clientId: 'sent' })]);
  stateOf(kept);
  expect(statements).toEqual(expect.arrayContaining([sql.conversations, sql.labels, sql.accounts, sql.ownNames]));
  statements.length = 0;

  const writes = [
    () => latest(store, id, [incoming(1), incoming(2, { authorId: 'bo', authorName: 'Bo' }), incoming(3)], { readAt: base + day }),
    () => latest(store, id, [incoming(4, { authorId: 'cy', authorName: 'Cy' })], { page: 'live' }),
    () => latest(store, id, [incoming(5, { authorId: 'us', authorName: 'Jo' })], { page: 'live' }),
    () => latest(store, id, [incoming(1, { text: 'edited' }), incoming(2, { deleted: true })], { page: 'live' }),
    () => latest(store, id, [incoming(-1)], { page: 'older', historyComplete: true }),
    () => store.markRead(id),
    () => store.saveDraft({ conversationId: id, text: 'a draft' }),
    () => store.tidyIndex(),
  ];
  for (const write of writes) {
    await write();
    stateOf(kept);
  }
  // Of authors only those that are new.
  expect(new Set(statements)).toEqual(new Set([sql.version, sql.authors]));
});

it('what the services are called may change between two searches', async () => {
  const { kept } = await opened();
  const { accounts } = stateOf(kept);
  expect(stateOf(kept, { '8x8': 'Nine' }).accounts).not.toEqual(accounts);
  expect(stateOf(kept).accounts).toEqual(accounts);
});

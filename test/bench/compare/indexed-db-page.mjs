// The page's side of indexed-db.ts: messages in one object store, the serialised index in another.
const result = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

let database;
let count = 0;
/** MiniSearch, or null where a cursor has to do. */
let index = null;

async function open(options) {
  const request = indexedDB.open('kept', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('messages', { keyPath: 'id' }).createIndex('conversation', ['conversation', 'id']);
    request.result.createObjectStore('index');
  };
  database = await result(request);
  count = await result(database.transaction('messages').objectStore('messages').count());
  if (!options) return;
  const saved = await result(database.transaction('index').objectStore('index').get('json'));
  index = saved ? globalThis.MiniSearch.loadJSON(saved, options) : new globalThis.MiniSearch(options);
}

async function add(pages, strict) {
  const transaction = database.transaction('messages', 'readwrite', { durability: strict ? 'strict' : 'relaxed' });
  const store = transaction.objectStore('messages');
  for (const { conversation, messages } of pages)
    for (const message of messages) {
      const kept = { ...message, id: count, conversation };
      count += 1;
      store.add(kept);
      index?.add(kept);
    }
  await finished(transaction);
}

async function saveIndex() {
  const transaction = database.transaction('index', 'readwrite', { durability: 'strict' });
  transaction.objectStore('index').put(JSON.stringify(index), 'json');
  await finished(transaction);
}

/** The first that fit, newest first. */
function look(source, range, fits, limit) {
  return new Promise((resolve, reject) => {
    const found = [];
    const request = source.openCursor(range, 'prev');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor && fits(cursor.value)) found.push(cursor.value);
      if (!cursor || found.length === limit) resolve(found);
      else cursor.continue();
    };
  });
}

function newest(conversation, limit) {
  const ofIt = database.transaction('messages').objectStore('messages').index('conversation');
  return look(ofIt, IDBKeyRange.bound([conversation, 0], [conversation, Infinity]), () => true, limit);
}

function search(words, limit) {
  const store = database.transaction('messages').objectStore('messages');
  if (!index) return look(store, null, ({ text }) => words.every((word) => text.toLowerCase().includes(word)), limit);
  const ids = index.search(words.join(' '), { combineWith: 'AND' }).map(({ id }) => id);
  const wanted = ids.sort((a, b) => b - a).slice(0, limit);
  return Promise.all(wanted.map((id) => result(store.get(id))));
}

globalThis.kept = { open, add, saveIndex, newest, search };

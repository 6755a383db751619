/** Companies, chats, chat users and messages as ConnectNow would hold them. Ids count up within each table. */

export interface Company {
  id: number;
  name: string;
  createdAt: number;
}

export interface Chat {
  id: number;
  name: string | null;
  companyId: number | null;
  password: string;
  createdAt: number;
}

export interface ChatUser {
  id: number;
  chatId: number;
  name: string;
  surname: string;
  email: string;
  createdAt: number;
  /** Left, or was taken out: no longer listed, while what they wrote stays. */
  deletedAt: number | null;
}

export interface Message {
  id: number;
  chatId: number;
  chatUserId: number;
  text: string;
  /** Microseconds UTC. */
  createdAt: number;
  updatedAt: number;
}

interface Row {
  id: number;
}

export interface Table<R extends Row> {
  rows(): R[];
  find(id: number | string): R | undefined;
  add(row: Omit<R, 'id'>, id?: number): R;
  remove(id: number): void;
}

export interface Tables {
  companies: Table<Company>;
  chats: Table<Chat>;
  people: Table<ChatUser>;
  messages: Table<Message>;
}

export function createTables(): Tables {
  return { companies: createTable(), chats: createTable(), people: createTable(), messages: createTable() };
}

function createTable<R extends Row>(): Table<R> {
  const rows = new Map<number, R>();
  let last = 0;
  return {
    rows: () => [...rows.values()],
    find: (id) => rows.get(Number(id)),
    add(row, id = last + 1) {
      last = Math.max(last, id);
      const added = { ...row, id } as R;
      rows.set(id, added);
      return added;
    },
    remove: (id) => void rows.delete(id),
  };
}

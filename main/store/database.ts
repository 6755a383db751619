/**
 * Two kinds of connection, told apart by type: a query that takes a `ReaderDatabase` cannot change anything, whoever calls it. SQL is
 * written in `queries/` and `migrations/` only, with values always bound.
 */
import type { Database, Statement } from 'better-sqlite3';

export type SqlValue = string | number | Uint8Array | null;
type Values = (SqlValue | Record<string, SqlValue>)[];

export interface ReaderDatabase {
  all<Row>(sql: string, ...values: Values): Row[];
  get<Row>(sql: string, ...values: Values): Row | undefined;
  /** Rows one by one, for as long as they are asked for. */
  iterate<Row>(sql: string, ...values: Values): IterableIterator<Row>;
}

export interface WriterDatabase extends ReaderDatabase {
  /** Answers how many rows changed, and the id of the last inserted one. */
  run(sql: string, ...values: Values): { changes: number; id: number };
  /** All or nothing: what `work` throws is thrown on, and nothing it wrote stays. */
  transaction<Value>(work: () => Value): Value;
}

/** Every statement is prepared once and kept: the set of queries is fixed. */
function keepStatements(connection: Database): (sql: string) => Statement<Values> {
  const statements = new Map<string, Statement<Values>>();
  return (sql) => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = connection.prepare<Values>(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
}

export function asReader(connection: Database): ReaderDatabase {
  const statement = keepStatements(connection);
  return {
    all: <Row>(sql: string, ...values: Values) => statement(sql).all(...values) as Row[],
    get: <Row>(sql: string, ...values: Values) => statement(sql).get(...values) as Row | undefined,
    iterate: <Row>(sql: string, ...values: Values) => statement(sql).iterate(...values) as IterableIterator<Row>,
  };
}

export function asWriter(connection: Database): WriterDatabase {
  const statement = keepStatements(connection);
  return {
    ...asReader(connection),
    run(sql, ...values) {
      const result = statement(sql).run(...values);
      return { changes: result.changes, id: Number(result.lastInsertRowid) };
    },
    transaction: <Value>(work: () => Value) => connection.transaction(work).immediate() as Value,
  };
}

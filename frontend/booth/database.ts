// A small database of this browser (IndexedDB): tables of records by name.

export interface Tables<Table extends string> {
  get<T>(table: Table, name: string): Promise<T | undefined>;
  put(table: Table, name: string, value: unknown): Promise<void>;
  remove(table: Table, name: string): Promise<void>;
}

/** One step is one transaction, on the disk before it resolves. */
export function tables<Table extends string>(database: string, ...names: readonly Table[]): Tables<Table> {
  const opened = (): Promise<IDBDatabase> =>
    new Promise((done, failed) => {
      const asked = indexedDB.open(database, 1);
      asked.onupgradeneeded = () => names.forEach((name) => asked.result.createObjectStore(name));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  const step = async <T>(
    table: Table, mode: IDBTransactionMode, what: (rows: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    const open = await opened();
    try {
      return await new Promise((done, failed) => {
        const transaction = open.transaction(table, mode, { durability: "strict" });
        const asked = what(transaction.objectStore(table));
        transaction.oncomplete = () => done(asked.result);
        transaction.onabort = transaction.onerror = () => failed(transaction.error);
      });
    } finally {
      open.close();
    }
  };
  return {
    get: (table, name) => step(table, "readonly", (rows) => rows.get(name)),
    put: async (table, name, value) => void (await step(table, "readwrite", (rows) => rows.put(value, name))),
    remove: async (table, name) => void (await step(table, "readwrite", (rows) => rows.delete(name))),
  };
}

// A store in a folder: a snapshot, and a journal of what came after it. The only file of the mock that touches
// the disk. Any number of processes may use a folder, one after another or at once, without a lock: a record counts
// only where it stands at the very place that its writer had read up to, so of two that write at the same moment
// one is void, for every reader alike.
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { draftOn } from './draft.ts';
import { recordsIn, recordText, type Changes, type JournalRecord } from './journal.ts';
import { memoryStore, type Store } from './store.ts';

interface FolderStore extends Store {
  refresh(): void;
  commit(): boolean;
}

interface FolderStoreOptions {
  /** A journal longer than this is folded into the snapshot. */
  readonly journalLimitBytes?: number;
}

const usualLimitBytes = 2 * 1024 * 1024;
const ownerOnly = 0o600;
const appendOnly = constants.O_APPEND | constants.O_WRONLY;

export function openFolderStore(
  folder: string,
  { journalLimitBytes = usualLimitBytes }: FolderStoreOptions = {},
): FolderStore {
  // Tells the records of two processes apart that would write the same; no answer depends on it.
  const writer = crypto.randomUUID();
  let memory = memoryStore();
  let generation = 0;
  /** Of the journal: up to where whole records were read, and how long it was when it was last looked at. */
  let readTo = 0;
  let seen = 0;
  // Of whichever memory there is: a new generation brings a new one.
  const draft = draftOn({
    get: (key) => memory.get(key),
    put: (key, value) => memory.put(key, value),
    delete: (key) => memory.delete(key),
  });

  const load = (): void => {
    const found = readGeneration(folder);
    ({ generation } = found);
    memory = memoryStore();
    for (const [key, value] of found.entries) memory.put(key, value);
    readTo = 0;
    seen = 0;
  };

  /** What the journal holds beyond what was read; undefined where its generation is gone. */
  const read = (): readonly JournalRecord[] | undefined => {
    const bytes = readFrom(journalOf(folder, generation), readTo);
    if (bytes === undefined) return undefined;
    const { records, length } = recordsIn(bytes, readTo);
    seen = readTo + bytes.length;
    readTo += length;
    return records;
  };

  const apply = (records: readonly JournalRecord[]): void => {
    for (const { at, base, changes: changed } of records) {
      if (at !== base) continue;
      if (changed === null) return turnOver();
      for (const [key, value] of changed)
        if (value === null) memory.delete(key);
        else memory.put(key, value);
    }
  };

  /** The journal is closed: whoever sees it makes the next generation, in case the one who closed it died. */
  const turnOver = (): void => {
    writeGeneration(folder, { generation: generation + 1, memory, writer });
    load();
    removeBefore(folder, generation - 1);
    follow();
  };

  const follow = (): void => {
    const records = read();
    if (records !== undefined) return apply(records);
    load();
    follow();
  };

  /** Whether the record came to stand where it was meant to. */
  const write = (changed: Changes | null): boolean => {
    const base = seen;
    if (!append(journalOf(folder, generation), recordText({ base, writer, changes: changed }))) {
      draft.undo();
      follow();
      return false;
    }
    const records = read() ?? [];
    const isMine = (record: JournalRecord): boolean => record.at === base && record.writer === writer;
    const won = records.some(isMine);
    if (won) draft.forget();
    else draft.undo();
    // Its own changes are in memory already; that a journal was closed is seen like anybody else's.
    apply(records.filter((record) => changed === null || !isMine(record)));
    return won;
  };

  load();
  follow();
  return {
    get: (key) => memory.get(key),
    list: (prefix) => memory.list(prefix),
    put: (key, value) => draft.change(key, value),
    delete: (key) => draft.change(key, null),
    refresh() {
      draft.undo();
      follow();
    },
    commit() {
      const changes = draft.changes();
      const won = changes.length === 0 || write(changes);
      if (won) draft.forget();
      if (won && seen > journalLimitBytes) write(null);
      return won;
    },
  };
}

function journalOf(folder: string, generation: number): string {
  return join(folder, `journal-${generation}.ndjson`);
}

function snapshotOf(folder: string, generation: number): string {
  return join(folder, `snapshot-${generation}.json`);
}

const named = /^(?:snapshot|journal)-(\d+)\./;

function newestSnapshot(folder: string): number {
  const found = readdirSync(folder).filter((name) => /^snapshot-\d+\.json$/.test(name));
  return Math.max(0, ...found.map((name) => Number(named.exec(name)?.[1])));
}

interface Generation {
  readonly generation: number;
  readonly entries: readonly (readonly [key: string, value: object])[];
}

function readGeneration(folder: string): Generation {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const generation = newestSnapshot(folder);
    if (generation > 0) {
      const text = unlessMissing(() => readFileSync(snapshotOf(folder, generation), 'utf8'));
      // Somebody folded the journal in the meantime; there is a newer one.
      if (text === undefined) continue;
      return { generation, entries: JSON.parse(text) as Generation['entries'] };
    }
    closeSync(openSync(journalOf(folder, 0), 'a', ownerOnly));
    // Looked at again, so that nobody writes into the first journal of a world that has left it behind.
    if (newestSnapshot(folder) === 0) return { generation, entries: [] };
  }
}

/** The journal stands before the snapshot that it follows, so whoever sees the snapshot can write. */
function writeGeneration(
  folder: string,
  { generation, memory, writer }: { generation: number; memory: Store; writer: string },
): void {
  const snapshot = snapshotOf(folder, generation);
  if (existsSync(snapshot)) return;
  closeSync(openSync(journalOf(folder, generation), 'a', ownerOnly));
  const entries = memory.list('').map(({ key, value }) => [key, value]);
  const beside = `${snapshot}.${writer}`;
  const file = openSync(beside, 'w', ownerOnly);
  try {
    writeSync(file, JSON.stringify(entries));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // Another who made the same may have gone on so far that this one's was cleared away.
  unlessMissing(() => renameSync(beside, snapshot));
}

/** Two generations stay: a process that was slow may still be about to read the one before. */
function removeBefore(folder: string, oldest: number): void {
  for (const name of readdirSync(folder)) {
    const generation = named.exec(name)?.[1];
    if (generation !== undefined && Number(generation) < oldest) rmSync(join(folder, name), { force: true });
  }
}

function readFrom(path: string, start: number): Buffer | undefined {
  return unlessMissing(() => {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      // Shorter than before: another folder has taken the place of this one.
      if (size < start) return undefined;
      const bytes = Buffer.alloc(size - start);
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
    } finally {
      closeSync(file);
    }
  });
}

/** Opened without being made: a journal that is gone must not come back. False where it is gone. */
function append(path: string, text: string): boolean {
  const bytes = Buffer.from(text, 'utf8');
  const file = unlessMissing(() => openSync(path, appendOnly));
  if (file === undefined) return false;
  try {
    if (writeSync(file, bytes) < bytes.length) throw new Error(`the disk took only a part of ${path}`);
    return true;
  } finally {
    closeSync(file);
  }
}

function unlessMissing<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// A store in a folder: a snapshot, and a journal of what came after it. The only file of the mock that touches
// the disk. Processes that use a folder one after another share its world; it is not made for two that write at
// the same moment.
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../base/json.ts';
import { memoryStore, type Store } from './store.ts';

interface FolderStore extends Store {
  refresh(): void;
  commit(): void;
}

/** A journal longer than this is folded into the snapshot. */
const journalLimitBytes = 2 * 1024 * 1024;
const ownerOnly = 0o600;

export function openFolderStore(folder: string): FolderStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const snapshot = join(folder, 'snapshot.json');
  let memory = memoryStore();
  let generation = 0;
  let snapshotMark = '';
  /** How many bytes of the journal are in memory; what follows a torn last line is not. */
  let readBytes = 0;
  let changes = new Map<string, object | null>();

  const journal = (): string => join(folder, `journal-${generation}.ndjson`);

  const load = (): void => {
    memory = memoryStore();
    readBytes = 0;
    snapshotMark = markOf(snapshot);
    const { number, entries } = readSnapshot(snapshot);
    generation = number;
    for (const [key, value] of entries) memory.put(key, value);
  };

  const follow = (): void => {
    const { text, bytes } = readFrom(journal(), readBytes);
    if (bytes === 0) return;
    for (const line of text.split('\n')) if (line !== '') apply(memory, line);
    readBytes += bytes;
  };

  const compact = (): void => {
    const next = generation + 1;
    const entries = memory.list('').map(({ key, value }) => [key, value]);
    writeWhole(snapshot, JSON.stringify({ generation: next, entries }));
    const old = journal();
    generation = next;
    readBytes = 0;
    snapshotMark = markOf(snapshot);
    rmSync(old, { force: true });
  };

  /** What others wrote comes first, then what is not committed yet: that is the order of the journal too. */
  const catchUp = (): void => {
    if (markOf(snapshot) !== snapshotMark) load();
    follow();
    for (const [key, value] of changes)
      if (value === null) memory.delete(key);
      else memory.put(key, value);
  };

  load();
  follow();
  return {
    get: (key) => memory.get(key),
    list: (prefix) => memory.list(prefix),
    put(key, value) {
      memory.put(key, value);
      changes.set(key, value);
    },
    delete(key) {
      memory.delete(key);
      changes.set(key, null);
    },
    refresh: catchUp,
    commit() {
      if (changes.size === 0) return;
      catchUp();
      readBytes = append(journal(), readBytes, `${JSON.stringify([...changes])}\n`);
      changes = new Map();
      if (readBytes > journalLimitBytes) compact();
    },
  };
}

/** Changes when another process has put a new snapshot in place. */
function markOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.ino}:${stat.mtimeMs}:${stat.size}`;
}

interface Snapshot {
  readonly number: number;
  readonly entries: readonly (readonly [key: string, value: object])[];
}

function readSnapshot(path: string): Snapshot {
  if (!existsSync(path)) return { number: 0, entries: [] };
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isJsonObject(read)) return { number: 0, entries: [] };
  const { generation, entries } = read;
  return {
    number: typeof generation === 'number' ? generation : 0,
    entries: Array.isArray(entries) ? entries.flatMap(entryOf) : [],
  };
}

function entryOf(entry: unknown): readonly (readonly [key: string, value: object])[] {
  if (!Array.isArray(entry)) return [];
  const [key, value]: unknown[] = entry;
  return typeof key === 'string' && typeof value === 'object' && value !== null ? [[key, value]] : [];
}

/** Whole lines only: what stands behind the last line break is the torn end of a write that never finished. */
function readFrom(path: string, start: number): { text: string; bytes: number } {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || stat.size <= start) return { text: '', bytes: 0 };
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(stat.size - start);
    const length = readSync(file, buffer, 0, buffer.length, start);
    const end = buffer.subarray(0, length).lastIndexOf(0x0a) + 1;
    return { text: buffer.toString('utf8', 0, end), bytes: end };
  } finally {
    closeSync(file);
  }
}

/** One line holds all changes of one request: they are there together or not at all. */
function apply(memory: Store, line: string): void {
  const changes: unknown = JSON.parse(line);
  if (!Array.isArray(changes)) return;
  for (const change of changes) {
    if (!Array.isArray(change)) continue;
    const [key, value]: unknown[] = change;
    if (typeof key !== 'string' || typeof value !== 'object') continue;
    if (value === null) memory.delete(key);
    else memory.put(key, value);
  }
}

/** Behind what is known to be whole: a torn line is cut off by whoever writes next. */
function append(path: string, wholeBytes: number, line: string): number {
  const file = openSync(path, 'a', ownerOnly);
  try {
    if (fstatSync(file).size > wholeBytes) ftruncateSync(file, wholeBytes);
    const bytes = Buffer.from(line, 'utf8');
    writeSync(file, bytes);
    return wholeBytes + bytes.length;
  } finally {
    closeSync(file);
  }
}

/** Written beside, forced to the disk, then renamed: there is always one whole snapshot. */
function writeWhole(path: string, text: string): void {
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', ownerOnly);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

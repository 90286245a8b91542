// What the house needs from outside and cannot be trusted to take for itself: time, chance and the disk.
// Types only; the real ones are made in `cli/system.ts`, others in tests and in the mock.

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  bytes(length: number): Uint8Array;
}

export interface Files {
  /** The file's bytes, or undefined where there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The path with every link followed, or undefined where nothing stands there. */
  real(path: string): Promise<string | undefined>;
  /** The names in a folder, sorted; empty where there is none. */
  list(path: string): Promise<readonly string[]>;
}

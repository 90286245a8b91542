// A value that must not be seen. It prints, serialises and inspects as a marker; only `reveal`, called where
// the value leaves for the request that needs it, gives it back.
import { inspect } from 'node:util';

const marker = '[secret]';

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return marker;
  }

  toJSON(): string {
    return marker;
  }

  [inspect.custom](): string {
    return marker;
  }
}

// JSON as Azure's json() and base64ToJson() take it: strict JSON first, and failing that with single quotes, bare
// keys, comments and trailing commas, as Newtonsoft reads it. Throws `TemplateError`; bounded in depth.
import type { Json } from '../../base/json.ts';
import { limits } from '../limits.ts';
import { TemplateError } from '../problem.ts';

export function parseJsonText(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return new Reader(text).document();
  }
}

const space = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const bareWord = /[\p{L}_$][\p{L}\p{N}_$-]*/uy;
const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const plain = { "'": /[^'\\]*/y, '"': /[^"\\]*/y } as const;
const words: Readonly<Record<string, Json>> = { true: true, false: false, null: null };
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    const value = this.#value(0);
    this.#skip();
    return this.#at < this.#text.length ? this.#fail() : value;
  }

  #value(depth: number): Json {
    if (depth > limits.valueDepth) this.#fail();
    this.#skip();
    const character = this.#text.charAt(this.#at);
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#list(depth);
    if (character === "'" || character === '"') return this.#string(character);
    const digits = this.#match(number);
    if (digits !== '') return Number(digits);
    const word = this.#match(bareWord);
    return Object.hasOwn(words, word) ? (words[word] ?? null) : this.#fail();
  }

  #object(depth: number): Json {
    const members: (readonly [string, Json])[] = [];
    this.#at += 1;
    while (!this.#takes('}')) {
      const character = this.#text.charAt(this.#at);
      const key = character === "'" || character === '"' ? this.#string(character) : this.#match(bareWord);
      if (!this.#takes(':')) this.#fail();
      members.push([key, this.#value(depth + 1)]);
      if (!this.#takes(',') && this.#text.charAt(this.#at) !== '}') this.#fail();
    }
    return Object.fromEntries(members);
  }

  #list(depth: number): Json {
    const elements: Json[] = [];
    this.#at += 1;
    while (!this.#takes(']')) {
      elements.push(this.#value(depth + 1));
      if (!this.#takes(',') && this.#text.charAt(this.#at) !== ']') this.#fail();
    }
    return elements;
  }

  #string(quote: "'" | '"'): string {
    const parts: string[] = [];
    this.#at += 1;
    for (;;) {
      parts.push(this.#match(plain[quote]));
      const character = this.#text.charAt(this.#at);
      if (character === '') this.#fail();
      this.#at += 1;
      if (character === quote) return parts.join('');
      parts.push(this.#escape());
    }
  }

  #escape(): string {
    const character = this.#text.charAt(this.#at);
    this.#at += 1;
    if (character !== 'u') return escapes[character] ?? character;
    const digits = this.#text.slice(this.#at, this.#at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail();
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #takes(mark: string): boolean {
    this.#skip();
    if (this.#text.charAt(this.#at) !== mark) return false;
    this.#at += 1;
    return true;
  }

  #skip(): void {
    this.#match(space);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #fail(): never {
    throw new TemplateError(
      `The template language function 'json' parameter is not valid. The text cannot be parsed as JSON at position '${this.#at}'`,
    );
  }
}

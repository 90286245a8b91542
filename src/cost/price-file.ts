// A price book from JSON text: of cmg's own form, or an answer of Azure's list of prices. Strict, never throws, and
// names the path of everything that is wrong.
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import type { Json } from '../base/json.ts';
import type { PriceBook } from './book.ts';
import { bookFrom } from './book-form.ts';
import type { Fault } from './fault.ts';
import { isRetailAnswer, retailBook } from './retail-prices.ts';

export interface ParsedBook {
  /** Undefined where anything is wrong. */
  readonly book: PriceBook | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const form =
  'a price book is { "version": 1, "currency": …, "prices": [ … ] }, or an answer of prices.azure.com';

const mostCharacters = 64 * 1_048_576;

export function parsePriceFile(file: string, text: string): ParsedBook {
  const diagnostics: Diagnostic[] = [];
  const fault: Fault = (path, message, hint) => {
    const where = path === '' ? file : `${file}: ${path}`;
    diagnostics.push(diagnostic('CMG1402', `${where} ${message}`, { hint }));
  };
  const value = text.length > mostCharacters ? undefined : jsonFrom(text);
  if (value === undefined) {
    fault('', 'is not JSON', form);
    return { book: undefined, diagnostics };
  }
  const book = isRetailAnswer(value) ? retailBook(file, value, fault) : bookFrom(file, value, fault);
  return { book: diagnostics.length === 0 ? book : undefined, diagnostics };
}

function jsonFrom(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

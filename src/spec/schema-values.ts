// The single values that a spec is made of, each with the form it must have. Says nothing of where they stand.
import * as z from 'zod/mini';
import { durationPattern, parseDurationMs } from './duration.ts';

/** With the words that the documentation and the JSON Schema say of it; of each place its own. */
export function said<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  const copy = schema.clone();
  z.globalRegistry.add(copy, { description });
  return copy;
}

/** What the rules for storage accounts and key vaults have in common; a DNS label may be more. */
export const name = z.string().check(z.regex(/^[a-z][a-z0-9]{2,23}$/));

export const dnsName = z.string().check(z.minLength(4), z.maxLength(253));

export const guid = z.string().check(z.regex(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/));

export const duration = z.string().check(
  z.regex(durationPattern),
  // `0h` has the form, but says nothing.
  z.refine((text) => parseDurationMs(text) !== undefined),
);

const mailPart = '[^\\s@"(),:;<>[\\\\\\]]+';
export const email = z.string().check(z.regex(new RegExp(`^${mailPart}@${mailPart}\\.[a-zA-Z]{2,63}$`)));

export const percent = z.int().check(z.minimum(1), z.maximum(100));

export const gibibytes = z.int().check(z.minimum(1), z.maximum(1_000_000));

export const filePath = z.string().check(z.minLength(1));

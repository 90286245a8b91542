// What was given with a command, by name: read here, so that nobody guesses at kinds.

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function listOption(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

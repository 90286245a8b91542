// From a method and a path to the rule that answers it. Paths are patterns with `{name}` for a segment and, at
// the end, `{name*}` for all that follow; fixed words match in any case.
import type { Answer } from './message.ts';
import type { Ask } from './request.ts';

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: (ask: Ask) => Answer;
}

export interface Match {
  readonly handle: (ask: Ask) => Answer;
  readonly parameters: Readonly<Record<string, string>>;
}

export type Router = (method: string, segments: readonly string[]) => Match | undefined;

/** The first route that fits wins, so the particular stands before the general. */
export function routerOf(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({ ...route, pattern: route.path.split('/') }));
  return (method, segments) => {
    for (const { method: wanted, pattern, handle } of compiled) {
      if (wanted !== method) continue;
      const parameters = matchPath(pattern, segments);
      if (parameters !== undefined) return { handle, parameters };
    }
    return undefined;
  };
}

/** What the pattern's braces stand for, or undefined where the path is another one. */
function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const open = pattern.at(-1)?.endsWith('*}') === true;
  if (open ? segments.length < pattern.length : segments.length !== pattern.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, word] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (word.endsWith('*}')) found[word.slice(1, -2)] = segments.slice(index).join('/');
    else if (word.startsWith('{')) found[word.slice(1, -1)] = segment;
    else if (word.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return found;
}

// Where in a resource's body the value of a secure parameter has gone, however it was joined, encoded or cut. The
// bodies are evaluated a second time with those parameters unknown: what names one of them then is made with it.
import { bodyKeys, expandBody, type Bodied } from './body.ts';
import type { Index } from './dependencies.ts';
import { call, literal, type Expression } from './expression/tree.ts';
import { TemplateError } from './problem.ts';
import { rootScope, type RootAsk } from './root-scope.ts';
import type { KnownResource } from './scope.ts';

/** Dotted paths, with the escapes of `deferred`. */
export type OpaquePaths = (declared: Bodied, index: Index) => readonly string[];

interface OpaqueAsk {
  readonly names: readonly string[];
  readonly around: readonly KnownResource[];
}

const marker = 'parameters';

export function opaqueBodies(root: RootAsk, { names, around }: OpaqueAsk): OpaquePaths {
  const secure = root.declarations.filter(({ type }) => type.toLowerCase().startsWith('secure'));
  const opaque = new Set([...secure.map(({ name }) => name), ...names].map((name) => name.toLowerCase()));
  const unknown = [...opaque].map((name) => [name, call(marker, [literal(name)])] as const);
  const scope = rootScope({ ...root, unresolved: new Map([...(root.unresolved ?? []), ...unknown]) });
  return (declared, index) => {
    try {
      const inside = { ...declared, scope: { ...scope, loop: declared.scope.loop } };
      const { deferred } = expandBody(inside, index, around);
      return [...deferred].filter(([, tree]) => mentions(tree)).map(([path]) => path);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      // Its very shape hangs on a secret, as with a loop that counts one: then nothing of it may be shown.
      return bodyKeys(declared.raw, declared.type);
    }
  };
}

function mentions(tree: Expression): boolean {
  switch (tree.kind) {
    case 'literal':
      return false;
    case 'call':
      return tree.name === marker || tree.args.some(mentions);
    case 'member':
      return mentions(tree.target) || mentions(tree.key);
  }
}

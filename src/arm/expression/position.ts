// Where the nodes of a tree stand in the text that it was parsed from. Kept beside the tree, which knows no text: a
// node that was made and not parsed stands nowhere.
import type { Expression } from './tree.ts';

const positions = new WeakMap<Expression, number>();

export function standsAt<T extends Expression>(tree: T, position: number): T {
  positions.set(tree, position);
  return tree;
}

/** For a fault in the node; counted from 0 in the expression as written. */
export function placeIn(tree: Expression): { readonly position?: number } {
  const position = positions.get(tree);
  return position === undefined ? {} : { position };
}

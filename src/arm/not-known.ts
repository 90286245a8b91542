// Thrown where only a value that is known will do, and there is only an expression. Whoever can live with that
// catches it; to everybody else it is one more thing that is wrong with a template.
import type { Expression } from './expression/tree.ts';
import { TemplateError, type Where } from './problem.ts';

export class NotKnownYet extends TemplateError {
  readonly tree: Expression;

  constructor(tree: Expression, where?: Where) {
    super('The value has to be known when the deployment starts', where);
    this.name = 'NotKnownYet';
    this.tree = tree;
  }

  override at(where: Where): NotKnownYet {
    return new NotKnownYet(this.tree, where);
  }
}

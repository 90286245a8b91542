// What is wrong with a template, in Azure's codes and Azure's words, as a value and as the one exception that the
// evaluation uses inside this folder. Knows no function and no place where it is shown.

export interface TemplateProblem {
  /** Azure's own: `InvalidTemplate`, `DeploymentOutputEvaluationFailed`. */
  readonly code: string;
  readonly message: string;
  /** Dotted place in the template: `resources[2].properties.sku`. */
  readonly path?: string;
}

export class TemplateError extends Error {
  readonly code: string;

  constructor(message: string, code = 'InvalidTemplate') {
    super(message);
    this.name = 'TemplateError';
    this.code = code;
  }
}

/** Azure ends most of its sentences on templates with an address of this form. */
export function seeAlso(page: string): string {
  return `Please see https://aka.ms/${page} for usage details.`;
}

/** A template that Azure refuses before it accepts the deployment. */
export function invalidTemplate(reason: string, path?: string): TemplateProblem {
  const place = path === undefined ? {} : { path };
  return {
    code: 'InvalidTemplate',
    message: `Deployment template validation failed: '${reason}'.`,
    ...place,
  };
}

/** Runs `work`; a `TemplateError` becomes a problem in the list and `fallback` the result. Other errors are ours. */
export function collect<T>(
  problems: TemplateProblem[],
  ask: {
    readonly work: () => T;
    readonly fallback: T;
    readonly problem: (error: TemplateError) => TemplateProblem;
  },
): T {
  try {
    return ask.work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    problems.push(ask.problem(error));
    return ask.fallback;
  }
}

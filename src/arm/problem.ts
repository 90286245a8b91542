// What is wrong with a template, in Azure's codes and Azure's words, as a value and as the one exception that the
// evaluation uses inside this folder. Knows no function and no place where it is shown.

export interface TemplateProblem {
  /** Azure's own: `InvalidTemplate`, `DeploymentOutputEvaluationFailed`. */
  readonly code: string;
  readonly message: string;
  /** Dotted place in the template: `resources[2].properties.sku`. */
  readonly path?: string;
  /** Where an expression is at fault, the character in it, counted from 0 at its opening bracket. */
  readonly position?: number;
}

export interface Where {
  readonly path?: string;
  /** The path begins at the root of the template: nothing is to be put before it. */
  readonly rooted?: boolean;
  readonly position?: number;
}

export class TemplateError extends Error {
  readonly code = 'InvalidTemplate';
  readonly where: Where;

  constructor(message: string, where: Where = {}) {
    super(message);
    this.name = 'TemplateError';
    this.where = where;
  }

  /** The same at another place; whatever else it is, it stays. */
  at(where: Where): TemplateError {
    return new TemplateError(this.message, where);
  }
}

/** What was thrown, with a place if it has none yet: who is nearest to the fault knows it best. */
export function placed(error: unknown, where: Where): unknown {
  if (!(error instanceof TemplateError)) return error;
  const { path = where.path, position = where.position } = error.where;
  if (path === error.where.path && position === error.where.position) return error;
  return error.at(placeOf(path, position, error.where.rooted === true));
}

/** Runs `work`; a fault in it stands below `path`. */
export function below<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw error.at(under(error, path, false));
  }
}

/** What was thrown below `path`, which begins at the root of the template, whoever it was that asked. */
export function rooted(error: unknown, path: string): unknown {
  return error instanceof TemplateError ? error.at(under(error, path, true)) : error;
}

function under({ where }: TemplateError, base: string | undefined, isRooted: boolean): Where {
  if (where.rooted === true || base === undefined) return where;
  const path = where.path === undefined || where.path === '' ? base : `${base}.${where.path}`;
  return placeOf(path, where.position, isRooted);
}

function placeOf(path: string | undefined, position: number | undefined, isRooted: boolean): Where {
  return {
    ...(path === undefined ? {} : { path }),
    ...(position === undefined ? {} : { position }),
    ...(isRooted ? { rooted: true } : {}),
  };
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

/** The same for what was thrown, at the place that it knows, or else at `base`. */
export function refusal(error: TemplateError, base?: string): TemplateProblem {
  return { ...invalidTemplate(error.message), ...whereOf(error, base) };
}

/** The members of a problem that say where. */
export function whereOf(error: TemplateError, base?: string): Pick<TemplateProblem, 'path' | 'position'> {
  const { path = '', position } = under(error, base, true);
  return { ...(path === '' ? {} : { path }), ...(position === undefined ? {} : { position }) };
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

// A spec's document → the Spec it describes and everything that is wrong with it, in file order. Never throws
// and never stops at the first fault: rules still run on what was understood.
import { diagnostic, hasErrors, type Diagnostic } from '../base/diagnostic.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import type { SpecDocument } from './document.ts';
import { explainIssue, type Issue } from './messages.ts';
import { normalizeSpec } from './normalize.ts';
import { resolveReferences, type Environment } from './reference.ts';
import { rules } from './rules.ts';
import { specSchema, type Spec } from './schema.ts';

export interface ValidatedSpec {
  /** Undefined where anything is an error. */
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function validateSpec(
  document: SpecDocument,
  environment: Environment,
  { now }: { readonly now?: Date | undefined } = {},
): ValidatedSpec {
  if (hasErrors(document.diagnostics)) {
    return { spec: undefined, diagnostics: inFileOrder(document.diagnostics) };
  }
  const { value, diagnostics: unset } = resolveReferences(document, environment);
  const result = specSchema.safeParse(value);
  const found = result.success ? [] : firstOfEach(result.error.issues);
  const issues = found.flatMap((issue) => explainIssue(issue, value, document));
  const faulty = faultyKeys(found);
  const understood = result.success ? result.data : understoodPart(value, faulty);
  const broken = understood === undefined ? [] : brokenRules(understood, { document, faulty, now });
  const diagnostics = inFileOrder([...document.diagnostics, ...unset, ...issues, ...broken]);
  const spec =
    result.success && !hasErrors(diagnostics) ? normalizeSpec(result.data, environment) : undefined;
  return { spec, diagnostics };
}

/** One value can break the schema twice over: 1e20 is no whole number and above 16. */
function firstOfEach(issues: readonly Issue[]): readonly Issue[] {
  const byPath = new Map(issues.toReversed().map((issue) => [issue.path.join('\n'), issue]));
  return [...byPath.values()].toReversed();
}

/** First keys with a fault in or below them: what stands in for their values must not be judged. */
function faultyKeys(issues: readonly Issue[]): ReadonlySet<string> {
  return new Set(
    issues.flatMap((issue) => {
      if (issue.path.length > 0) return [String(issue.path[0])];
      return issue.code === 'unrecognized_keys' ? issue.keys : [];
    }),
  );
}

interface Reading {
  readonly document: SpecDocument;
  readonly faulty: ReadonlySet<string>;
  readonly now: Date | undefined;
}

function brokenRules(spec: Spec, { document, faulty, now }: Reading): Diagnostic[] {
  return rules.flatMap(({ code, at, what, reads = [], check }) => {
    if ([at[0], ...reads].some((key) => faulty.has(String(key)))) return [];
    return [check(spec, now) ?? []].flat().map((finding) => {
      const path = finding.at ?? at;
      // A default has no line to point at.
      const place = document.find(path) && document.locate(path, what);
      return diagnostic(code, finding.message, { place, hint: finding.hint });
    });
  });
}

/** The spec without its faulty keys, required ones stood in for, so that the other rules can still speak. */
function understoodPart(value: Json, faulty: ReadonlySet<string>): Spec | undefined {
  if (!isJsonObject(value)) return undefined;
  const standIns = {
    version: 1,
    name: 'abc',
    region: 'westus2',
    resourceGroup: { name: 'x' },
    certificate: { selfSigned: true },
  };
  const rest = Object.entries(value).filter(([key]) => !faulty.has(key));
  const parsed = specSchema.safeParse({ ...standIns, ...Object.fromEntries(rest) });
  return parsed.success ? parsed.data : undefined;
}

function inFileOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    ({ place: a }, { place: b }) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0),
  );
}

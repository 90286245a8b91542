// A spec's document → the Spec it describes and everything that is wrong with it, in file order. Never throws
// and never stops at the first fault: rules still run on what was understood.
import { diagnostic, hasErrors, type Diagnostic } from '../base/diagnostic.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import type { SpecDocument } from './document.ts';
import { explainIssue, type Issue } from './messages.ts';
import { normalizeSpec } from './normalize.ts';
import { resolveReferences, withMeantValue, type Environment } from './reference.ts';
import { rules } from './rules/rules.ts';
import { specSchema, type Spec } from './schema.ts';

export interface ValidatedSpec {
  /** Undefined where anything is an error. */
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateWith {
  readonly now?: Date | undefined;
  /** What was found wrong before. */
  readonly found?: readonly Diagnostic[];
  /** The files that the document was put together from, in the order in which they are read. */
  readonly files?: readonly string[];
}

export function validateSpec(
  document: SpecDocument,
  environment: Environment,
  { now, found = [], files = [document.file] }: ValidateWith = {},
): ValidatedSpec {
  const before = [...document.diagnostics, ...found];
  if (hasErrors(before)) return { spec: undefined, diagnostics: inFileOrder(before, files) };
  const { value, data, issues, diagnostics: unset } = parsed(document, environment);
  const explained = issues.flatMap((issue) => explainIssue(issue, value, document));
  const faulty = faultyKeys(issues);
  const understood = data ?? understoodPart(value, faulty);
  const broken = understood === undefined ? [] : brokenRules(understood, { document, faulty, now });
  const diagnostics = inFileOrder([...before, ...unset, ...explained, ...broken], files);
  const spec = data === undefined || hasErrors(diagnostics) ? undefined : normalizeSpec(data, environment);
  return { spec, diagnostics };
}

interface Parsed {
  readonly value: Json;
  readonly data: Spec | undefined;
  readonly issues: readonly Issue[];
  readonly diagnostics: readonly Diagnostic[];
}

function parsed(document: SpecDocument, environment: Environment): Parsed {
  const { value, diagnostics } = resolveReferences(document, environment);
  const first = specSchema.safeParse(value);
  if (first.success) return { value, data: first.data, issues: [], diagnostics };
  // A variable is always text; where a number or a yes or no is wanted, that is what it stands for.
  const meant = first.error.issues.reduce((at, issue) => withMeantValue(at, issue, document), value);
  const second = meant === value ? first : specSchema.safeParse(meant);
  return second.success
    ? { value: meant, data: second.data, issues: [], diagnostics }
    : { value: meant, data: undefined, issues: firstOfEach(second.error.issues), diagnostics };
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
  const result = specSchema.safeParse({ ...standIns, ...Object.fromEntries(rest) });
  return result.success ? result.data : undefined;
}

function inFileOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): Diagnostic[] {
  const rank = ({ place }: Diagnostic): number => (place === undefined ? -1 : files.indexOf(place.file));
  return diagnostics.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}

import assert from 'node:assert/strict';
import { isJsonObject, type JsonObject } from '../src/base/json.ts';
import type { Prepared } from '../src/deploy/prepare.ts';
import { countText, renderDiagnostics } from '../src/render/diagnostics.ts';
import { planJson } from '../src/render/plan-json.ts';
import { renderPlan } from '../src/render/plan-text.ts';
import { plainStyle } from '../src/render/style.ts';
import { parseDurationMs } from '../src/spec/duration.ts';
import { parseSpecDocument } from '../src/spec/document.ts';
import { validateSpec } from '../src/spec/validate.ts';
import { goldenCases, type GoldenCase } from './support/golden.ts';
import { groupPath, openLab, type Lab } from './support/lab.ts';

/** What was done in the world before, one thing after the other. */
type Step =
  /** A gateway was deployed: the file of a spec in the folder of the case. */
  | { readonly deploy: string }
  /** Somebody sent a request; its path begins at the resource group. */
  | { readonly send: readonly [method: string, path: string, body?: JsonObject] }
  /** Time passed. */
  | { readonly wait: string };

interface World {
  readonly about: string;
  readonly steps: readonly Step[];
  /** Shows the template too. */
  readonly template?: boolean;
}

describe('the golden cases', () => {
  const cases = goldenCases();

  it('are all found', () => {
    assert.ok(cases.length >= 14, `${cases.length} cases`);
  });

  for (const golden of cases) {
    const world = JSON.parse(golden.read('world.json')) as World;
    it(`show ${world.about} (${golden.name})`, async () => {
      golden.holds(await shown(golden, world));
    });
  }
});

async function shown(golden: GoldenCase, world: World): Promise<Readonly<Record<string, string>>> {
  const text = golden.read('spec.yaml');
  const faults = faultsOf(text);
  if (faults !== undefined) return { 'diagnostics.txt': faults };
  const lab = openLab();
  for (const step of world.steps) await take(step, { lab, golden });
  const prepared = await lab.prepare(text);
  const { plan } = prepared;
  return {
    'plan.txt': renderPlan(plan, plainStyle),
    'plan.json': jsonText(planJson(plan)),
    ...(plan.diagnostics.length === 0
      ? {}
      : { 'diagnostics.txt': renderDiagnostics(plan.diagnostics, plainStyle, () => text) }),
    ...(world.template === true ? { 'template.json': jsonText(templateOf(prepared)) } : {}),
  };
}

function faultsOf(text: string): string | undefined {
  const { spec, diagnostics } = validateSpec(parseSpecDocument('granitefalls.yaml', text), {});
  if (spec !== undefined) return undefined;
  const frames = renderDiagnostics(diagnostics, plainStyle, () => text);
  return `${frames}\n${countText(diagnostics, 1)}\n`;
}

async function take(step: Step, { lab, golden }: { lab: Lab; golden: GoldenCase }): Promise<void> {
  if ('deploy' in step) {
    await lab.deploy(golden.read(step.deploy));
  } else if ('send' in step) {
    const [method, path, body] = step.send;
    const { status } = await lab.send(method, groupPath(lab, path), body);
    assert.ok(status < 300, `${method} ${path}: ${status}`);
  } else {
    lab.clock.advance(parseDurationMs(step.wait) ?? assert.fail(step.wait));
  }
}

function templateOf({ compiled: { template, parameters } }: Prepared): object {
  assert.ok(isJsonObject(template));
  return { template, parameters };
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

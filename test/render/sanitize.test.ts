import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnostic } from '../../src/base/diagnostic.ts';
import { CmgError } from '../../src/base/failure.ts';
import type { DeployEvent } from '../../src/deploy/events.ts';
import { renderDiagnostics } from '../../src/render/diagnostics.ts';
import { renderFailure } from '../../src/render/outcome.ts';
import { renderPlan } from '../../src/render/plan-text.ts';
import { advance, noProgress, renderLogLine, renderProgress } from '../../src/render/progress.ts';
import { sanitize, sanitizeLine } from '../../src/render/sanitize.ts';
import { renderStatus } from '../../src/render/status.ts';
import { plainStyle } from '../../src/render/style.ts';
import { renderTeardownPlan, renderTornDown, renderVerdict } from '../../src/render/teardown.ts';
import { command, forbidden, hostile } from '../support/hostile.ts';
import { changeOf, idOf, planOf, propertyOf } from '../support/views.ts';

const rows: readonly [what: string, text: string, expected: string][] = [
  ['plain text', 'a b\tc\nd é 漢 🙂', 'a b\tc\nd é 漢 🙂'],
  ['an escape', '\u001b[31mred\u001b]0;title\u0007', '·[31mred·]0;title·'],
  ['the escape of eight bits', '\u009b31mred', '·31mred'],
  ['NUL, BEL, BS, DEL', 'a\u0000b\u0007c\bd\u007f', 'a·b·c·d·'],
  ['a carriage return that would overwrite', 'good\rbad', 'good·bad'],
  ['an end of line as Windows has it', 'a\r\nb', 'a\nb'],
  ['text that runs backwards', 'a\u202egpj.exe\u2066b\u200f\u061c', 'a·gpj.exe·b··'],
  ['other ends of lines', 'a\u2028::error::b\u2029c\u0085d', 'a·::error::b·c·d'],
  ['a command of GitHub', '::set-output name=x::y', '\u200b::set-output name=x::y'],
  ['a command on a later line, further in', 'a\n \t::error::b', 'a\n \t\u200b::error::b'],
  ['no command within a line', 'a ::error:: b', 'a ::error:: b'],
  ['a command of Azure Pipelines', '##vso[task.complete]', '#\u200b#vso[task.complete]'],
  ['the same in the middle of a line, in capitals', 'a ##VSO[x] b', 'a #\u200b#VSO[x] b'],
  ['its short form', '##[error]a', '#\u200b#[error]a'],
  ['a heading, which is none', '## heading', '## heading'],
];

describe('sanitize', () => {
  for (const [what, text, expected] of rows) {
    it(`makes harmless: ${what}`, () => {
      assert.equal(sanitize(text), expected);
    });
  }

  it('makes one line of several', () => {
    assert.equal(sanitizeLine('a\nb\r\n::c'), 'a b \u200b::c');
  });

  it('leaves alone what it made', () => {
    fc.assert(fc.property(hostile, (text) => assert.equal(sanitize(sanitize(text)), sanitize(text))));
  });
});

const now = new Date('2026-11-20T12:00:00Z');
const style = plainStyle;

/** Each renderer with foreign text wherever Azure or a stranger can put some. */
const renderers: Readonly<Record<string, (text: string) => string>> = {
  plan: (text) =>
    renderPlan(
      planOf(
        [
          changeOf('Microsoft.Network/networkSecurityGroups', `a/${text}`, {
            properties: [
              propertyOf(`tags.${text}`, {
                before: text,
                after: [text],
                origin: { file: text, line: 1, column: 1 },
              }),
              propertyOf(`properties.securityRules.${text}`, { before: { name: text }, cause: 'drift' }),
              propertyOf(`properties.${text}`, { before: text, after: { [text]: text } }),
            ],
          }),
          changeOf('Example.Provider/things', text, { action: 'delete' }),
          changeOf('Example.Provider/things', text, { adopt: true }),
          changeOf('Example.Provider/things', text, { action: 'create' }),
          changeOf('Microsoft.Authorization/roleAssignments', text, {
            id: `${idOf('Microsoft.KeyVault/vaults', text)}/providers/Microsoft.Authorization/roleAssignments/x`,
          }),
        ],
        { file: text, unknown: [text], diagnostics: [diagnostic('CMG1252', text)] },
      ),
      style,
    ),
  'plan without changes': (text) =>
    renderPlan(planOf([], { diagnostics: [diagnostic('CMG1252', text)] }), style),
  diagnostics: (text) =>
    renderDiagnostics(
      [
        diagnostic('CMG1203', text, { hint: text, place: { file: text, line: 2, column: 3, length: 4 } }),
        diagnostic('CMG1252', text),
      ],
      style,
      () => `first\n${text}\nlast`,
    ),
  failure: (text) =>
    renderFailure(
      new CmgError('CMG4002', text, {
        hint: text,
        facts: {
          askedBy: text,
          azureCode: text,
          correlationId: text,
          built: [text, text],
          notBuilt: [text],
          foreign: [{ id: text, type: text, name: text, createdAt: text }],
        },
      }),
      { style, sourceOf: () => undefined },
    ),
  progress: (text) => {
    const item = { id: `/${text}`, resourceType: text, name: text };
    const at = { gateway: 'granitefalls', time: '', elapsedMs: 0 };
    const events: DeployEvent[] = [
      { type: 'begun', ...at, items: [item], waitsFor: { [item.id]: [text] } },
      { type: 'accepted', ...at, deployment: text, correlationId: text, attached: false },
      { type: 'finished', ...at, item, durationMs: 0 },
      { type: 'failed', ...at, item, durationMs: 0, problem: {} },
      { type: 'waiting', ...at, running: [item] },
    ];
    const lines = events.map((event) => renderLogLine(event) ?? '');
    return [...lines, renderProgress(events.reduce(advance, noProgress), 0, { style, title: 'x' })].join(
      '\n',
    );
  },
  status: (text) =>
    renderStatus(
      {
        gateway: 'granitefalls',
        region: 'westus2',
        resourceGroup: 'rg',
        address: 'a.example',
        serviceName: 'b.example',
        stands: true,
        resources: { wanted: 1, standing: 1 },
        instances: [{ id: text, provisioning: text, power: text, health: text, latestModel: true }],
        expiresAt: undefined,
        expiryUnreadable: true,
        certificateUntil: undefined,
        protected: true,
        deployment: { name: text, state: 'failed', startedAt: '2026-11-20T11:00:00Z' },
      },
      now,
      style,
    ),
  'teardown to come': (text) => {
    const listed = { id: `/${text}`, type: 'Microsoft.KeyVault/vaults', name: text, tags: { [text]: text } };
    const group = { name: text, location: text, tags: {} };
    const holding = { gateway: text, deploymentId: text, group, groupIsOurs: true, anchor: {} };
    return renderTeardownPlan({ ...holding, ours: [listed], foreign: [] }, { now, address: text }, style);
  },
  'teardown that is over': (text) =>
    ['a', 'b']
      .map((id) => (id === 'a' ? [] : [{ id: text, reason: text }]))
      .map((remaining) =>
        renderTornDown({ gateway: text, deleted: [text], remaining, groupDeleted: false }, style),
      )
      .join('\n'),
  'verdict of reap': (text) =>
    renderVerdict(
      {
        found: { gateway: text, group: { name: text, location: text, tags: {} }, anchor: {} },
        due: { due: true, expiresAt: now },
        refusal: new CmgError('CMG5012', text),
        postponed: false,
      },
      now,
      style,
    ),
};

describe('what is shown', () => {
  for (const [what, render] of Object.entries(renderers)) {
    it(`holds no control character and no command, whatever stands in a ${what}`, () => {
      fc.assert(
        fc.property(hostile, (text) => {
          const shown = render(text);
          assert.notEqual(shown, '');
          assert.doesNotMatch(shown, forbidden);
          assert.doesNotMatch(shown, command);
        }),
      );
    });
  }

  it('does show what is harmless', () => {
    for (const [what, render] of Object.entries(renderers))
      assert.match(render('harmless'), /harmless/, what);
  });
});

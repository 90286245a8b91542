import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { diagnostic } from '../../src/base/diagnostic.ts';
import { renderPlan, summaryLine, twoSides, upToDate } from '../../src/render/plan-text.ts';
import { plainStyle, styleFor } from '../../src/render/style.ts';
import { changeOf, planOf, propertyOf } from '../support/views.ts';

const scaleSet = 'Microsoft.Compute/virtualMachineScaleSets';
const nsg = 'Microsoft.Network/networkSecurityGroups';
const account = 'Microsoft.Storage/storageAccounts';
const origin = { file: 'granitefalls.yaml', line: 7, column: 12 };

function linesOf(...args: Parameters<typeof renderPlan>): readonly string[] {
  return renderPlan(...args).split('\n');
}

describe('a plan as text', () => {
  it('says in one line that there is nothing to do', () => {
    const plan = planOf([changeOf(scaleSet, 'granitefalls', { action: 'none' })]);
    assert.equal(renderPlan(plan, plainStyle), 'granitefalls  up to date (1 resource)\n');
    assert.equal(upToDate(plan, plainStyle), 'granitefalls  up to date (1 resource)\n');
  });

  it('shows a changed value with what it costs and where it was written', () => {
    const change = changeOf(scaleSet, 'granitefalls', {
      disruption: 'rolling',
      properties: [
        propertyOf('sku.name', { before: 'Standard_A2_v2', after: 'Standard_A4_v2', origin }),
        propertyOf('sku.capacity', { before: 2, after: 4, origin: { ...origin, line: 8 } }),
      ],
    });
    const plan = planOf([change, changeOf(nsg, 'granitefalls-nsg', { action: 'none' })]);
    assert.equal(
      renderPlan(plan, plainStyle),
      `granitefalls   westus2 · rg-granitefalls                       granitefalls.yaml

  ~ scale set  granitefalls                                      rolling restart
      vm size    A2_v2 → A4_v2                               granitefalls.yaml:7
      instances  2 → 4                                       granitefalls.yaml:8
  · 1 unchanged

0 to add, 1 to change, 0 to replace, 0 to remove
`,
    );
  });

  it('lists what is new below what changes', () => {
    const plan = planOf([
      changeOf(account, 'granitefalls', { action: 'create' }),
      changeOf(nsg, 'granitefalls-nsg', { disruption: 'none' }),
    ]);
    assert.deepEqual(linesOf(plan, plainStyle).slice(2, 4), [
      '  ~ security group  granitefalls-nsg                               no disruption',
      '  + storage  granitefalls',
    ]);
  });

  it('tells a drift from the spec, with the place where there is one', () => {
    const rule = { name: 'allow-rdp' };
    const change = changeOf(nsg, 'granitefalls-nsg', {
      cause: 'both',
      properties: [
        propertyOf('properties.securityRules.allow-rdp', { before: rule, cause: 'drift' }),
        propertyOf('tags.costCenter', { before: 'a', after: 'b', cause: 'both', origin }),
        propertyOf('tags.owner', { after: 'me', cause: 'spec' }),
      ],
    });
    assert.deepEqual(linesOf(planOf([change]), plainStyle).slice(3, 6), [
      '      rule allow-rdp  added in Azure → removed                             drift',
      '      tag costCenter  a → b                           drift  granitefalls.yaml:7',
      '      tag owner       none → me',
    ]);
  });

  it('shows of two long values where they differ', () => {
    const before = 'Gateway of the branch offices at the west coast';
    for (const [after, line] of [
      [
        'Gateway of the branch offices at the east coast',
        '      description  ...west coast → ...east coast             granitefalls.yaml:7',
      ],
      [
        'Gateway of the branch offices at the west coast, and of the islands',
        '      description  ...coast → ...coast, and of the islands   granitefalls.yaml:7',
      ],
      ['None', '      description  Gateway of the branch offices... → None   granitefalls.yaml:7'],
    ] as const) {
      const change = changeOf(scaleSet, 'granitefalls', {
        properties: [propertyOf('tags.cmg-description', { before, after, origin })],
      });
      assert.equal(linesOf(planOf([change]), plainStyle)[3], line);
    }
  });

  it('names what the tags of cmg stand for, and no number of a script', () => {
    const timestamp =
      'properties.virtualMachineProfile.extensionProfile.extensions.Bootstrap.properties.settings.timestamp';
    const change = changeOf(scaleSet, 'granitefalls', {
      properties: [
        propertyOf('tags.cmg-expiry-action', { before: 'stop' }),
        propertyOf('tags.cmg-protect', { after: 'true' }),
        propertyOf(timestamp, { before: 1656564514, after: 2081285669 }),
      ],
    });
    assert.deepEqual(linesOf(planOf([change]), plainStyle).slice(3, 6), [
      '      at its end  stop → delete',
      '      protect     false → true',
      '      bootstrap   changed',
    ]);
  });

  it('says what was deleted in Azure, and of a whole gateway only that it is new', () => {
    const gone = changeOf(account, 'granitefalls', { action: 'create', cause: 'drift' });
    assert.equal(
      linesOf(planOf([gone]), plainStyle)[2],
      '  + storage  granitefalls                                       deleted in Azure',
    );
    const many = planOf([gone, gone, gone, gone]);
    assert.equal(linesOf(many, plainStyle)[2], '  + storage  granitefalls');
  });

  it('says why something is replaced, recovered, removed or made ours', () => {
    const plan = planOf([
      changeOf('Microsoft.Network/virtualNetworks', 'granitefalls-vnet', {
        action: 'replace',
        disruption: 'outage',
        reason: 'the subnet is in use',
      }),
      changeOf(nsg, 'old-nsg', { action: 'delete' }),
      changeOf(account, 'granitefalls', { adopt: true }),
      changeOf('Microsoft.KeyVault/vaults', 'granitefalls', {
        action: 'create',
        reason: 'recovered: it was deleted and not purged',
      }),
    ]);
    assert.deepEqual(linesOf(plan, plainStyle).slice(2), [
      '  ± network  granitefalls-vnet                     replace: the subnet is in use',
      '  - security group  old-nsg                                        no disruption',
      '  = adopt  storage  granitefalls                        stands already, not ours',
      '  + vault  granitefalls                 recovered: it was deleted and not purged',
      '',
      '1 to add, 0 to change, 1 to adopt, 1 to replace, 1 to remove',
      '',
    ]);
  });

  it('names what only Azure can tell, up to four of them', () => {
    const change = changeOf(account, 'granitefalls', { action: 'create' });
    const unknown = ['clientId of the identity', 'b', 'c', 'd', 'e', 'f'];
    assert.equal(
      linesOf(planOf([change], { unknown }), plainStyle).at(-2),
      'only Azure can tell: clientId of the identity, b, c, d and 2 more',
    );
    assert.equal(
      linesOf(planOf([change], { unknown: unknown.slice(0, 1) }), plainStyle).at(-2),
      'only Azure can tell: clientId of the identity',
    );
  });

  it('ends with what it has to remark, also where nothing changes', () => {
    const found = diagnostic('CMG1252', 'one instance', { place: origin });
    const line = 'warning CMG1252: one instance                                granitefalls.yaml:7';
    assert.equal(linesOf(planOf([], { diagnostics: [found] }), plainStyle)[1], line);
    const change = changeOf(account, 'granitefalls', { action: 'create' });
    assert.equal(linesOf(planOf([change], { diagnostics: [found] }), plainStyle).at(-2), line);
  });

  it('cuts long values short', () => {
    const change = changeOf(account, 'granitefalls', {
      properties: [propertyOf('properties.x', { before: 'a'.repeat(60), after: { b: 'c'.repeat(60) } })],
    });
    assert.equal(
      linesOf(planOf([change]), plainStyle)[3],
      `      x  ${'a'.repeat(31)}... → {"b":"${'c'.repeat(25)}...`,
    );
  });

  it('cuts long names too, and keeps the place at the right within the width', () => {
    const label = 'properties.aRatherLongPathOfAProperty.thatNobodyHasNamed';
    const change = changeOf(account, 'granitefalls', {
      properties: [
        propertyOf(label, { before: 'a'.repeat(60), after: 'short', origin }),
        propertyOf('tags.x', { before: '1', after: '2', cause: 'drift', origin }),
      ],
    });
    assert.deepEqual(linesOf(planOf([change]), plainStyle).slice(3, 5), [
      '      aRatherLongPathOfAPrope...  aaaaaaaaaaaaaa... → short  granitefalls.yaml:7',
      '      tag x                       1 → 2               drift  granitefalls.yaml:7',
    ]);
  });

  it('shows what taking over a resource changes in it', () => {
    const change = changeOf(account, 'granitefalls', {
      adopt: true,
      properties: [propertyOf('properties.publicNetworkAccess', { before: 'Enabled', after: 'Disabled' })],
    });
    assert.deepEqual(linesOf(planOf([change]), plainStyle).slice(2, 4), [
      '  = adopt  storage  granitefalls                        stands already, not ours',
      '      public access  Enabled → Disabled',
    ]);
  });

  it('tells of a whole thing only that it comes or goes', () => {
    const rule = { name: 'x', properties: { priority: 100 } };
    const change = changeOf(nsg, 'granitefalls-nsg', {
      properties: [
        propertyOf('properties.securityRules.a', { before: rule, cause: 'drift' }),
        propertyOf('properties.securityRules.b', { after: rule, cause: 'drift' }),
        propertyOf('properties.securityRules.c', { before: rule }),
        propertyOf('properties.securityRules.d', { after: rule }),
      ],
    });
    const lines = linesOf(planOf([change]), plainStyle).slice(3, 7);
    assert.deepEqual(
      lines.map((line) => line.trim().split(/ {2,}/).slice(0, 2)),
      [
        ['rule a', 'added in Azure → removed'],
        ['rule b', 'removed in Azure → added'],
        ['rule c', 'removed'],
        ['rule d', 'added'],
      ],
    );
  });

  it('says the same in colour', () => {
    const plan = planOf([
      changeOf(scaleSet, 'granitefalls', { properties: [propertyOf('sku.capacity', { after: 4, origin })] }),
    ]);
    const colored = renderPlan(plan, styleFor({ color: true, unicode: true, width: 80 }));
    assert.notEqual(colored, renderPlan(plan, plainStyle));
    assert.equal(stripVTControlCharacters(colored), renderPlan(plan, plainStyle));
  });

  it('does without letters that a terminal may lack', () => {
    const plan = planOf([
      changeOf(scaleSet, 'granitefalls', {
        properties: [propertyOf('sku.capacity', { before: 2, after: 4 })],
      }),
    ]);
    const text = renderPlan(plan, styleFor({ color: false, unicode: false, width: 80 }));
    assert.match(text, /instances {2}2 -> 4/);
  });
});

describe('the sum of a plan', () => {
  it('counts what is adopted once', () => {
    const plan = planOf([
      changeOf(account, 'a', { adopt: true }),
      changeOf(nsg, 'b', { adopt: true, action: 'none' }),
      changeOf(nsg, 'c'),
    ]);
    assert.equal(summaryLine(plan), '0 to add, 1 to change, 1 to adopt, 0 to replace, 0 to remove');
  });
});

describe('two sides of a line', () => {
  it('stand at the margins, or two apart where there is no room', () => {
    assert.equal(twoSides('ab', 'cd', 10), 'ab      cd');
    assert.equal(twoSides('ab', 'cd', 4), 'ab  cd');
    assert.equal(twoSides('ab', '', 10), 'ab');
  });

  it('do not count colours', () => {
    assert.equal(twoSides('\u001b[1mab\u001b[22m', 'cd', 10), '\u001b[1mab\u001b[22m      cd');
  });
});

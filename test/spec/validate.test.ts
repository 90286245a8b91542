import assert from 'node:assert/strict';
import { parseSpecDocument } from '../../src/spec/document.ts';
import { addressOf } from '../../src/spec/normalize.ts';
import type { Environment } from '../../src/spec/reference.ts';
import { validateSpec, type ValidatedSpec } from '../../src/spec/validate.ts';
import { cpuMsOf } from '../support/cpu.ts';
import { plainSpec } from '../support/lab.ts';

function validate(text: string, environment: Environment = {}): ValidatedSpec {
  return validateSpec(parseSpecDocument('gateway.yaml', text), environment);
}

function shown({ diagnostics }: ValidatedSpec): readonly string[] {
  return diagnostics.map(
    ({ code, place, message }) =>
      `${code} ${place === undefined ? '-' : `${place.line}:${place.column}`} ${message}`,
  );
}

function changed(from: string, to: string): string {
  assert.ok(plainSpec.includes(from), from);
  return plainSpec.replace(from, to);
}

const group = 'resourceGroup: { name: rg-granitefalls }';
const certificate = 'certificate: { selfSigned: true }';
const expiry = 'expiry: { after: 72h }';
const nameRules = 'must be 3 to 24 lower-case letters and digits, the first a letter';
const groupRules =
  "a resource group's name has up to 90 letters, digits, '-', '_', '.', '(' and ')', and does not end in '.', unlike";

type Row = readonly [what: string, from: string, to: string, ...expected: string[]];

const schemaFaults: readonly Row[] = [
  ['no version', 'version: 1\n', '', 'CMG1101 1:1 version is missing'],
  ['another version', 'version: 1', 'version: 2', 'CMG1204 1:10 version must be 1, not 2'],
  ['a version in quotes', 'version: 1', "version: '1'", "CMG1204 1:10 version must be 1, not '1'"],
  ['no name', 'name: granitefalls\n', '', 'CMG1101 1:1 name is missing'],
  ['an empty name', 'name: granitefalls', 'name:', 'CMG1102 2:6 name must be text, not null'],
  [
    'a name with a hyphen',
    'name: granitefalls',
    'name: granite-falls',
    `CMG1201 2:7 name ${nameRules}, not 'granite-falls'`,
  ],
  [
    'a name in capitals',
    'name: granitefalls',
    'name: GraniteFalls',
    `CMG1201 2:7 name ${nameRules}, not 'GraniteFalls'`,
  ],
  ['a name of two letters', 'name: granitefalls', 'name: gf', `CMG1201 2:7 name ${nameRules}, not 'gf'`],
  [
    'a name that begins with a digit',
    'name: granitefalls',
    'name: 1gf',
    `CMG1201 2:7 name ${nameRules}, not '1gf'`,
  ],
  [
    'a name of 25 letters',
    'name: granitefalls',
    `name: ${'g'.repeat(25)}`,
    `CMG1201 2:7 name ${nameRules}, not '${'g'.repeat(25)}'`,
  ],
  [
    'a name that ends in a new line',
    'name: granitefalls',
    'name: "gf1\\n"',
    `CMG1201 2:7 name ${nameRules}, not 'gf1\n'`,
  ],
  ['a name that is a number', 'name: granitefalls', 'name: 12', 'CMG1102 2:7 name must be text, not 12'],
  [
    'a short service name',
    'GraniteFalls.contoso.com',
    'abc',
    "CMG1102 3:14 serviceName must be a full DNS name of 4 to 253 characters, not 'abc'",
  ],
  [
    'another cloud',
    'region: westus2',
    'region: westus2\nenvironment: AzureChinaCloud',
    "CMG1204 5:14 environment must be AzurePublicCloud or AzureUSGovernmentCloud, not 'AzureChinaCloud'",
  ],
  [
    'a subscription that is no GUID',
    'version: 1',
    'version: 1\nsubscriptionId: mine',
    "CMG1208 2:17 subscriptionId must be a GUID, not 'mine'",
  ],
  [
    'a tenant that is no GUID',
    'version: 1',
    'version: 1\ntenantId: contoso.com',
    "CMG1208 2:11 tenantId must be a GUID, not 'contoso.com'",
  ],
  [
    'a subscription that is set to nothing',
    'version: 1',
    'version: 1\nsubscriptionId: ""',
    'CMG1208 2:17 subscriptionId must be a GUID, not empty text',
  ],
  ['no region', 'region: westus2\n', '', 'CMG1101 1:1 region is missing'],
  ['no group', `${group}\n`, '', 'CMG1101 1:1 resourceGroup is missing'],
  ['a group without a name', group, 'resourceGroup: {}', 'CMG1101 5:1 resourceGroup.name is missing'],
  [
    'a group that is a word',
    group,
    'resourceGroup: rg',
    "CMG1102 5:16 resourceGroup must be a group of keys, not 'rg'",
  ],
  ['a group with a dot at its end', 'rg-granitefalls', 'rg.', `CMG1201 5:24 ${groupRules} 'rg.'`],
  [
    'a group that is half said',
    group,
    'resourceGroup: { name: rg, create: maybe }',
    "CMG1102 5:36 resourceGroup.create must be true or false, not 'maybe'",
  ],
  [
    'a size that Azure knows and cmg does not',
    'A2_v2',
    'D2s_v5',
    "CMG1204 6:9 vmSize must be A2_v2, A4_v2 or B2s, not 'D2s_v5'",
  ],
  ['no instances', 'instances: 2', 'instances: 0', 'CMG1203 7:12 instances must be 1 to 16, not 0'],
  ['17 instances', 'instances: 2', 'instances: 17', 'CMG1203 7:12 instances must be 1 to 16, not 17'],
  [
    'a hundred trillion million instances',
    'instances: 2',
    'instances: 100000000000000000000',
    'CMG1203 7:12 instances must be 1 to 16, not 100000000000000000000',
  ],
  ['half an instance', 'instances: 2', 'instances: 1.5', 'CMG1203 7:12 instances must be 1 to 16, not 1.5'],
  [
    'instances in quotes',
    'instances: 2',
    "instances: '2'",
    "CMG1102 7:12 instances must be a number, not '2'",
  ],
  ['no certificate', `${certificate}\n`, '', 'CMG1101 1:1 certificate is missing'],
  [
    'a password in the spec',
    '{ selfSigned: true }',
    '{ file: a.pfx, password: secret }',
    'CMG1102 8:39 certificate.password must say where the password is kept',
  ],
  [
    'a password with a key too many',
    '{ selfSigned: true }',
    '{ file: a.pfx, password: { env: A, file: b } }',
    'CMG1102 8:39 certificate.password must say where the password is kept',
  ],
  [
    'a certificate that is a list',
    '{ selfSigned: true }',
    '[a.pfx]',
    'CMG1102 8:14 certificate must be a group of keys, not a list',
  ],
  [
    'TLS that is neither',
    'instances: 2',
    "instances: 2\nenforceTls12: 'yes'",
    "CMG1102 8:15 enforceTls12 must be true or false, not 'yes'",
  ],
  [
    'content that is a word',
    'instances: 2',
    'instances: 2\ncontent: on',
    "CMG1102 8:10 content must be a group of keys, not 'on'",
  ],
  [
    'a branch cache that is a number',
    'instances: 2',
    'instances: 2\ncontent: { branchCache: 1 }',
    'CMG1102 8:25 content.branchCache must be true or false, not 1',
  ],
  ['a blank expiry', expiry, 'expiry:', 'CMG1102 9:8 expiry must be a group of keys, not null'],
  ['a blank length', 'after: 72h', 'after:', 'CMG1102 9:18 expiry.after must be text, not null'],
  [
    'an empty length',
    'after: 72h',
    "after: ''",
    'CMG1205 9:18 expiry.after must be a length of time, not empty text',
  ],
  [
    'a length of nothing',
    'after: 72h',
    'after: 0h',
    "CMG1205 9:18 expiry.after must be a length of time, not '0h'",
  ],
  [
    'a length without a unit',
    'after: 72h',
    "after: '72'",
    "CMG1205 9:18 expiry.after must be a length of time, not '72'",
  ],
  ['a length that is a number', 'after: 72h', 'after: 72', 'CMG1102 9:18 expiry.after must be text, not 72'],
  [
    'a day without its hour',
    'after: 72h',
    'at: 2026-12-01',
    "CMG1205 9:15 expiry.at must be a moment with its time zone, not '2026-12-01'",
  ],
  [
    'a moment without its zone',
    'after: 72h',
    'at: 2026-12-01T18:00:00',
    "CMG1205 9:15 expiry.at must be a moment with its time zone, not '2026-12-01T18:00:00'",
  ],
  [
    'the thirtieth of February',
    'after: 72h',
    'at: 2027-02-30T18:00:00Z',
    "CMG1205 9:15 expiry.at must be a moment with its time zone, not '2027-02-30T18:00:00Z'",
  ],
  [
    'a day that is none',
    'after: 72h',
    "weekly: { day: firday, time: '19:00', timeZone: UTC }",
    "CMG1204 9:26 expiry.weekly.day must be monday, tuesday, wednesday, thursday, friday, saturday or sunday, not 'firday'",
  ],
  [
    'a time that is none',
    'after: 72h',
    "weekly: { day: friday, time: '24:00', timeZone: UTC }",
    "CMG1205 9:40 expiry.weekly.time must be like '19:00', not '24:00'",
  ],
  [
    'a week without its zone',
    'after: 72h',
    "weekly: { day: friday, time: '19:00' }",
    'CMG1101 9:11 expiry.weekly.timeZone is missing',
  ],
  [
    'protection that is a word',
    'instances: 2',
    'instances: 2\nprotect: please',
    "CMG1102 8:10 protect must be true or false, not 'please'",
  ],
  ['a tag that is a number', 'it-42', '42', 'CMG1102 10:21 tags.costCenter must be text, not 42'],
  [
    'a tag of 257 letters',
    'it-42',
    'x'.repeat(257),
    "CMG1207 10:9 the tag 'costCenter' has a value of more than 256 characters",
  ],
  [
    'tags that are a list',
    '{ costCenter: it-42 }',
    '[it-42]',
    'CMG1102 10:7 tags must be a group of keys, not a list',
  ],
  [
    'a vault name with a hyphen',
    'instances: 2',
    'instances: 2\nnames: { vault: granite-kv }',
    `CMG1201 8:17 names.vault ${nameRules}, not 'granite-kv'`,
  ],
  [
    'a storage name in capitals',
    'instances: 2',
    'instances: 2\nnames: { storageAccount: GFst }',
    `CMG1201 8:26 names.storageAccount ${nameRules}, not 'GFst'`,
  ],
  ['an unknown key', 'vmSize: A2_v2', 'vmsize: A2_v2', "CMG1104 6:1 unknown key 'vmsize'"],
  [
    'an unknown key further in',
    'selfSigned: true',
    'selfsigned: true',
    "CMG1104 8:16 unknown key 'selfsigned'",
  ],
  [
    'a description of 257 letters',
    'version: 1',
    `version: 1\ndescription: ${'x'.repeat(257)}`,
    'CMG1102 2:14 description must have no more than 256 characters',
  ],
];

const ruleFaults: readonly Row[] = [
  ['a region that is none', 'westus2', 'westus9', "CMG1202 4:9 AzurePublicCloud has no region 'westus9'"],
  [
    'a region of every object',
    'westus2',
    'constructor',
    "CMG1202 4:9 AzurePublicCloud has no region 'constructor'",
  ],
  [
    'a region of the other cloud',
    'westus2',
    'usgovvirginia',
    "CMG1202 4:9 AzurePublicCloud has no region 'usgovvirginia'",
  ],
  [
    'a region that the government does not have',
    'region: westus2',
    'region: westus2\nenvironment: AzureUSGovernmentCloud',
    "CMG1202 4:9 AzureUSGovernmentCloud has no region 'westus2'",
  ],
  [
    'no source of a certificate',
    '{ selfSigned: true }',
    '{}',
    'CMG1105 8:1 certificate needs one of file, keyVaultSecret or selfSigned: true',
  ],
  [
    'a certificate that is not signed by itself',
    'selfSigned: true',
    'selfSigned: false',
    'CMG1105 8:1 certificate needs one of file, keyVaultSecret or selfSigned: true',
  ],
  [
    'two sources of a certificate',
    'selfSigned: true',
    'selfSigned: true, file: a.pfx, password: prompt',
    'CMG1105 8:1 certificate takes only one of file, keyVaultSecret and selfSigned: true',
  ],
  ['an expiry without a time', '{ after: 72h }', '{}', 'CMG1105 9:1 expiry needs one of after, at or weekly'],
  [
    'an expiry with two times',
    'after: 72h',
    'after: 72h, at: 2026-12-01T18:00:00Z',
    'CMG1105 9:1 expiry takes only one of after, at and weekly',
  ],
  [
    'a moment that its zone carries past the year 9999',
    'after: 72h',
    "at: '9999-12-31T23:30:00-01:00'",
    'CMG1205 9:15 expiry.at gives no moment',
  ],
  [
    'a zone that is none',
    'after: 72h',
    "weekly: { day: friday, time: '19:00', timeZone: Europe/Bruges }",
    "CMG1205 9:59 there is no time zone 'Europe/Bruges'",
  ],
  [
    'a classic name',
    'GraniteFalls.contoso.com',
    'GraniteFalls.CloudApp.net',
    "CMG1209 3:14 'GraniteFalls.CloudApp.net' is a name of the classic service, which can no longer be created",
  ],
  [
    'a classic name of the government',
    'GraniteFalls.contoso.com',
    'gf.usgovcloudapp.net',
    "CMG1209 3:14 'gf.usgovcloudapp.net' is a name of the classic service, which can no longer be created",
  ],
  [
    'a name without a domain',
    'GraniteFalls.contoso.com',
    'granitefalls',
    "CMG1209 3:14 'granitefalls' is not a full DNS name",
  ],
  [
    'a name with a scheme',
    'GraniteFalls.contoso.com',
    'https://gf.contoso.com',
    "CMG1209 3:14 'https://gf.contoso.com' is not a full DNS name",
  ],
  [
    'a wildcard',
    'GraniteFalls.contoso.com',
    "'*.contoso.com'",
    "CMG1209 3:14 '*.contoso.com' is not a full DNS name",
  ],
  [
    'a label of 64 letters',
    'GraniteFalls.contoso.com',
    `${'g'.repeat(64)}.com`,
    `CMG1209 3:14 '${'g'.repeat(64)}.com' is not a full DNS name`,
  ],
  [
    'a network that is too small',
    'instances: 2',
    'instances: 2\nnetwork: { addressSpace: 10.0.0.0/28 }',
    'CMG1206 8:26 network.addressSpace must be a /8 to a /27, not a /28',
  ],
  [
    'a public network',
    'instances: 2',
    'instances: 2\nnetwork: { addressSpace: 8.8.8.0/24 }',
    "CMG1206 8:26 network.addressSpace must be a private network (10.x, 172.16-31.x, 192.168.x), not '8.8.8.0/24'",
  ],
  [
    "a tag of cmg's",
    'costCenter',
    'CMG-gateway',
    "CMG1207 10:9 the tag 'CMG-gateway' begins with 'cmg-', which cmg keeps for itself",
  ],
  [
    "a tag of Azure's",
    'costCenter',
    'azureThing',
    "CMG1207 10:9 the tag 'azureThing' begins with a word that Azure keeps for itself",
  ],
  [
    'a tag with a slash',
    'costCenter',
    'cost/center',
    "CMG1207 10:9 the tag 'cost/center' needs a name of up to 128 characters without < > % & \\ ? /",
  ],
  [
    'a tag without a name',
    'costCenter',
    "''",
    "CMG1207 10:9 the tag '' needs a name of up to 128 characters without < > % & \\ ? /",
  ],
  [
    'two faulty tags',
    '{ costCenter: it-42 }',
    '{ a?: x, b: y, cmg-c: z }',
    "CMG1207 10:9 the tag 'a?' needs a name of up to 128 characters without < > % & \\ ? /",
    "CMG1207 10:22 the tag 'cmg-c' begins with 'cmg-', which cmg keeps for itself",
  ],
  [
    'a tag twice in two cases',
    '{ costCenter: it-42 }',
    '{ a: x, A: y }',
    "CMG1207 10:15 the tag 'A' stands twice: Azure does not look at the case",
  ],
  [
    '41 tags',
    '{ costCenter: it-42 }',
    `{ ${Array.from({ length: 41 }, (_, i) => `t${i}: x`).join(', ')} }`,
    'CMG1207 10:1 tags has 41 tags; Azure takes 50, of which cmg needs 10',
  ],
];

const warnings: readonly Row[] = [
  ['a size for labs', 'A2_v2', 'B2s', 'CMG1251 6:9 B2s is for labs: it serves 10 clients at a time'],
  [
    'one instance',
    'instances: 2',
    'instances: 1',
    'CMG1252 7:12 one instance: the gateway is away whenever Azure updates it',
  ],
  [
    'one instance because nothing is said',
    'instances: 2\n',
    '',
    'CMG1252 1:1 one instance: the gateway is away whenever Azure updates it',
  ],
];

describe('a spec', () => {
  it('is right as it stands', () => {
    const { spec, diagnostics } = validate(plainSpec);
    assert.deepEqual(diagnostics, []);
    assert.equal(spec?.name, 'granitefalls');
  });

  for (const [what, from, to, ...expected] of [...schemaFaults, ...ruleFaults]) {
    it(`is refused for ${what}`, () => {
      const result = validate(changed(from, to));
      assert.deepEqual(shown(result), expected);
      assert.equal(result.spec, undefined);
    });
  }

  for (const [what, from, to, ...expected] of warnings) {
    it(`stands with a warning of ${what}`, () => {
      const result = validate(changed(from, to));
      assert.deepEqual(shown(result), expected);
      assert.ok(result.spec);
    });
  }

  for (const [what, text, expected] of [
    ['a word', 'hello', "'hello'"],
    ['a list', '- a', 'a list'],
  ] as const) {
    it(`is not ${what}`, () => {
      assert.deepEqual(shown(validate(text)), [
        `CMG1102 1:1 the spec must be a group of keys, not ${expected}`,
      ]);
    });
  }

  it('is accepted as JSON', () => {
    const json = JSON.stringify({
      version: 1,
      name: 'granitefalls',
      region: 'West US 2',
      resourceGroup: { name: 'rg' },
      instances: 2,
      certificate: { selfSigned: true },
    });
    assert.deepEqual(shown(validate(json)), []);
    assert.deepEqual(shown(validate(json.replace(':2,', ':20,'))), [
      'CMG1203 1:99 instances must be 1 to 16, not 20',
    ]);
  });

  it('says of an empty file that it is', () => {
    for (const text of ['', '\n  \n']) {
      assert.deepEqual(shown(validate(text)), ['CMG1102 1:1 the file is empty']);
    }
  });

  it('tells all its faults at once, in the order of the file', () => {
    const result = validate(`version: 3
region: westus9
name: Granite
colour: blue
resourceGroup: { nam: rg }
instances: 99
certificate: {}
expiry: { after: soon }
tags: { cmg-x: y, good: '\${NOT_SET}' }
network: { addressSpace: 10.0.0.1/24 }
`);
    assert.deepEqual(shown(result), [
      'CMG1204 1:10 version must be 1, not 3',
      "CMG1202 2:9 AzurePublicCloud has no region 'westus9'",
      `CMG1201 3:7 name ${nameRules}, not 'Granite'`,
      "CMG1104 4:1 unknown key 'colour'",
      'CMG1101 5:1 resourceGroup.name is missing',
      "CMG1104 5:18 unknown key 'nam'",
      'CMG1203 6:12 instances must be 1 to 16, not 99',
      'CMG1105 7:1 certificate needs one of file, keyVaultSecret or selfSigned: true',
      "CMG1205 8:18 expiry.after must be a length of time, not 'soon'",
      "CMG1207 9:9 the tag 'cmg-x' begins with 'cmg-', which cmg keeps for itself",
      'CMG1005 9:25 the environment variable NOT_SET is not set',
      "CMG1206 10:26 network.addressSpace has bits set to the right of /24 in '10.0.0.1/24'",
    ]);
  });

  for (const [what, from, to, ...expected] of [
    [
      'of the same expiry',
      'after: 72h',
      "after: 72h, at: 2026-12-01T18:00:00Z, weekly: { day: firday, time: '19:00', timeZone: Europe/Bruges }",
      'CMG1105 9:1 expiry takes only one of after, at and weekly',
      "CMG1204 9:64 expiry.weekly.day must be monday, tuesday, wednesday, thursday, friday, saturday or sunday, not 'firday'",
      "CMG1205 9:97 there is no time zone 'Europe/Bruges'",
    ],
    [
      'of other tags',
      'costCenter: it-42',
      'ok: 5, cmg-x: y, azureThing: z',
      'CMG1102 10:13 tags.ok must be text, not 5',
      "CMG1207 10:16 the tag 'cmg-x' begins with 'cmg-', which cmg keeps for itself",
      "CMG1207 10:26 the tag 'azureThing' begins with a word that Azure keeps for itself",
    ],
    [
      'of other alerts',
      'instances: 2',
      'instances: 2\nalerts: { notify: [ops], outboundTraffic: { warningPercent: 95, stopAtCritical: true } }',
      "CMG1211 8:20 alerts.notify must list mail addresses, not 'ops'",
      'CMG1203 8:26 alerts.outboundTraffic: critical at 90 percent does not come after the warning at 95',
      'CMG1255 8:81 an alert of Azure stops nothing: stopAtCritical is done by the site',
    ],
    [
      'of the same certificate',
      '{ selfSigned: true }',
      '{ file: a.pfx, selfSigned: true, password: hunter2 }',
      'CMG1105 8:1 certificate takes only one of file, keyVaultSecret and selfSigned: true',
      'CMG1102 8:57 certificate.password must say where the password is kept',
    ],
  ] as readonly Row[]) {
    it(`hides none ${what} behind another`, () => {
      assert.deepEqual(shown(validate(changed(from, to))), expected);
    });
  }

  for (const [what, from, to, ...expected] of [
    [
      'a level that cannot be read',
      'instances: 2',
      'instances: 2\nalerts: { notify: [a@b.com], storage: { warningPercent: 95, criticalPercent: 9x } }',
      "CMG1102 8:78 alerts.storage.criticalPercent must be a number, not '9x'",
    ],
    [
      'a list of which one cannot be read',
      'instances: 2',
      'instances: 2\nalerts: { notify: [5], storage: {} }',
      'CMG1102 8:20 alerts.notify must be text, not 5',
    ],
    [
      'an hour that cannot be read',
      'after: 72h',
      "weekly: { day: friday, time: '25:00', timeZone: UTC }",
      "CMG1205 9:40 expiry.weekly.time must be like '19:00', not '25:00'",
    ],
    [
      'a source of a certificate that cannot be read',
      'selfSigned: true',
      'selfSigned: maybe',
      "CMG1102 8:28 certificate.selfSigned must be true or false, not 'maybe'",
    ],
    [
      'a size under a key that is misspelt',
      'vmSize: A2_v2\ninstances: 2',
      'vmSize: A2_v2\ninstnces: 2',
      "CMG1104 7:1 unknown key 'instnces'",
    ],
  ] as readonly Row[]) {
    it(`concludes nothing from ${what}`, () => {
      assert.deepEqual(shown(validate(changed(from, to))), expected);
    });
  }

  it('keeps the order on one line ten thousand columns long', () => {
    const wide = `{ "a1": ${'"x",'.padEnd(12_000)} "a2": 1,\n "a3": 1 }`;
    assert.deepEqual(
      shown(validate(wide)).filter((line) => line.startsWith('CMG1104')),
      ["CMG1104 1:3 unknown key 'a1'", "CMG1104 1:12010 unknown key 'a2'", "CMG1104 2:2 unknown key 'a3'"],
    );
  });

  it('does not blame the region for a cloud that is misspelt', () => {
    const text = changed('region: westus2', 'region: usgovvirginia\nenvironment: AzureUSGovernment');
    assert.deepEqual(
      validate(text).diagnostics.map(({ code }) => code),
      ['CMG1204'],
    );
  });

  it('answers thousands of faults without taking long', () => {
    const keys = Array.from({ length: 2_400 }, (_, index) => `key${index}: 1`).join('\n');
    const values = Array.from({ length: 1_500 }, (_, index) => `t${index}: 1`).join(', ');
    for (const text of [`${plainSpec}${keys}`, changed('costCenter: it-42', values)]) {
      const { result, tookMs } = cpuMsOf(() => validate(text));
      assert.ok(tookMs < 3_000, `${tookMs} ms`);
      assert.ok(result.diagnostics.length >= 1_500);
    }
  });
});

describe('a hint', () => {
  for (const [what, from, to, hint] of [
    ['the nearest key', 'vmSize: A2_v2', 'vmsize: A2_v2', "did you mean 'vmSize'?"],
    [
      'where a second gateway goes',
      'version: 1',
      '---\na: 1\n---\nversion: 1',
      'put each in a file of its own',
    ],
    ['the nearest key of that group', 'selfSigned', 'selfsign', "did you mean 'selfSigned'?"],
    ['the nearest choice', 'A2_v2', 'A2v2', "did you mean 'A2_v2'?"],
    ['the nearest region', 'westus2', 'wetsus2', "did you mean 'westus2'?"],
    ['what to leave out', 'instances: 2', "instances: '2'", 'leave the quotes out'],
    ['what to write', 'version: 1\n', '', "write 'version: 1'"],
    ['the unit of a length', 'after: 72h', 'after: 72', 'write it with its unit, like 72h'],
    [
      'the limit of a length',
      'after: 72h',
      'after: 999999d',
      'a number in it has up to 5 digits, and seconds up to 6',
    ],
    ['the quotes of a tag', 'it-42', '42', 'put it in quotes'],
    ["a size without Azure's prefix", 'A2_v2', 'Standard_A2_v2', "did you mean 'A2_v2'?"],
    ['the key of a group', group, 'resourceGroup: rg', 'write { name: rg }'],
    [
      'the cloud of a region',
      'westus2',
      'usgovvirginia',
      "it is a region of AzureUSGovernmentCloud: write 'environment: AzureUSGovernmentCloud'",
    ],
    [
      'the form of a server',
      'instances: 2',
      'instances: 2\nsite: { code: ABC, connectionPoints: [cp1] }',
      'write them like server.contoso.com',
    ],
    ['nothing where nothing is near', 'vmSize: A2_v2', 'vmSize: A2_v2\nzzz: 1', undefined],
  ] as const) {
    it(`names ${what}`, () => {
      assert.equal(validate(changed(from, to)).diagnostics[0]?.hint, hint);
    });
  }
});

describe('the defaults of a spec', () => {
  const least =
    'version: 1\nname: gf1\nregion: West US 2\nresourceGroup: { name: rg }\ncertificate: { selfSigned: true }\n';

  it('are filled in, and every value in its one form', () => {
    assert.deepEqual(validate(least).spec, {
      version: 1,
      name: 'gf1',
      environment: 'AzurePublicCloud',
      region: 'westus2',
      resourceGroup: { name: 'rg', create: true },
      vmSize: 'A2_v2',
      instances: 1,
      certificate: { selfSigned: true },
      clientAuthentication: { methods: ['entra', 'token'], trustedRoots: [], verifyRevocation: true },
      enforceTls12: true,
      content: { enabled: true, branchCache: false },
      protect: false,
      tags: {},
      network: { addressSpace: '10.42.0.0/24' },
      names: {},
    });
  });

  it('know the suffix of the other cloud', () => {
    const text = `${least.replace('West US 2', 'US Gov Virginia')}environment: AzureUSGovernmentCloud\n`;
    const { spec } = validate(text);
    assert.ok(spec);
    assert.equal(addressOf(spec), 'gf1.usgovvirginia.cloudapp.usgovcloudapi.net');
  });

  it('take the subscription and the tenant from the environment, and the spec before it', () => {
    const [theirs, mine] = ['AAAAAAAA-0000-4000-8000-000000000001', 'BBBBBBBB-0000-4000-8000-000000000002'];
    const environment = { AZURE_SUBSCRIPTION_ID: theirs, AZURE_TENANT_ID: theirs };
    const { spec } = validate(`${least}tenantId: ${mine}\n`, environment);
    assert.deepEqual([spec?.subscriptionId, spec?.tenantId], [theirs.toLowerCase(), mine.toLowerCase()]);
  });

  it('keep the case of the service name', () => {
    assert.equal(validate(plainSpec).spec?.serviceName, 'GraniteFalls.contoso.com');
  });
});

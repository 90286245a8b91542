import assert from 'node:assert/strict';
import { parseSpecDocument } from '../../src/spec/document.ts';
import type { Environment } from '../../src/spec/reference.ts';
import { validateSpec, type ValidatedSpec } from '../../src/spec/validate.ts';
import { plainSpec } from '../support/lab.ts';
import { shownFaults } from '../support/shown-faults.ts';

/** A key added to a spec that is right: it stands on line 11. */
function withKey(added: string, environment: Environment = {}): ValidatedSpec {
  return validateSpec(parseSpecDocument('gateway.yaml', `${plainSpec}${added}\n`), environment);
}

const oneTo = (most: string): string => `must be 1 to ${most}, not`;

const faults: readonly (readonly [added: string, ...expected: string[]])[] = [
  [
    'alerts: { storage: { thresholdGiB: 0 } }',
    'CMG1260 11:1 the alerts are told to nobody',
    `CMG1203 11:36 alerts.storage.thresholdGiB ${oneTo('1000000')} 0`,
  ],
  [
    'alerts: { outboundTraffic: { thresholdGiB: 1000001 } }',
    'CMG1260 11:1 the alerts are told to nobody',
    `CMG1203 11:44 alerts.outboundTraffic.thresholdGiB ${oneTo('1000000')} 1000001`,
  ],
  [
    'alerts: { storage: { warningPercent: -1 } }',
    'CMG1260 11:1 the alerts are told to nobody',
    `CMG1203 11:38 alerts.storage.warningPercent ${oneTo('100')} -1`,
  ],
  [
    'alerts: { storage: { criticalPercent: 101 } }',
    'CMG1260 11:1 the alerts are told to nobody',
    `CMG1203 11:39 alerts.storage.criticalPercent ${oneTo('100')} 101`,
  ],
  [
    'alerts: { storage: { criticalPercent: 50.5 } }',
    'CMG1260 11:1 the alerts are told to nobody',
    'CMG1102 11:39 alerts.storage.criticalPercent must be a whole number, not 50.5',
  ],
  [
    'alerts: { storage: { thresholdGiB: .inf } }',
    'CMG1260 11:1 the alerts are told to nobody',
    'CMG1102 11:36 alerts.storage.thresholdGiB must be a number, not Infinity',
  ],
  [
    'alerts: { storage: { thresholdGiB: .nan } }',
    'CMG1260 11:1 the alerts are told to nobody',
    'CMG1102 11:36 alerts.storage.thresholdGiB must be a number, not NaN',
  ],
  [
    "alerts: { storage: { thresholdGiB: '7' } }",
    'CMG1260 11:1 the alerts are told to nobody',
    "CMG1102 11:36 alerts.storage.thresholdGiB must be a number, not '7'",
  ],
  ['alerts: { storage: 7 }', 'CMG1102 11:20 alerts.storage must be a group of keys, not 7'],
  [
    'alerts: { notify: ops }',
    'CMG1260 11:1 alerts watches nothing',
    "CMG1102 11:19 alerts.notify must be a list, not 'ops'",
  ],
  [
    'alerts: { storage: {}, notify: [a@contoso.com, ops, "a b@c.de", a@b] }',
    "CMG1211 11:48 alerts.notify must list mail addresses, not 'ops'",
    "CMG1211 11:53 alerts.notify must list mail addresses, not 'a b@c.de'",
    "CMG1211 11:65 alerts.notify must list mail addresses, not 'a@b'",
  ],
  [
    'clientAuthentication: { methods: [] }',
    'CMG1204 11:34 clientAuthentication.methods is empty, so no client could sign in',
  ],
  [
    'clientAuthentication: { methods: [entra, tokne] }',
    "CMG1204 11:42 clientAuthentication.methods must be entra, token or certificate, not 'tokne'",
  ],
  [
    'clientAuthentication: { trustedRoots: a.cer }',
    "CMG1102 11:39 clientAuthentication.trustedRoots must be a list, not 'a.cer'",
  ],
  [
    'clientAuthentication: { trustedRoots: [""] }',
    'CMG1102 11:40 clientAuthentication.trustedRoots cannot be empty text',
  ],
  [
    'clientAuthentication: { verifyRevocation: 0 }',
    'CMG1102 11:43 clientAuthentication.verifyRevocation must be true or false, not 0',
  ],
  ['site: { code: AB }', "CMG1210 11:15 site.code must be three letters and digits, not 'AB'"],
  ['site: { version: 2603 }', 'CMG1101 11:1 site.code is missing'],
  ['site: { code: XYZ, version: 2106 }', 'CMG1210 11:29 site.version must be a version like 2603, not 2106'],
  [
    'site: { code: XYZ, version: 26.03 }',
    'CMG1210 11:29 site.version must be a version like 2603, not 26.03',
  ],
  ['site: { code: XYZ, version: new }', "CMG1102 11:29 site.version must be a number, not 'new'"],
  [
    'site: { code: XYZ, serverAppClientId: app }',
    "CMG1208 11:39 site.serverAppClientId must be a GUID, not 'app'",
  ],
  [
    'site: { code: XYZ, boundaryGroups: [{ name: VPN }, { preferCloudSources: true }, VPN] }',
    'CMG1101 11:52 site.boundaryGroups[1].name is missing',
    "CMG1102 11:82 site.boundaryGroups must be a group of keys, not 'VPN'",
  ],
  ['payload: { package: a.zip }', 'CMG1101 11:1 payload.command is missing'],
  ['payload: { command: "" }', 'CMG1204 11:21 payload.command must have 1 to 4096 characters'],
  [
    `payload: { command: ${'x'.repeat(4097)} }`,
    'CMG1204 11:21 payload.command must have 1 to 4096 characters',
  ],
  ['network: { addressSpace: 10 }', 'CMG1102 11:26 network.addressSpace must be text, not 10'],
  ['names: { vault: [] }', 'CMG1102 11:17 names.vault must be text, not a list'],
  [`description: ${'x'.repeat(257)}`, 'CMG1102 11:14 description must have no more than 256 characters'],
];

const within = (key: string): string => plainSpec.replace('expiry: { after: 72h }', key);

describe('a value of a spec', () => {
  for (const [added, ...expected] of faults) {
    it(`is refused at its place: ${added.slice(0, 90)}`, () => {
      assert.deepEqual(shownFaults(withKey(added).diagnostics), expected);
    });
  }

  for (const [text, expected] of [
    [
      within('expiry: { after: 72h, warnBefore: [1h, soon] }'),
      "CMG1205 9:40 expiry.warnBefore must list lengths of time, not 'soon'",
    ],
    [
      within('expiry: { after: 72h, maxExtension: 0d }'),
      "CMG1205 9:37 expiry.maxExtension must be a length of time, not '0d'",
    ],
    [
      within('expiry: { after: 72h, action: destroy }'),
      "CMG1204 9:31 expiry.action must be delete or stop, not 'destroy'",
    ],
    [
      plainSpec.replace('{ selfSigned: true }', '{ keyVaultSecret: http://a/secrets/b }'),
      'CMG1212 8:32 certificate.keyVaultSecret must be the address of a secret, not this text',
    ],
    [
      plainSpec.replace('{ selfSigned: true }', `{ keyVaultSecret: ${'https://a/secrets/'.repeat(40)} }`),
      'CMG1212 8:32 certificate.keyVaultSecret must be the address of a secret, not this text',
    ],
    [
      plainSpec.replace('{ selfSigned: true }', 'MIIKFwIBAzCC'),
      'CMG1102 8:14 certificate must be a group of keys, not this text',
    ],
  ] as const) {
    it(`is refused at its place: ${expected.slice(13, 90)}`, () => {
      const { diagnostics } = validateSpec(parseSpecDocument('gateway.yaml', text), {});
      assert.deepEqual(shownFaults(diagnostics), [expected]);
    });
  }

  it('is not said in full where it is long', () => {
    const long = 'x'.repeat(100_000);
    for (const [added, most] of [
      [`${long}: 1`, 120],
      [`subscriptionId: ${long}`, 140],
      [`network: { addressSpace: ${long} }`, 140],
      [`tags2: { ${long}: 1 }`, 120],
      [`environment: ${long}`, 180],
    ] as const) {
      const { diagnostics } = withKey(added);
      assert.equal(diagnostics.length, 1);
      for (const { message } of diagnostics) assert.ok(message.length < most, message.slice(0, 200));
    }
  });
});

describe('a variable', () => {
  const at = plainSpec.replace('instances: 2', 'instances: ${N}');
  const validate = (text: string, environment: Environment): ValidatedSpec =>
    validateSpec(parseSpecDocument('gateway.yaml', text), environment);

  it('stands for a number, and for true or false', () => {
    const text = `${at}protect: \${P}\nenforceTls12: "\${T}"\nalerts: { storage: { thresholdGiB: "\${G}" }, notify: [a@contoso.com] }\nsite: { code: "\${C}", version: "\${V}" }\n`;
    const { spec, diagnostics } = validate(text.replace('expiry: { after: 72h }\n', ''), {
      N: '3',
      P: 'true',
      T: 'false',
      G: '0012',
      C: '123',
      V: '2603',
    });
    assert.deepEqual(shownFaults(diagnostics), [
      "CMG1102 12:36 alerts.storage.thresholdGiB must be a number, not what '${G}' holds",
    ]);
    assert.equal(spec, undefined);
  });

  it('is carried into the spec as what it stands for', () => {
    const text = `${at}protect: \${P}\nsite: { code: "\${C}", version: "\${V}" }\n`;
    const { spec } = validate(text, { N: '3', P: 'true', C: '123', V: '2603' });
    assert.deepEqual(
      [spec?.instances, spec?.protect, spec?.site?.code, spec?.site?.version],
      [3, true, '123', 2603],
    );
  });

  for (const [value, expected] of [
    ['20', "CMG1203 7:12 instances must be 1 to 16, not what '${N}' holds"],
    ['-1', "CMG1203 7:12 instances must be 1 to 16, not what '${N}' holds"],
    ['1.5', "CMG1102 7:12 instances must be a number, not what '${N}' holds"],
    ['1e1', "CMG1102 7:12 instances must be a number, not what '${N}' holds"],
    ['0x2', "CMG1102 7:12 instances must be a number, not what '${N}' holds"],
    [' 2', "CMG1102 7:12 instances must be a number, not what '${N}' holds"],
    ['', "CMG1102 7:12 instances must be a number, not what '${N}' holds"],
    ['1'.repeat(16), "CMG1102 7:12 instances must be a number, not what '${N}' holds"],
    ['true', "CMG1102 7:12 instances must be a number, not what '${N}' holds"],
  ] as const) {
    it(`stands for no number where it holds ${JSON.stringify(value)}, and its value is not said`, () => {
      assert.deepEqual(shownFaults(validate(at, { N: value }).diagnostics), [expected]);
    });
  }

  it('stands for a number only where it stands alone', () => {
    const text = plainSpec.replace('instances: 2', 'instances: 1${N}');
    assert.deepEqual(shownFaults(validate(text, { N: '0' }).diagnostics), [
      "CMG1102 7:12 instances must be a number, not what '1${N}' holds",
    ]);
  });

  it('is said by its name in a rule as well', () => {
    const text = plainSpec.replace('westus2', '${R}').replace('GraniteFalls.contoso.com', '"x.${S}"');
    assert.deepEqual(shownFaults(validate(text, { R: 'hunter2', S: 'hunter2_' }).diagnostics), [
      "CMG1209 3:14 'x.${S}' is not a full DNS name",
      "CMG1202 4:9 AzurePublicCloud has no region '${R}'",
    ]);
  });

  it('may hold any length of text without a long message', () => {
    const [fault] = validate(at, { N: 'x'.repeat(100_000) }).diagnostics;
    assert.ok(fault && fault.message.length < 100);
  });
});

describe('the nearest word', () => {
  for (const [added, ...hints] of [
    ['instnaces: 1', "did you mean 'instances'?"],
    ['resourcegroup: 1', "did you mean 'resourceGroup'?"],
    ['clientAuthentication: { method: [] }', "did you mean 'methods'?"],
    ['alerts: { outbound: {} }', undefined],
    ['alerts: { outboundTrafic: {} }', "did you mean 'outboundTraffic'?"],
    ['alerts: { storage: { treshold: 1 } }', undefined],
    ['alerts: { storage: { thresholdGib: 1 } }', "did you mean 'thresholdGiB'?"],
    ['alerts: { outboundTraffic: { stopAtCrit: true } }', "did you mean 'stopAtCritical'?"],
    ['network: { adressSpace: 10.0.0.0/24 }', "did you mean 'addressSpace'?"],
    ['names: { vualt: abc }', "did you mean 'vault'?"],
    [
      'site: { code: XYZ, boundaryGroups: [{ name: a }, { name: b, preferCloudSource: true }] }',
      "did you mean 'preferCloudSources'?",
    ],
    [
      'site: { cod: XYZ, code: XYZ, managementPoint: [] }',
      "did you mean 'code'?",
      "did you mean 'managementPoints'?",
    ],
    ['payload: { comand: x, command: x }', "did you mean 'command'?"],
    ['clientAuthentication: { methods: [entra, tokens] }', "did you mean 'token'?"],
    ['environment: AzureCloud', undefined],
    ['environment: AzurePublicCluod', "did you mean 'AzurePublicCloud'?"],
  ] as const) {
    it(`is offered at every depth: ${added}`, () => {
      assert.deepEqual(
        withKey(added).diagnostics.map(({ hint }) => hint),
        hints,
      );
    });
  }

  it('is offered within the expiry and for its values', () => {
    const text = within(
      "expiry: { weekly: { day: firday, time: '19:00', timezone: UTC, timeZone: UTC }, acton: stop }",
    );
    const { diagnostics } = validateSpec(parseSpecDocument('gateway.yaml', text), {});
    assert.deepEqual(
      diagnostics.map(({ hint }) => hint),
      ["did you mean 'friday'?", "did you mean 'timeZone'?", "did you mean 'action'?"],
    );
  });
});

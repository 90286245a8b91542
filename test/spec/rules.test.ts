import assert from 'node:assert/strict';
import { parseSpecDocument } from '../../src/spec/document.ts';
import { rules } from '../../src/spec/rules/rules.ts';
import { validateSpec } from '../../src/spec/validate.ts';
import { shownFaults } from '../support/shown-faults.ts';

/** Eight lines that are right; what a row adds begins on the ninth. */
const right = `version: 1
name: granitefalls
serviceName: GraniteFalls.contoso.com
region: westus2
resourceGroup: { name: rg-granitefalls }
vmSize: A2_v2
instances: 2
certificate: { selfSigned: true }
`;

function faultsOf(text: string, now?: Date): readonly string[] {
  return shownFaults(validateSpec(parseSpecDocument('gateway.yaml', text), {}, { now }).diagnostics);
}

type Row = readonly [what: string, added: string, ...expected: string[]];

/** A key that stands above already is left out there, and its line stays empty. */
function withKeys(added: string): string {
  const keys = new Set(added.split('\n').map((line) => line.split(':', 1)[0]));
  const kept = right.split('\n').map((line) => (keys.has(line.split(':', 1)[0] ?? '') ? '' : line));
  return `${kept.join('\n')}${added}\n`;
}

const vault = 'https://contoso.vault.azure.net/secrets/gateway';
const version = '0123456789abcdef0123456789abcdef';

const broken: readonly Row[] = [
  [
    'a password without a file',
    'certificate: { selfSigned: true, password: prompt }',
    'CMG1105 9:34 certificate.password belongs to a certificate.file, and there is none',
  ],
  [
    'a secret of another cloud',
    `certificate: { keyVaultSecret: 'https://contoso.vault.usgovcloudapi.net/secrets/gateway/${version}' }`,
    'CMG1212 9:32 certificate.keyVaultSecret is no secret of a vault in AzurePublicCloud',
  ],
  [
    'a secret of no vault',
    "certificate: { keyVaultSecret: 'https://contoso.com/secrets/gateway' }",
    'CMG1212 9:32 certificate.keyVaultSecret is no secret of a vault in AzurePublicCloud',
  ],
  [
    'a secret in the vault that is made for it',
    `certificate: { keyVaultSecret: 'https://GraniteFalls.vault.azure.net/secrets/gateway/${version}' }`,
    'CMG1212 9:32 certificate.keyVaultSecret lies in the vault that the gateway makes for itself',
  ],
  [
    'a secret in the vault that is made for it under another name',
    `certificate: { keyVaultSecret: ${vault}/${version} }\nnames: { vault: contoso }`,
    'CMG1212 9:32 certificate.keyVaultSecret lies in the vault that the gateway makes for itself',
  ],
  [
    'a name of Azure that is another',
    'serviceName: other.westus2.cloudapp.azure.com',
    "CMG1209 9:14 'other.westus2.cloudapp.azure.com' is a name of Azure, but not the one that this gateway gets",
  ],
  [
    'a way to sign in twice',
    'clientAuthentication: { methods: [entra, token, entra] }',
    "CMG1204 9:49 clientAuthentication.methods names 'entra' twice",
  ],
  [
    'certificates of clients without roots',
    'clientAuthentication: { methods: [entra, certificate] }',
    'CMG1321 9:34 clients may sign in with a certificate, and no trustedRoots say which ones',
  ],
  [
    'an alert that is critical at once',
    'alerts: { storage: { warningPercent: 90, criticalPercent: 90 }, notify: [a@contoso.com] }',
    'CMG1203 9:59 alerts.storage: critical at 90 percent does not come after the warning at 90',
  ],
  [
    'an alert that is critical before it warns, by default',
    'alerts: { outboundTraffic: { warningPercent: 95 }, notify: [a@contoso.com] }',
    'CMG1203 9:11 alerts.outboundTraffic: critical at 90 percent does not come after the warning at 95',
  ],
  [
    'a mail address twice',
    'alerts: { storage: {}, notify: [a@contoso.com, A@contoso.com] }',
    "CMG1204 9:48 alerts.notify names 'A@contoso.com' twice",
  ],
  [
    'servers that are none, or stand twice',
    'site: { code: XYZ, connectionPoints: [cp_1.contoso.com, a.contoso.com, A.contoso.com], softwareUpdatePoints: [short] }',
    "CMG1210 9:39 'cp_1.contoso.com' in site.connectionPoints is not a full DNS name",
    "CMG1210 9:72 site.connectionPoints names 'A.contoso.com' twice",
    "CMG1210 9:111 'short' in site.softwareUpdatePoints is not a full DNS name",
  ],
  [
    'a management point that is an address',
    'site: { code: XYZ, managementPoints: [10.0.0.1] }',
    "CMG1210 9:39 '10.0.0.1' in site.managementPoints is not a full DNS name",
  ],
];

const doubted: readonly Row[] = [
  [
    'a secret without its version',
    `certificate: { keyVaultSecret: ${vault} }`,
    'CMG1259 9:32 certificate.keyVaultSecret names no version, so a renewal in that vault goes unnoticed',
  ],
  [
    'roots that nobody uses',
    'clientAuthentication: { trustedRoots: [a.cer] }',
    'CMG1364 9:25 nothing uses the trusted roots: certificate is not among the methods',
  ],
  [
    'nine instances on two connection points',
    'instances: 9\nsite: { code: XYZ, connectionPoints: [a.contoso.com, b.contoso.com] }',
    'CMG1253 9:12 9 instances are more than 2 connection points hold: four each',
  ],
  [
    'five instances on one connection point',
    'instances: 5\nsite: { code: XYZ, connectionPoints: [a.contoso.com] }',
    'CMG1253 9:12 5 instances are more than 1 connection point holds: four each',
  ],
  [
    'a branch cache of nothing',
    'content: { enabled: false, branchCache: true }',
    'CMG1260 9:41 content.branchCache does nothing while content.enabled is false',
  ],
  ['alerts of nothing', 'alerts: { notify: [a@contoso.com] }', 'CMG1260 9:1 alerts watches nothing'],
  ['alerts to nobody', 'alerts: { storage: {} }', 'CMG1260 9:1 the alerts are told to nobody'],
  [
    'a stop that Azure does not do',
    'alerts: { outboundTraffic: { stopAtCritical: true }, notify: [a@contoso.com] }',
    'CMG1255 9:46 an alert of Azure stops nothing: stopAtCritical is done by the site',
  ],
  [
    'a site too old for a government',
    'region: usgovvirginia\nenvironment: AzureUSGovernmentCloud\nsite: { code: XYZ, version: 2107 }',
    'CMG1257 11:29 ConfigMgr 2107 does not put a gateway on a scale set into the US Government cloud; 2111 does',
  ],
  [
    'a site too old for a group that stands, and for counting',
    'resourceGroup: { name: rg, create: false }\nsite: { code: XYZ, version: 2509 }\nalerts: { outboundTraffic: {}, notify: [a@contoso.com] }',
    'CMG1257 10:29 ConfigMgr 2509 does not use an existing resource group without somebody signing in; 2603 does',
    'CMG1257 10:29 ConfigMgr 2509 does not count the outbound traffic of a scale set; 2603 does',
  ],
  [
    'a warning after the end',
    'expiry: { after: 2h, warnBefore: [1h, 120m, 1d] }',
    'CMG1256 9:39 expiry.warnBefore 120m is not before the end: the gateway lives 2h',
    'CMG1256 9:45 expiry.warnBefore 1d is not before the end: the gateway lives 2h',
  ],
  [
    'an end of what is protected',
    'expiry: { after: 2h }\nprotect: true',
    'CMG1256 9:1 the gateway is protected, so its expiry ends nothing',
  ],
];

/** Near to a fault, and none. */
const fine: readonly (readonly [what: string, added: string])[] = [
  ['a lab of one instance on its own', 'vmSize: A2_v2\ninstances: 2'],
  ['a secret with its version', `certificate: { keyVaultSecret: ${vault}/${version} }`],
  ['the name that Azure gives', 'serviceName: GraniteFalls.WestUS2.cloudapp.azure.com'],
  [
    'certificates of clients with roots',
    'clientAuthentication: { methods: [certificate], trustedRoots: [a.cer] }',
  ],
  [
    'eight instances on two connection points',
    'instances: 8\nsite: { code: x1Y, connectionPoints: [a.contoso.com, b.contoso.com] }',
  ],
  ['a site without connection points', 'instances: 16\nsite: { code: XYZ }'],
  [
    'alerts that are whole',
    'alerts: { storage: { warningPercent: 89 }, notify: [a@contoso.com, b@contoso.com] }',
  ],
  [
    'a site that is new enough',
    'site: { code: XYZ, version: 2603 }\nresourceGroup: { name: rg, create: false }\nalerts: { outboundTraffic: {}, notify: [a@contoso.com] }',
  ],
  ['a warning just before the end', 'expiry: { after: 2h, warnBefore: [119m] }'],
  ['a week', "expiry: { weekly: { day: friday, time: '19:00', timeZone: Europe/Brussels } }"],
];

describe('a rule of several keys', () => {
  it('finds nothing wrong in a spec that is right', () => {
    assert.deepEqual(faultsOf(right), []);
  });

  for (const [what, added, ...expected] of broken) {
    it(`refuses ${what}`, () => assert.deepEqual(faultsOf(withKeys(added)), expected));
  }
  for (const [what, added, ...expected] of doubted) {
    it(`warns of ${what}`, () => {
      const document = parseSpecDocument('gateway.yaml', withKeys(added));
      const { spec, diagnostics } = validateSpec(document, {});
      assert.deepEqual(shownFaults(diagnostics), expected);
      assert.ok(spec);
    });
  }
  for (const [what, added] of fine) {
    it(`has nothing to say about ${what}`, () => assert.deepEqual(faultsOf(withKeys(added)), []));
  }

  it('asks for the service name where nobody reads the certificate', () => {
    const text = withKeys(`certificate: { keyVaultSecret: ${vault}/${version} }`);
    assert.deepEqual(faultsOf(text.replace(/^serviceName.*$/m, '')), [
      'CMG1105 9:32 certificate.keyVaultSecret needs serviceName: nobody reads the certificate to find its name',
    ]);
  });

  it('knows the past only where it is told the time', () => {
    const text = withKeys('expiry: { at: 2026-11-26T12:00:00Z }');
    const fault = 'CMG1205 9:15 expiry.at must be a moment to come, not 2026-11-26T12:00:00.000Z';
    assert.deepEqual(faultsOf(text), []);
    assert.deepEqual(faultsOf(text, new Date('2026-11-26T11:59:59Z')), []);
    assert.deepEqual(faultsOf(text, new Date('2026-11-26T12:00:00Z')), [fault]);
  });

  it('is silent where a key that it reads is faulty', () => {
    assert.deepEqual(faultsOf(withKeys('vmSize: B2s\ninstances: many')), [
      'CMG1251 9:9 B2s is for labs: it serves 10 clients at a time',
      "CMG1102 10:12 instances must be a number, not 'many'",
    ]);
    assert.deepEqual(faultsOf(withKeys('vmSize: B9\ninstances: 1')), [
      "CMG1204 9:9 vmSize must be A2_v2, A4_v2 or B2s, not 'B9'",
    ]);
  });

  it('does not ask of the prototype of all objects', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      assert.deepEqual(faultsOf(withKeys(`region: ${name}`)), [
        `CMG1202 9:9 AzurePublicCloud has no region '${name}'`,
      ]);
    }
  });

  it('has a row with each of these codes', () => {
    // What a row is for is tested above or in validate.test.ts; a new one must be added there and here.
    assert.equal(rules.length, 28);
    assert.deepEqual([...new Set(rules.map(({ code }) => code))].toSorted(), [
      'CMG1105',
      'CMG1202',
      'CMG1203',
      'CMG1204',
      'CMG1205',
      'CMG1206',
      'CMG1207',
      'CMG1209',
      'CMG1210',
      'CMG1212',
      'CMG1251',
      'CMG1252',
      'CMG1253',
      'CMG1255',
      'CMG1256',
      'CMG1257',
      'CMG1259',
      'CMG1260',
      'CMG1321',
      'CMG1364',
    ]);
  });
});

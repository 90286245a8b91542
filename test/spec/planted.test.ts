import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainSpec } from '../support/lab.ts';
import { openTerminal, type Ran, type Terminal } from '../support/terminal.ts';

/** With all that an encoding changes: quotes, a backslash, signs of addresses and of base64, a letter beyond ASCII. */
const password = 'Hun"ter2/+&\\é?>~';
const inQuotes = `'${password}'`;
/** As long as a small PFX, and as it would be pasted. */
const pfx = Buffer.from(Array.from({ length: 900 }, (_, at) => (at * 151 + (at >> 3) * 7) % 256)).toString(
  'base64',
);

/** The six ways in which a text can come out again; of a long one, its beginning will do. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const forms = [
    secret,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    json,
  ];
  return forms.map((form) => form.slice(0, 20));
}

const planted = [
  ...formsOf(password),
  ...formsOf(pfx),
  ...formsOf(Buffer.from(pfx, 'base64').toString('latin1')),
];

function leaksIn(text: string): readonly string[] {
  const lower = text.toLowerCase();
  return planted.filter((form) => lower.includes(form.toLowerCase()));
}

const certificate = 'certificate: { selfSigned: true }';

function inPlaceOf(from: string, to: string): string {
  assert.ok(plainSpec.includes(from), from);
  return plainSpec.replace(from, to);
}

interface Plant {
  readonly spec?: string;
  readonly base?: string;
  readonly defaults?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const withPassword = `certificate: { file: a.pfx, password: ${inQuotes} }\n`;
const extending = `extends: base.yaml\n${inPlaceOf(`${certificate}\n`, '')}`;

const plants: readonly (readonly [what: string, plant: Plant])[] = [
  ['where it says where the password is', { spec: inPlaceOf(`${certificate}\n`, withPassword) }],
  [
    'on a line of its own',
    { spec: inPlaceOf(certificate, `certificate:\n  file: a.pfx\n  password:\n    ${inQuotes}`) },
  ],
  [
    'in a block',
    { spec: inPlaceOf(certificate, `certificate:\n  file: a.pfx\n  password: |\n    ${password}`) },
  ],
  [
    'under a key that is misspelt',
    { spec: inPlaceOf(certificate, `certificate: { file: a.pfx, passwrod: ${inQuotes} }`) },
  ],
  ['under a key that is misspelt, further out', { spec: `${plainSpec}pasword: ${inQuotes}\n` }],
  ['under a key that nobody knows', { spec: `${plainSpec}clientSecret: { value: ${inQuotes} }\n` }],
  [
    'under a key that nobody knows, further in',
    { spec: `${plainSpec}site: { code: XYZ, adminPasswd: ${inQuotes} }\n` },
  ],
  [
    'beside a fault',
    { spec: inPlaceOf(certificate, `certificate: { flie: a, password: ${inQuotes}, selfSigned: maybe }`) },
  ],
  ['beside a rule', { spec: `${inPlaceOf(certificate, '')}certificate: { password: ${inQuotes} }\n` }],
  [
    'in a text that does not parse',
    { spec: inPlaceOf(certificate, `certificate: { file: a.pfx, password: ${inQuotes} ]`) },
  ],
  ['in a base', { spec: extending, base: withPassword }],
  ['in a base that does not parse', { spec: extending, base: `${withPassword}]\n` }],
  ['in the defaults', { spec: inPlaceOf(`${certificate}\n`, ''), defaults: withPassword }],
  [
    'in the address of a secret',
    { spec: inPlaceOf(certificate, `certificate: { keyVaultSecret: ${inQuotes} }`) },
  ],
  ['as the certificate', { spec: inPlaceOf(certificate, `certificate: ${pfx}`) }],
  ['as the certificate, in a list', { spec: inPlaceOf(certificate, `certificate: [ ${pfx} ]`) }],
  ['as a key of the certificate', { spec: inPlaceOf(certificate, `certificate: { data: ${pfx} }`) }],
  ['as a PFX', { spec: `${plainSpec}pfx: ${pfx}\n` }],
  ['as a PFX in a block', { spec: `${plainSpec}pfxBase64: >-\n  ${pfx}\n` }],
  ...['instances: 2', 'region: westus2', 'vmSize: A2_v2', 'name: granitefalls', 'name: rg-granitefalls'].map(
    (written): readonly [string, Plant] => [
      `in a variable for ${written.split(':', 1)[0]}`,
      {
        spec: inPlaceOf(written, written.replace(/: .*/, ': "${PLANTED}"')),
        environment: { PLANTED: password },
      },
    ],
  ),
  [
    'in variables that rules look at',
    {
      spec: `${inPlaceOf('GraniteFalls.contoso.com', '"${PLANTED}"')}network: { addressSpace: "\${PLANTED}" }
site: { code: XYZ, connectionPoints: ["\${PLANTED}"] }\nalerts: { storage: {}, notify: ["\${PLANTED}"] }\n`,
      environment: { PLANTED: password },
    },
  ],
  [
    'in a variable for the time',
    {
      spec: inPlaceOf('after: 72h', 'weekly: { day: friday, time: "19:00", timeZone: "${PLANTED}" }'),
      environment: { PLANTED: password },
    },
  ],
  [
    'in the environment of a spec that is right',
    { environment: { CMG_CERTIFICATE_PASSWORD: password, PLANTED: pfx } },
  ],
];

/** In the order in which a gateway lives. */
const lines: readonly string[] = [
  'validate granitefalls.yaml',
  'validate granitefalls.yaml -o json',
  'plan granitefalls.yaml --mock',
  'plan granitefalls.yaml --mock -o json',
  'plan granitefalls.yaml --mock --json-into plan.json',
  'deploy granitefalls.yaml --mock --yes --mock-speed instant',
  'deploy granitefalls.yaml --mock --yes --mock-speed instant -o ndjson --json-into deploy.json',
  'deploy granitefalls.yaml --mock --yes --mock-speed instant -o json',
  'export granitefalls.yaml',
  'export granitefalls.yaml --format configmgr',
  'status granitefalls.yaml --mock',
  'status granitefalls.yaml --mock -o json',
  'teardown granitefalls.yaml --mock --yes --mock-speed instant -o json',
  'teardown granitefalls.yaml --mock --yes --mock-speed instant',
];

/** What was said, and what was written into files that are not its own. */
async function saidBy(terminal: Terminal, { stdout, stderr }: Ran): Promise<string> {
  const written = (await readdir(terminal.folder)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(
    written.map(async (name) => await readFile(join(terminal.folder, name), 'utf8')),
  );
  return [stdout, stderr, ...texts].join('\n');
}

describe('what was planted in a spec', () => {
  it('would be found in any of its forms', () => {
    for (const form of planted) assert.deepEqual(leaksIn(`x${form}y`).includes(form), true);
    assert.equal(new Set(formsOf(password)).size, 6);
  });

  for (const [what, { spec = plainSpec, base, defaults, environment = {} }] of plants) {
    it(`is in nothing that any command says: ${what}`, async () => {
      const terminal = await openTerminal({ spec });
      try {
        if (base !== undefined) await terminal.write('base.yaml', base);
        if (defaults !== undefined) await terminal.write('cmg.config.yaml', defaults);
        for (const line of lines) {
          const said = await saidBy(terminal, await terminal.run(line, environment));
          assert.deepEqual(leaksIn(said), [], `${line}\n${said}`);
          assert.ok(said.trim() !== '', line);
        }
      } finally {
        await terminal.close();
      }
    }).timeout(60_000);
  }
});

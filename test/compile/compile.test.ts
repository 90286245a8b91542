import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalJson, isJsonObject, jsonOf, type Json, type JsonObject } from '../../src/base/json.ts';
import { bootstrapOf, mostRootBytes, noRoots } from '../../src/compile/bootstrap.ts';
import { compile, documentTemplate } from '../../src/compile/compile.ts';
import { desire } from '../../src/plan/desired.ts';
import { plainSpec } from '../support/lab.ts';
import { bound, somewhere, specOf } from '../support/spec.ts';

const members: Readonly<Record<string, Json>> = {
  version: 1,
  name: 'granitefalls',
  serviceName: 'GraniteFalls.contoso.com',
  region: 'West US 2',
  resourceGroup: { name: 'rg-granitefalls', create: true },
  vmSize: 'A4_v2',
  instances: 3,
  certificate: { selfSigned: true },
  expiry: { weekly: { day: 'friday', time: '19:00', timeZone: 'UTC' } },
  content: { enabled: false, branchCache: true },
  network: { addressSpace: '10.1.0.0/24' },
};

function shuffled(value: Json, order: (keys: string[]) => string[]): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    order(Object.keys(value)).map((key) => [key, shuffled(value[key] ?? null, order)]),
  );
}

describe('compile', () => {
  it('gives the same bytes whatever the order of the keys in the spec', () => {
    const expected = JSON.stringify(compile(specOf(JSON.stringify(members)), bound));
    const orders = fc.func(fc.nat());
    fc.assert(
      fc.property(orders, (rank) => {
        const order = (keys: string[]): string[] => keys.toSorted((a, b) => rank(a) - rank(b));
        const text = JSON.stringify(shuffled(members, order));
        assert.equal(JSON.stringify(compile(specOf(text), bound)), expected);
      }),
    );
  });

  it('says the same whatever the order of the tags', () => {
    const [one, other] = ['{ a: x, b: y }', '{ b: y, a: x }'].map((tags) =>
      canonicalJson(jsonOf(compile(specOf(plainSpec.replace('{ costCenter: it-42 }', tags)), bound))),
    );
    assert.equal(one, other);
  });

  it('gives the same bytes twice', () => {
    assert.equal(JSON.stringify(compile(specOf(), bound)), JSON.stringify(compile(specOf(), bound)));
  });

  it('holds secrets by their names, exactly where the template wants them secure', () => {
    const { parameters, template } = compile(specOf(), bound);
    const secrets = Object.entries(parameters).filter(([, parameter]) => 'secret' in parameter);
    assert.deepEqual(secrets, [
      ['certificatePfx', { secret: 'certificatePfx' }],
      ['adminPassword', { secret: 'adminPassword' }],
    ]);
    const secure = Object.entries(template['parameters'] ?? {})
      .filter(
        ([, declared]: [string, Json]) => isJsonObject(declared) && /^secure/i.test(String(declared['type'])),
      )
      .map(([name]) => name);
    assert.deepEqual(secure.toSorted(), ['adminPassword', 'certificatePfx']);
  });

  it('gives every parameter that the template declares, and no other', () => {
    const { parameters, template } = compile(specOf(), bound);
    assert.deepEqual(
      Object.keys(parameters).toSorted(),
      Object.keys(template['parameters'] ?? {}).toSorted(),
    );
    assert.equal(Object.keys(parameters).length, 27);
  });

  it('says of every value where in the spec it comes from', () => {
    const { parameters, origins } = compile(specOf(), bound);
    const without = Object.keys(parameters).filter((name) => origins[name] === undefined);
    assert.deepEqual(
      without.filter((name) => name !== 'name'),
      [
        'certificatePfx',
        'certificateUntil',
        'adminPassword',
        // Several keys decide it.
        'bootstrap',
        'bootstrapScript',
        'bootstrapRevision',
        'bootstrapSummary',
      ],
    );
    assert.deepEqual(origins['instances'], ['instances']);
    assert.deepEqual(origins['osDiskType'], ['vmSize']);
  });

  it('makes fifteen things of a plain spec, less the container where no content is served', () => {
    const names = (text: string): readonly string[] =>
      desire(compile(specOf(text), bound), somewhere).map(
        ({ type, name }) => `${type.split('/').at(-1)} ${name}`,
      );
    const all = names(plainSpec);
    assert.equal(all.length, 14);
    const without = names(`${plainSpec}content: { enabled: false }\n`);
    assert.deepEqual(
      all.filter((name) => !without.includes(name)),
      ['containers granitefalls/default/content'],
    );
  });

  it('names things after the gateway, or as the spec has it', () => {
    const names = 'names: { vault: othervault, storageAccount: otherstore }\n';
    const { parameters } = compile(specOf(plainSpec + names), bound);
    assert.deepEqual(parameters['vaultName'], { value: 'othervault' });
    assert.deepEqual(parameters['storageAccountName'], { value: 'otherstore' });
    assert.deepEqual(compile(specOf(), bound).parameters['vaultName'], { value: 'granitefalls' });
  });

  it('notes the record of a deploy on the group that it makes, and on nothing else', () => {
    const { group, parameters } = compile(specOf(), bound);
    assert.deepEqual(
      Object.fromEntries(Object.entries(group.tags).filter(([, value]) => !value.startsWith('sha256:'))),
      {
        costCenter: 'it-42',
        'cmg-gateway': 'granitefalls',
        'cmg-deployment': '000102030405060708090a0b0c0d0e0f',
        'cmg-group': 'made',
        'cmg-expiry': 'after 72h',
        'cmg-expires': '2026-11-23T12:00:00Z',
      },
    );
    assert.deepEqual(parameters['recordTags'], { value: {} });
  });

  it('notes it on the identity where the group was there before', () => {
    const text = plainSpec.replace('{ name: rg-granitefalls }', '{ name: rg, create: false }');
    const { parameters, group } = compile(specOf(`${text}protect: true\n`), bound);
    assert.equal(group.create, false);
    const record = parameters['recordTags'];
    assert.ok(record && 'value' in record && isJsonObject(record.value));
    const { value } = record;
    assert.deepEqual(
      [value['cmg-group'], value['cmg-protect'], value['cmg-expiry']],
      ['found', 'true', 'after 72h'],
    );
  });
});

describe('what an instance does first', () => {
  const scriptOf = (text = plainSpec, roots = noRoots): string =>
    Buffer.from(bootstrapOf(specOf(text), roots).userData, 'base64').toString('utf8');

  it('is fetched by a command that fits into a command line, whatever the script says', () => {
    const { command } = bootstrapOf(specOf(), noRoots);
    assert.ok(command.length < 8_191, `${command.length} characters`);
    const encoded = / -EncodedCommand ([A-Za-z0-9+/=]+)$/.exec(command)?.[1] ?? '';
    const loader = Buffer.from(encoded, 'base64').toString('utf16le');
    assert.match(loader, /169\.254\.169\.254\/metadata\/instance\/compute\/userData/);
    const other = bootstrapOf({ ...specOf(), enforceTls12: false }, { roots: ['AAAA'], intermediates: [] });
    assert.equal(other.command, command);
  });

  for (const [enforceTls12, does, leaves] of [
    [true, /-Name DisabledByDefault -Type DWord -Value \(1 - \$on\)/, /Remove-Item -Path "\$root/],
    [false, /Remove-Item -Path "\$root\\\$protocol\\\$side" -Recurse/, /SchUseStrongCrypto/],
  ] as const) {
    it(`sets TLS as enforceTls12 ${enforceTls12} says`, () => {
      const script = scriptOf(
        `${plainSpec.replace(/enforceTls12: \w+\n/, '')}enforceTls12: ${enforceTls12}\n`,
      );
      assert.match(script, does);
      assert.doesNotMatch(script, leaves);
    });
  }

  it('trusts the roots and the intermediates, each in its store', () => {
    const script = scriptOf(plainSpec, { roots: ['Um9vdA=='], intermediates: ['Q0Ex', 'Q0Ey'] });
    assert.match(script, /\$wanted = \[ordered\]@\{ Root = @\('Um9vdA=='\); CA = @\('Q0Ex', 'Q0Ey'\) \}/);
  });

  it('tells a payload what the spec says of the clients', () => {
    const script = scriptOf(
      `${plainSpec}clientAuthentication: { methods: [token], verifyRevocation: false }\n`,
    );
    assert.match(
      script,
      /-Name ClientAuthentication -Type MultiString -Value \(\[string\[\]\]@\('token'\)\)/,
    );
    assert.match(script, /-Name VerifyRevocation -Type DWord -Value 0/);
  });

  it('runs the payload last, its quotes taken for text', () => {
    const script = scriptOf(
      `${plainSpec}payload: { package: payload/gate.zip, command: "echo 'it\u2019s' & dir" }\n`,
    );
    assert.match(script, /Expand-Archive -LiteralPath 'gate\.zip' -DestinationPath \. -Force\n/);
    assert.match(
      script,
      /& \$env:ComSpec \/d \/c 'echo ''it\u2019\u2019s'' & dir'\nif \(\$LASTEXITCODE -ne 0\)/,
    );
  });

  it('has another revision when it changes, and the same one when it does not', () => {
    const revisions = [true, false, true].map(
      (enforceTls12) => bootstrapOf({ ...specOf(), enforceTls12 }, noRoots).revision,
    );
    assert.equal(revisions[0], revisions[2]);
    assert.notEqual(revisions[0], revisions[1]);
    assert.ok(
      revisions.every((revision) => Number.isInteger(revision) && revision >= 0 && revision < 2 ** 31),
    );
  });

  it('is said in a line for people', () => {
    const text = `${plainSpec}clientAuthentication: { methods: [entra, certificate], trustedRoots: [a.cer] }\n`;
    assert.equal(
      bootstrapOf(specOf(text), { roots: ['AAAA'], intermediates: [] }).summary,
      'TLS 1.2 enforced, clients by entra and certificate, revocation verified, 1 trusted (63c1dd95)',
    );
  });

  it('fits into user data with as many roots as are taken', () => {
    const root = Buffer.alloc(mostRootBytes, 1).toString('base64');
    const { userData } = bootstrapOf(specOf(), { roots: [root], intermediates: [] });
    assert.ok(userData.length < 65_536, `${userData.length}`);
  });
});

describe('the template of every gateway', () => {
  const bodies = (type: string): readonly JsonObject[] =>
    desire(compile(specOf(plainSpec.replace('instances: 2', 'instances: 16')), bound), somewhere)
      .filter((resource) => resource.type === type)
      .map(({ body }) => body);

  it('has no outputs, nothing nested and nothing that changes with each run', () => {
    assert.equal('outputs' in documentTemplate, false);
    const text = JSON.stringify(documentTemplate);
    assert.doesNotMatch(text, /newGuid\(|utcNow\(|Microsoft\.Resources\/deployments/i);
  });

  it('builds everything once', () => {
    const ids = desire(compile(specOf(), bound), somewhere).map(({ id }) => id.toLowerCase());
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });

  it('opens 443, 8443 and 10124 to 10139 to the Internet, and nothing else', () => {
    const [group] = bodies('Microsoft.Network/networkSecurityGroups');
    assert.deepEqual(
      listAt(group, 'properties.securityRules')
        .filter((rule) => valueAt(rule, 'properties.direction') === 'Inbound')
        .filter((rule) => valueAt(rule, 'properties.access') === 'Allow')
        .map((rule) => [
          valueAt(rule, 'properties.sourceAddressPrefix'),
          valueAt(rule, 'properties.destinationPortRange') ??
            valueAt(rule, 'properties.destinationPortRanges'),
        ]),
      [
        ['Internet', '443'],
        ['Internet', ['8443', '10124-10139']],
        ['AzureLoadBalancer', '*'],
      ],
    );
  });

  it('listens at the balancer on 443 and on one port for each of sixteen instances', () => {
    const [balancer] = bodies('Microsoft.Network/loadBalancers');
    const ports = (path: string): readonly (readonly (Json | undefined)[])[] =>
      listAt(balancer, path).map((rule) => {
        const port = valueAt(rule, 'properties.frontendPort');
        return [
          port ?? valueAt(rule, 'properties.frontendPortRangeStart'),
          port ?? valueAt(rule, 'properties.frontendPortRangeEnd'),
          valueAt(rule, 'properties.backendPort'),
        ];
      });
    assert.deepEqual(ports('properties.loadBalancingRules'), [[443, 443, 443]]);
    assert.deepEqual(ports('properties.inboundNatRules'), [[10124, 10139, 8443]]);
    assert.deepEqual(listAt(balancer, 'properties.inboundNatPools'), []);
  });

  it('gives no instance an address of its own, and the subnet no way out of its own', () => {
    const [scaleSet] = bodies('Microsoft.Compute/virtualMachineScaleSets');
    assert.doesNotMatch(JSON.stringify(scaleSet), /publicIPAddressConfiguration/i);
    const [network] = bodies('Microsoft.Network/virtualNetworks');
    const [subnet] = listAt(network, 'properties.subnets');
    assert.equal(valueAt(subnet, 'properties.defaultOutboundAccess'), false);
  });

  it('keeps the storage account closed: TLS 1.2, HTTPS, no public blobs, no shared keys', () => {
    const [account] = bodies('Microsoft.Storage/storageAccounts');
    assert.equal(valueAt(account, 'properties.minimumTlsVersion'), 'TLS1_2');
    assert.equal(valueAt(account, 'properties.supportsHttpsTrafficOnly'), true);
    assert.equal(valueAt(account, 'properties.allowBlobPublicAccess'), false);
    assert.equal(valueAt(account, 'properties.allowSharedKeyAccess'), false);
    const [container] = bodies('Microsoft.Storage/storageAccounts/blobServices/containers');
    assert.deepEqual(container, { properties: { publicAccess: 'None' } });
  });

  it('keeps the vault behind its firewall, by roles, and purges nothing', () => {
    const [vault] = bodies('Microsoft.KeyVault/vaults');
    assert.equal(valueAt(vault, 'properties.enableRbacAuthorization'), true);
    assert.equal(valueAt(vault, 'properties.enableSoftDelete'), true);
    assert.equal(valueAt(vault, 'properties.networkAcls.defaultAction'), 'Deny');
  });

  it('sends the bootstrap where nobody reads it back, and the capacity as a number', () => {
    const [scaleSet] = bodies('Microsoft.Compute/virtualMachineScaleSets');
    assert.equal(valueAt(scaleSet, 'sku.capacity'), 16);
    const extensions = listAt(scaleSet, 'properties.virtualMachineProfile.extensionProfile.extensions');
    const bootstrap = extensions.find(({ name }) => name === 'Bootstrap');
    assert.match(JSON.stringify(valueAt(bootstrap, 'properties.protectedSettings')), /EncodedCommand/);
    assert.doesNotMatch(JSON.stringify(valueAt(bootstrap, 'properties.settings')), /EncodedCommand/);
  });
});

function listAt(body: JsonObject | undefined, path: string): readonly JsonObject[] {
  const value = valueAt(body, path);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function valueAt(body: JsonObject | undefined, path: string): Json | undefined {
  let at: Json | undefined = body;
  for (const step of path.split('.')) at = isJsonObject(at) ? at[step] : undefined;
  return at;
}

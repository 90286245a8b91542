// The template of a full gateway against what the well-known scanners of Azure templates ask, rule by rule. What
// breaks a rule is an exception, with its reason, and the page for security reviewers shows them all.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { compile, documentTemplate } from '../../src/compile/compile.ts';
import { desire } from '../../src/plan/desired.ts';
import { plainSpec } from '../support/lab.ts';
import { bound, somewhere, specOf } from '../support/spec.ts';
import { updatesGolden } from '../support/wishes.ts';
import { armTtk } from './scanners/arm-ttk.ts';
import { checkov } from './scanners/checkov.ts';
import { exceptions, exceptionTable } from './scanners/exceptions.ts';
import { kics } from './scanners/kics.ts';
import { psruleTemplate } from './scanners/psrule-template.ts';
import { psrule } from './scanners/psrule.ts';
import type { Scanned, ScannerRule } from './scanners/rule.ts';
import { trivy } from './scanners/trivy.ts';
import { isRecent, today, versionRules, versionsOf } from './scanners/versions.ts';

const rules: readonly ScannerRule[] = [
  ...armTtk,
  ...checkov,
  ...kics,
  ...psrule,
  ...psruleTemplate,
  ...trivy,
  ...versionRules,
];

const everything = `${plainSpec}protect: true
payload: { package: payload/gate.zip, command: setup.exe }
alerts:
  outboundTraffic: { thresholdGiB: 1000 }
  storage: { thresholdGiB: 100 }
  notify: [operations@contoso.com]
`;

function scanned(text: string): Scanned {
  const compiled = compile(specOf(text), { ...bound, packageDigest: 'ab'.repeat(32) });
  return {
    template: documentTemplate,
    parts: desire(compiled, somewhere).map(({ type, name, body }) => ({ type, name, body })),
  };
}

const full = scanned(everything);
const unprotected = scanned(everything.replace('protect: true\n', ''));

/** What breaks a rule in a full gateway, and what only does in one that is not protected. */
function breachesOf(rule: ScannerRule): readonly string[] {
  const always = rule.breaches(full);
  const others = rule.breaches(unprotected).filter((one) => !always.includes(one));
  return [...always, ...others.map((one) => `${one}, without protect`)];
}

describe('what scanners ask of a gateway', () => {
  for (const rule of rules) {
    it(`${rule.scanner} ${rule.id}: ${rule.asks}`, () => {
      const exception = exceptions.find(({ rules: ids }) => ids.includes(rule.id));
      assert.deepEqual(breachesOf(rule), exception?.on ?? [], rule.source);
    });
  }

  it('is asked by rules that each refuse something, and see what they are about', () => {
    const types = new Set(full.parts.map(({ type }) => type));
    for (const rule of rules) {
      assert.notDeepEqual(rule.breaches(rule.refused), [], `${rule.id} refuses nothing`);
      for (const type of rule.types) assert.ok(types.has(type), `${rule.id} sees no ${type}`);
    }
    assert.equal(rules.length, new Set(rules.map(({ scanner, id }) => `${scanner} ${id}`)).size);
    assert.ok(rules.length >= 120, `${rules.length} rules`);
  });

  it('is a gateway with everything that a template can build', () => {
    assert.equal(full.parts.length, 24);
  });

  it('has exceptions for rules that there are, each once', () => {
    const ids = rules.map(({ id }) => id);
    const named = exceptions.flatMap(({ rules: some }) => some);
    assert.deepEqual(
      named.filter((id, index) => !ids.includes(id) || named.indexOf(id) !== index),
      [],
    );
  });

  it('is told to whoever reviews, with every exception and its reason', () => {
    const page = 'docs/security.md';
    const text = readFileSync(page, 'utf8').replaceAll('\r\n', '\n');
    const table = /\| what is not done \| why \| rules \|\n(?:\|.*\n)+/;
    const wanted = text.replace(table, () => `${exceptionTable()}\n`);
    if (updatesGolden) writeFileSync(page, wanted);
    else assert.equal(text, wanted);
    assert.match(wanted, table);
  });
});

describe('the versions in which a template speaks to Azure', () => {
  const spoken = new Map(
    (documentTemplate['resources'] as readonly { readonly type: string; readonly apiVersion: string }[]).map(
      ({ type, apiVersion }) => [type, apiVersion],
    ),
  );

  for (const [type, version] of spoken) {
    it(`are the newest of ${type}, or not two years old on ${today}`, () => {
      assert.match(version, /^\d{4}-\d{2}-\d{2}$/);
      const published = versionsOf(type);
      assert.ok(published.includes(version), `${version} is not published`);
      const newest = published.find((one) => !one.includes('preview'));
      assert.ok(version === newest || isRecent(version), `${version}, and there is ${newest}`);
    });
  }

  it('are one for each type', () => {
    assert.equal(spoken.size, 15);
  });
});

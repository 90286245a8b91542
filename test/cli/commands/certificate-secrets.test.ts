// What `cmg certificate` never says: secrets in any spelling, and what in a name would steer a terminal or a pipeline.
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueSelfSigned } from '../../../src/certificates/issue.ts';
import { labCertificate, labKey, labPfx } from '../../certificates/support/lab.ts';
import { disk, locked, lockedPem, password, terminalWith } from '../../support/certificate-files.ts';
import { formsOf } from '../../support/secret-forms.ts';

describe('a certificate whose names are hostile', () => {
  it('shows none of their control characters, directions and commands', async () => {
    const terminal = await terminalWith();
    const evil =
      'a\u001b[31m.x\n::set-env name=PATH::/tmp\r##vso[task.setvariable]b\u202e\u2066c\u0085\u009b2J\u0007';
    const { pfx, certificatePem } = await issueSelfSigned({
      serviceName: evil,
      names: [evil.replaceAll(/[\u2000-\uffff]/g, '')],
      now: new Date('2026-11-01T00:00:00Z'),
      validDays: 90,
      seed: 'hostile',
    });
    await writeFile(join(terminal.folder, 'evil.pfx'), Buffer.from(pfx.reveal(), 'base64'));
    await writeFile(join(terminal.folder, 'evil.pem'), certificatePem);
    const lines = ['evil.pfx', 'evil.pfx --service-name x.contoso.com', 'evil.pem', 'evil.pfx -o json'];
    for (const line of lines) {
      const { stdout } = await terminal.run(`certificate ${line}`);
      assert.match(stdout, /set-env/);
      assert.doesNotMatch(
        stdout,
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        line,
      );
      assert.doesNotMatch(stdout, /^\s*::/m, line);
      assert.doesNotMatch(stdout, /##vso\[/, line);
    }
    const json = JSON.parse((await terminal.run('certificate evil.pfx -o json')).stdout) as {
      names: string[];
    };
    assert.ok(json.names.some((name) => name.includes('\u001b[31m')));
    await terminal.close();
  });
});

describe('the secrets of a certificate', () => {
  it('are in no output of any form, of failures neither, and nothing is written', async () => {
    const terminal = await terminalWith();
    const before = await readdir(terminal.folder);
    const files = Object.keys(disk).filter((name) => name !== 'pw.txt');
    const environments = [
      {},
      { CMG_CERTIFICATE_PASSWORD: password },
      { CMG_CERTIFICATE_PASSWORD: `${password}x` },
    ];
    let said = '';
    let runs = 0;
    for (const file of files) {
      for (const environment of environments) {
        for (const rest of ['', ' -o json', ' --color always', ' --service-name other.contoso.com']) {
          const { stdout, stderr } = await terminal.run(`certificate ${file}${rest}`, environment);
          said += stdout + stderr;
          runs += 1;
        }
      }
    }
    for (const rest of [
      '--password-file pw.txt',
      '--password-file -',
      '--password-file -  -o json',
      '--bogus',
    ]) {
      terminal.input.text = password;
      terminal.answers.push(password);
      const { stdout, stderr } = await terminal.run(`certificate locked.pfx ${rest}`);
      said += stdout + stderr;
      runs += 1;
    }
    assert.equal(runs, files.length * 12 + 4);
    assert.ok(said.length > 50_000, `${said.length} characters were said`);
    assert.deepEqual(await readdir(terminal.folder), before);
    await terminal.close();

    const secrets: readonly Buffer[] = [
      Buffer.from(password),
      Buffer.from(password, 'utf16le'),
      ...piecesOf(labPfx),
      ...piecesOf(locked),
      ...piecesOf(Buffer.from(labKey)),
      Buffer.from(lockedPem.split('\n')[3] ?? ''),
    ];
    assert.ok(secrets.length > 100);
    const leaks = secrets.flatMap(formsOf).filter((form) => said.includes(form));
    assert.deepEqual(leaks, []);
    // The search itself can find: a public part of the certificate is there, and found.
    assert.ok(said.includes('5621A3B15A3710F3B2D994ACA28B678E20E71942'));
  });
});

/** Ranges of 24 bytes; what a certificate says of itself, its public part, is no secret and left out. */
function piecesOf(bytes: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 24 <= bytes.length; at += 24) pieces.push(bytes.subarray(at, at + 24));
  return pieces.filter((piece) => !Buffer.from(labCertificate).includes(piece));
}

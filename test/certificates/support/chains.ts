// A root, an intermediate, and a leaf over each kind of key, made by openssl. Each key is made once for all tests of
// a run.
import { openBench, spokenFacts, type Bench, type Spoken } from './openssl.ts';

export interface KeyRow {
  readonly name: string;
  readonly args: readonly string[];
  readonly algorithm: string;
  readonly bits: number;
}

export const keyRows: readonly KeyRow[] = [
  { name: 'rsa2048', args: rsa(2048), algorithm: 'RSA', bits: 2048 },
  {
    name: 'pss2048',
    args: ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
    algorithm: 'RSA-PSS',
    bits: 2048,
  },
  { name: 'p256', args: ec('P-256'), algorithm: 'EC', bits: 256 },
  { name: 'p384', args: ec('P-384'), algorithm: 'EC', bits: 384 },
  { name: 'p521', args: ec('P-521'), algorithm: 'EC', bits: 521 },
  {
    name: 'ed25519',
    args: ['-algorithm', 'ED25519'],
    algorithm: 'Ed25519',
    bits: 256,
  },
];

export const slowKeyRows: readonly KeyRow[] = [
  { name: 'rsa3072', args: rsa(3072), algorithm: 'RSA', bits: 3072 },
  { name: 'rsa4096', args: rsa(4096), algorithm: 'RSA', bits: 4096 },
  { name: 'ed448', args: ['-algorithm', 'ED448'], algorithm: 'Ed448', bits: 456 },
];

function rsa(bits: number): readonly string[] {
  return ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`];
}

function ec(curve: string): readonly string[] {
  return ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`];
}

export interface Chains {
  readonly bench: Bench;
  readonly root: Spoken;
  readonly middle: Spoken;
  /** By the key's name; the files are `<name>.key` and `<name>.pem`. */
  readonly leaves: ReadonlyMap<string, Spoken>;
}

/** Files: root.pem, middle.pem, up.pem (middle, root), down.pem (root, middle), and a leaf for each key. */
export async function makeChains(rows: readonly KeyRow[]): Promise<Chains> {
  const bench = openBench();
  const { run, write } = bench;
  await run('genpkey', ...ec('P-256'), '-out', 'root.key');
  await run('genpkey', ...ec('P-256'), '-out', 'middle.key');
  await Promise.all(rows.map(({ name, args }) => run('genpkey', ...args, '-out', `${name}.key`)));
  write('req.cnf', '[req]\ndistinguished_name=dn\n[dn]\n');
  write(
    'root.ext',
    'basicConstraints=critical,CA:true\nkeyUsage=keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n',
  );
  write(
    'leaf.ext',
    [
      'basicConstraints=CA:false',
      'extendedKeyUsage=serverAuth,clientAuth',
      'subjectAltName=DNS:GraniteFalls.contoso.com,DNS:*.contoso.com,IP:10.1.2.3,email:ops@contoso.com',
      'crlDistributionPoints=URI:http://crl.contoso.com/issuing.crl,URI:ldap:///CN=issuing',
      'subjectKeyIdentifier=hash',
      'authorityKeyIdentifier=keyid',
    ].join('\n'),
  );
  await certify(bench, 'root', {
    subject: '/C=BE/O=Contoso\\, Ltd./CN=Contoso Root',
    signer: 'root',
    extensions: 'root.ext',
  });
  await certify(bench, 'middle', {
    subject: '/O=Contoso/CN=Contoso Issuing',
    signer: 'root',
    extensions: 'root.ext',
  });
  for (const { name } of rows) {
    const subject = '/DC=com/O=Zürich Group/OU=a\\+b "c"/CN=GraniteFalls.contoso.com';
    await certify(bench, name, { subject, signer: 'middle', extensions: 'leaf.ext' });
  }
  const [root, middle] = [bench.read('root.pem'), bench.read('middle.pem')];
  write('up.pem', Buffer.concat([middle, root]));
  write('down.pem', Buffer.concat([root, middle]));
  const leaves = new Map<string, Spoken>();
  for (const { name } of rows) leaves.set(name, await spokenFacts(bench, `${name}.pem`));
  return {
    bench,
    root: await spokenFacts(bench, 'root.pem'),
    middle: await spokenFacts(bench, 'middle.pem'),
    leaves,
  };
}

async function certify(
  { run }: Bench,
  name: string,
  how: { readonly subject: string; readonly signer: string; readonly extensions: string },
): Promise<void> {
  const { subject, signer, extensions } = how;
  const request = ['-new', '-utf8', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`];
  await run('req', ...request, '-config', 'req.cnf');
  const issuer =
    signer === name
      ? ['-signkey', `${name}.key`]
      : ['-CA', `${signer}.pem`, '-CAkey', `${signer}.key`, '-CAcreateserial'];
  const validity = ['-days', '400', '-sha256', '-extfile', extensions];
  await run('x509', '-req', '-in', `${name}.csr`, ...issuer, ...validity, '-out', `${name}.pem`);
}

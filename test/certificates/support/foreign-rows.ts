// The PFX files that the tests have other programs than openssl make: how each is made, and what must be read back. A
// data table. NSS and GnuTLS derive keys in 600,000 rounds, so most of their rows wait for a full run.
import type { Bench } from './openssl.ts';

export interface ForeignRow {
  readonly title: string;
  readonly password: string;
  /** Makes the file and gives its name; the bench holds `gate.key`, `gate.pem`, `root.pem` and `gate.pfx`. */
  readonly make: (bench: Bench) => Promise<string>;
  readonly subject?: string;
  readonly keys: number;
  readonly certificates: number;
  /** Subjects of others that have their keys in the file. */
  readonly alsoKeyed?: readonly string[];
  readonly friendlyName?: string;
  /** What is said of a file that cannot be read. */
  readonly refused?: string;
  readonly slow?: boolean;
}

export interface ForeignTool {
  readonly name: string;
  /** All of them must be there. */
  readonly programs: readonly (readonly [string, readonly string[]])[];
  readonly rows: readonly ForeignRow[];
}

const gate = { password: 'correct horse', subject: 'CN=GraniteFalls.contoso.com', keys: 1, certificates: 2 };

const nss: ForeignTool = {
  name: 'NSS',
  programs: [
    ['pk12util', ['-h']],
    ['certutil', ['-H']],
  ],
  rows: [
    nssRow('its own choice of ciphers', []),
    { ...nssRow('a password beyond ASCII', []), ...exportedByNss([], 'Zürich 日本'), slow: true },
    ...['AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC', 'CAMELLIA-128-CBC', 'CAMELLIA-256-CBC'].map(slowNssRow),
    ...['40 Bit RC4', '128 Bit RC4', '3KEY Triple DES-CBC', '128 Bit RC2 CBC', '40 Bit RC2 CBC'].map(
      (cipher) => slowNssRow(`PKCS #12 V2 PBE With SHA-1 And ${cipher}`),
    ),
  ],
};

function nssRow(title: string, args: readonly string[]): ForeignRow {
  return { ...gate, title, ...exportedByNss(args, gate.password), friendlyName: 'gate' };
}

function slowNssRow(cipher: string): ForeignRow {
  return { ...nssRow(cipher, ['-c', cipher, '-C', cipher]), slow: true };
}

function exportedByNss(args: readonly string[], password: string): Pick<ForeignRow, 'make' | 'password'> {
  return {
    password,
    make: async ({ runProgram }) => {
      const store = ['-d', 'sql:.'];
      await runProgram('certutil', ['-N', ...store, '--empty-password']);
      await runProgram('pk12util', ['-i', 'gate.pfx', ...store, '-W', gate.password]);
      await runProgram('pk12util', ['-o', 'nss.p12', '-n', 'gate', ...store, '-W', password, ...args]);
      return 'nss.p12';
    },
  };
}

const gnuTls: ForeignTool = {
  name: 'GnuTLS',
  programs: [['certtool', ['--version']]],
  rows: [
    gnuTlsRow('its own choice of ciphers', []),
    ...['aes-128', 'aes-192', 'aes-256', '3des', '3des-pkcs12', 'rc2-40', 'arcfour'].map((cipher) => {
      return { ...gnuTlsRow(cipher, ['--pkcs-cipher', cipher]), slow: true };
    }),
    { ...gnuTlsRow('a password beyond ASCII', [], 'Zürich-€'), slow: true },
    { ...gnuTlsRow('an empty password', ['--empty-password'], ''), slow: true },
    { ...gnuTlsRow('a missing password', ['--null-password'], ''), slow: true },
    {
      ...gnuTlsRow('base64 text', []),
      make: async (bench) => await madeByGnuTls(bench, ['--password', gate.password]),
      refused: 'is a PFX written as base64 text',
      slow: true,
    },
  ],
};

function gnuTlsRow(title: string, args: readonly string[], password = gate.password): ForeignRow {
  const given = args.includes('--null-password') ? [] : ['--password', password];
  const make = async (bench: Bench): Promise<string> =>
    await madeByGnuTls(bench, ['--outder', ...given, ...args]);
  return { ...gate, title, password, make, friendlyName: 'gate' };
}

async function madeByGnuTls({ runProgram }: Bench, args: readonly string[]): Promise<string> {
  const input = ['--load-privkey', 'gate.key', '--load-certificate', 'gate.pem'];
  const chain = ['--load-ca-certificate', 'root.pem', '--p12-name', 'gate'];
  await runProgram('certtool', ['--to-p12', ...input, ...chain, '--outfile', 'tls.p12', ...args]);
  return 'tls.p12';
}

const java: ForeignTool = {
  name: 'Java',
  programs: [['keytool', ['-help']]],
  rows: [
    javaRow('a key of its own', [pair('one')], { friendlyName: 'one', slow: true }),
    javaRow('its old ciphers', [pair('one', ['-J-Dkeystore.pkcs12.legacy'])], {}),
    javaRow(
      'two keys, a secret key and a trusted certificate',
      [
        pair('one'),
        pair('two', ['-keyalg', 'EC', '-groupname', 'secp384r1'], 'CN=other.contoso.com', 90),
        ['-genseckey', '-alias', 'secret', '-keyalg', 'AES', '-keysize', '256'],
        ['-importcert', '-noprompt', '-alias', 'root', '-file', 'root.pem'],
      ],
      { keys: 2, certificates: 3, alsoKeyed: ['CN=other.contoso.com'] },
    ),
    ...(
      [
        ['EC', ['-keyalg', 'EC', '-groupname', 'secp256r1']],
        ['RSA-PSS', ['-keyalg', 'RSASSA-PSS', '-keysize', '2048']],
        ['Ed25519', ['-keyalg', 'Ed25519']],
        ['DSA', ['-keyalg', 'DSA', '-keysize', '2048']],
        ['no MAC', ['-J-Dkeystore.pkcs12.macAlgorithm=NONE']],
        ['a MAC by SHA-512', ['-J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512']],
        ['certificates in the clear', ['-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE']],
        ...[
          'PBEWithHmacSHA1AndAES_128',
          'PBEWithHmacSHA512AndAES_256',
          'PBEWithSHA1AndDESede',
          'PBEWithSHA1AndRC2_40',
          'PBEWithSHA1AndRC2_128',
          'PBEWithSHA1AndRC4_40',
          'PBEWithSHA1AndRC4_128',
        ].map((name): [string, string[]] => [
          name,
          ['cert', 'key'].map((part) => `-J-Dkeystore.pkcs12.${part}ProtectionAlgorithm=${name}`),
        ]),
      ] as const
    ).map(([title, args]) => javaRow(title, [pair('one', args)], { slow: true })),
    javaRow(
      'a trusted certificate alone',
      [['-importcert', '-noprompt', '-alias', 'root', '-file', 'root.pem']],
      { subject: 'CN=Foreign Root', keys: 0, slow: true },
    ),
  ],
};

function javaRow(
  title: string,
  calls: readonly (readonly string[])[],
  difference: Partial<ForeignRow>,
): ForeignRow {
  const store = ['-storetype', 'PKCS12', '-storepass', gate.password, '-keystore', 'java.p12'];
  const make = async ({ runProgram }: Bench): Promise<string> => {
    // A compiler that hurries: each of these runs is over before a better one would pay.
    const start = ['-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC'];
    for (const args of calls) await runProgram('keytool', [...args, ...store, ...start]);
    return 'java.p12';
  };
  return { ...gate, title, certificates: 1, make, ...difference };
}

function pair(
  alias: string,
  args: readonly string[] = [],
  subject = gate.subject,
  days = 400,
): readonly string[] {
  const rsa = args.includes('-keyalg') ? [] : ['-keyalg', 'RSA', '-keysize', '2048'];
  return ['-genkeypair', '-alias', alias, ...rsa, '-dname', subject, '-validity', String(days), ...args];
}

export const foreignTools: readonly ForeignTool[] = [nss, gnuTls, java];

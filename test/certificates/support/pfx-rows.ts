// The PFX files that the tests have openssl make: a row each, with what must be read back from it. A data table.
export interface PfxRow {
  readonly title: string;
  readonly key: string;
  readonly args: readonly string[];
  readonly password: string;
  /** Where openssl is told another one. */
  readonly madeWith?: string;
  /** Which other certificates go in, as a PEM file of the bench. */
  readonly chain?: 'up.pem' | 'down.pem' | 'root.pem' | 'middle.pem';
  readonly mac: string | undefined;
  readonly friendlyName?: string;
  readonly withoutKey?: boolean;
}

const plain = { key: 'rsa2048', args: [], password: 'correct horse', mac: 'SHA-256' };

function pbe(name: string): readonly string[] {
  return ['-keypbe', name, '-certpbe', name];
}

/** With `-legacy`, openssl 3 reaches for its old ciphers; the MAC then is SHA-1. */
function legacy(name: string): readonly string[] {
  return ['-legacy', ...pbe(name), '-macalg', 'sha1'];
}

const keys: readonly PfxRow[] = ['rsa2048', 'pss2048', 'p256', 'p384', 'p521', 'ed25519'].flatMap((key) => [
  { ...plain, title: `${key} alone`, key },
  { ...plain, title: `${key} with its chain`, key, chain: 'up.pem' },
  {
    ...plain,
    title: `${key} with its chain upside down, the way of Windows`,
    key,
    chain: 'down.pem',
    args: [...pbe('PBE-SHA1-3DES'), '-macalg', 'sha1'],
    mac: 'SHA-1',
  },
]);

const ciphers: readonly PfxRow[] = [
  { ...plain, title: '-legacy as it comes: RC2-40 and 3DES', args: ['-legacy'], mac: 'SHA-1' },
  ...[
    'PBE-SHA1-3DES',
    'PBE-SHA1-2DES',
    'PBE-SHA1-RC2-128',
    'PBE-SHA1-RC2-40',
    'PBE-SHA1-RC4-128',
    'PBE-SHA1-RC4-40',
    'PBE-MD5-DES',
    'PBE-SHA1-DES',
    'PBE-MD5-RC2-64',
    'PBE-SHA1-RC2-64',
  ].map((name) => ({ ...plain, title: name, args: legacy(name), mac: 'SHA-1' })),
  ...[
    'AES-128-CBC',
    'AES-192-CBC',
    'AES-256-CBC',
    'CAMELLIA-128-CBC',
    'CAMELLIA-192-CBC',
    'CAMELLIA-256-CBC',
    'ARIA-256-CBC',
    'DES-EDE3-CBC',
  ].map((name) => ({ ...plain, title: name, args: pbe(name) })),
  { ...plain, title: 'RC2-CBC under PBES2', args: ['-legacy', ...pbe('RC2-CBC')], mac: 'SHA-1' },
  { ...plain, title: 'DES-CBC under PBES2', args: ['-legacy', ...pbe('DES-CBC')], mac: 'SHA-1' },
  { ...plain, title: 'nothing encrypted but the key', args: ['-certpbe', 'NONE'] },
  { ...plain, title: 'nothing encrypted but the certificates', args: ['-keypbe', 'NONE'] },
  { ...plain, title: 'nothing encrypted', args: pbe('NONE') },
];

const macs: readonly PfxRow[] = [
  ...[
    ['md5', 'MD5'],
    ['sha1', 'SHA-1'],
    ['sha224', 'SHA-224'],
    ['sha384', 'SHA-384'],
    ['sha512', 'SHA-512'],
    ['sha512-256', 'SHA-512/256'],
    ['sha3-256', 'SHA3-256'],
  ].map(([name = '', mac]) => ({ ...plain, title: `a MAC by ${name}`, args: ['-macalg', name], mac })),
  { ...plain, title: 'no MAC', args: ['-nomac'], mac: undefined },
  { ...plain, title: 'no MAC, old ciphers', args: ['-legacy', '-nomac'], mac: undefined },
  {
    ...plain,
    title: 'no MAC, RC4',
    args: ['-legacy', ...pbe('PBE-SHA1-RC4-128'), '-nomac'],
    mac: undefined,
  },
  { ...plain, title: 'no MAC and nothing encrypted', args: ['-nomac', ...pbe('NONE')], mac: undefined },
  { ...plain, title: 'one round of everything', args: ['-noiter', '-nomaciter'] },
  { ...plain, title: '50,000 rounds', args: ['-iter', '50000'] },
];

const long = 'a password of many words '.repeat(12).trim();

const passwords: readonly PfxRow[] = [
  ['an empty password', ''],
  ['a password of 300 characters', long],
  ['a password with accents', 'Zürich à la crème'],
  ['a password in Cyrillic and Japanese', 'пароль-日本語-€'],
  ['a password with a character beyond 16 bits', 'key \u{1f511} ring'],
  ['a password with quotes and a backslash', `"it's" \\ $HOME %PATH%`],
].flatMap(([title = '', password = '']) => [
  { ...plain, title, password },
  { ...plain, title: `${title}, old ciphers`, password, args: ['-legacy'], mac: 'SHA-1' },
]);

/** Before 1.1, openssl took each byte of UTF-8 for a character of its own. */
const widened: PfxRow = {
  ...plain,
  title: 'a password that OpenSSL 1.0 widened byte by byte',
  password: 'Zürich',
  madeWith: 'Z\u00c3\u00bcrich',
  args: ['-legacy'],
  mac: 'SHA-1',
};

const contents: readonly PfxRow[] = [
  { ...plain, title: 'a friendly name', args: ['-name', 'My gateway'], friendlyName: 'My gateway' },
  {
    ...plain,
    title: 'a friendly name beyond ASCII',
    args: ['-name', 'Größe 日本'],
    friendlyName: 'Größe 日本',
  },
  { ...plain, title: 'the root without the intermediate', chain: 'root.pem' },
  { ...plain, title: 'the intermediate without the root', chain: 'middle.pem' },
  { ...plain, title: 'certificates only', args: ['-nokeys'], chain: 'up.pem', withoutKey: true },
  {
    ...plain,
    title: 'certificates only, old ciphers, no MAC',
    args: ['-legacy', '-nokeys', '-nomac', '-certpbe', 'PBE-SHA1-RC2-40'],
    mac: undefined,
    withoutKey: true,
  },
];

export const pfxRows: readonly PfxRow[] = [...keys, ...ciphers, ...macs, ...passwords, widened, ...contents];

/** For a full run: every key under every cipher, and what takes long. */
export const slowPfxRows: readonly PfxRow[] = [
  ...['rsa3072', 'rsa4096', 'ed448', 'pss2048', 'p256', 'p384', 'p521', 'ed25519'].flatMap((key) =>
    [...ciphers, ...macs].map((row) => ({
      ...row,
      key,
      title: `${key}: ${row.title}`,
      chain: 'up.pem' as const,
    })),
  ),
  { ...plain, title: '600,000 rounds', args: ['-iter', '600000'] },
];

// What each instance does first: TLS, trusted roots, the settings that a payload asks for, the payload itself. The
// script travels as user data of the scale set, which holds 64 KiB; the command only fetches it. Neither holds a secret.
import { createHash } from 'node:crypto';
import type { Spec } from '../spec/schema.ts';
import { commandLine, quoted, quotedList } from './powershell.ts';

/** Certificates in base64 (DER), told apart by what is in them. */
export interface ClientRoots {
  readonly roots: readonly string[];
  readonly intermediates: readonly string[];
}

export const noRoots: ClientRoots = { roots: [], intermediates: [] };

export interface Bootstrap {
  readonly command: string;
  /** The script, in base64. */
  readonly userData: string;
  /** Another script gives another number; the extension runs again when it changes. */
  readonly revision: number;
  /** What it says, in a line for people. */
  readonly summary: string;
}

/** As much as fits beside the rest, once it is in base64 twice. */
export const mostRootBytes = 32_768;

export function bootstrapOf(spec: Spec, roots: ClientRoots): Bootstrap {
  const script = `${[
    "$ErrorActionPreference = 'Stop'",
    ...protocols(spec),
    ...ciphers(spec),
    ...signatures,
    ...trust(roots),
    ...settings(spec),
    ...payloadLines(spec),
  ].join('\n')}\n`;
  return {
    command: commandLine(loader),
    userData: Buffer.from(script).toString('base64'),
    revision: createHash('sha256').update(script).digest().readUInt32BE(0) >>> 1,
    summary: summaryOf(spec, roots),
  };
}

function summaryOf(
  { enforceTls12, clientAuthentication, payload }: Spec,
  { roots, intermediates }: ClientRoots,
): string {
  const { methods, verifyRevocation } = clientAuthentication;
  const certificates = [...roots, ...intermediates];
  return [
    enforceTls12 ? 'TLS 1.2 enforced' : 'TLS not enforced',
    `clients by ${methods.join(' and ')}`,
    verifyRevocation ? 'revocation verified' : 'revocation not verified',
    ...(certificates.length === 0
      ? []
      : [`${certificates.length} trusted (${markOf(certificates.join(' '))})`]),
    ...(payload === undefined ? [] : [`payload ${markOf(payload.command)}`]),
  ].join(', ');
}

/** Tells one from another, and no more. */
function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

// https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service#get-user-data
const loader = `$ErrorActionPreference = 'Stop'
$ask = [Net.WebRequest]::Create('http://169.254.169.254/metadata/instance/compute/userData?api-version=2021-01-01&format=text')
$ask.Proxy = $null
$ask.Headers.Add('Metadata', 'true')
$text = [IO.StreamReader]::new($ask.GetResponse().GetResponseStream()).ReadToEnd()
& ([ScriptBlock]::Create([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($text))))
`;

const schannel = String.raw`HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols`;

// https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings
function protocols({ enforceTls12 }: Spec): readonly string[] {
  const enforce = [
    '    $key = New-Item -Path "$root\\$protocol\\$side" -Force',
    "    $on = [int]($protocol -eq 'TLS 1.2')",
    '    Set-ItemProperty -LiteralPath $key.PSPath -Name Enabled -Type DWord -Value $on',
    '    Set-ItemProperty -LiteralPath $key.PSPath -Name DisabledByDefault -Type DWord -Value (1 - $on)',
  ];
  // Back to what Windows does by itself: an instance may have been told otherwise before.
  const relax = ['    Remove-Item -Path "$root\\$protocol\\$side" -Recurse -ErrorAction SilentlyContinue'];
  return [
    `$root = '${schannel}'`,
    "foreach ($protocol in 'SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1', 'TLS 1.2') {",
    "  foreach ($side in 'Client', 'Server') {",
    ...(enforceTls12 ? enforce : relax),
    '  }',
    '}',
  ];
}

// What ConfigMgr 2603 leaves: https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/whats-new-in-version-2603
const suites = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
];

/** https://learn.microsoft.com/windows-server/security/tls/manage-tls */
function ciphers({ enforceTls12 }: Spec): readonly string[] {
  const order = String.raw`HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002`;
  return enforceTls12
    ? [
        `$key = New-Item -Path '${order}' -Force`,
        `Set-ItemProperty -LiteralPath $key.PSPath -Name Functions -Type String -Value '${suites.join(',')}'`,
        String.raw`foreach ($part in '', 'Wow6432Node\') {`,
        '  $key = New-Item -Path "HKLM:\\SOFTWARE\\${part}Microsoft\\.NETFramework\\v4.0.30319" -Force',
        '  Set-ItemProperty -LiteralPath $key.PSPath -Name SchUseStrongCrypto -Type DWord -Value 1',
        '  Set-ItemProperty -LiteralPath $key.PSPath -Name SystemDefaultTlsVersions -Type DWord -Value 1',
        '}',
      ]
    : [`Remove-ItemProperty -Path '${order}' -Name Functions -ErrorAction SilentlyContinue`];
}

/** Padding after a signature is refused: https://msrc.microsoft.com/update-guide/vulnerability/CVE-2013-3900 */
const signatures: readonly string[] = [
  String.raw`$key = New-Item -Path 'HKLM:\SOFTWARE\Microsoft\Cryptography\Wintrust\Config' -Force`,
  "Set-ItemProperty -LiteralPath $key.PSPath -Name EnableCertPaddingCheck -Type String -Value '1'",
];

const ownKey = String.raw`HKLM:\SOFTWARE\cmg`;

/** What was trusted for the last spec and is not for this one is taken out again. */
function trust({ roots, intermediates }: ClientRoots): readonly string[] {
  return [
    `$own = '${ownKey}'`,
    'if (-not (Test-Path -Path $own)) { New-Item -Path $own | Out-Null }',
    `$wanted = [ordered]@{ Root = ${quotedList(roots)}; CA = ${quotedList(intermediates)} }`,
    'foreach ($name in $wanted.Keys) {',
    "  $store = [Security.Cryptography.X509Certificates.X509Store]::new($name, 'LocalMachine')",
    "  $store.Open('ReadWrite')",
    '  $now = @(foreach ($text in $wanted[$name]) {',
    '    $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($text))',
    '    $store.Add($certificate)',
    '    $certificate.Thumbprint',
    '  })',
    '  $before = @((Get-ItemProperty -Path $own -Name "Trusted$name" -ErrorAction SilentlyContinue)."Trusted$name")',
    '  foreach ($thumbprint in $before | Where-Object { $_ -and $now -notcontains $_ }) {',
    "    foreach ($old in $store.Certificates.Find('FindByThumbprint', $thumbprint, $false)) { $store.Remove($old) }",
    '  }',
    '  Set-ItemProperty -Path $own -Name "Trusted$name" -Type MultiString -Value ([string[]]$now)',
    '  $store.Close()',
    '}',
  ];
}

/** What a payload may ask for: the program that answers on 443 makes its own bindings. */
function settings({ name, serviceName, clientAuthentication }: Spec): readonly string[] {
  const { methods, verifyRevocation } = clientAuthentication;
  const values: readonly (readonly [string, 'String' | 'MultiString' | 'DWord', string])[] = [
    ['Gateway', 'String', quoted(name)],
    ['ServiceName', 'String', quoted(serviceName ?? '')],
    ['ClientAuthentication', 'MultiString', `([string[]]${quotedList(methods)})`],
    ['VerifyRevocation', 'DWord', String(Number(verifyRevocation))],
  ];
  return values.map(
    ([key, kind, value]) => `Set-ItemProperty -Path $own -Name ${key} -Type ${kind} -Value ${value}`,
  );
}

/** In the folder to which the extension has brought the package. */
function payloadLines({ payload: wanted }: Spec): readonly string[] {
  if (wanted === undefined) return [];
  const name = wanted.package === undefined ? undefined : packageName(wanted.package);
  return [
    ...(name?.toLowerCase().endsWith('.zip') === true
      ? [`Expand-Archive -LiteralPath ${quoted(name)} -DestinationPath . -Force`]
      : []),
    `& $env:ComSpec /d /c ${quoted(wanted.command)}`,
    'if ($LASTEXITCODE -ne 0) { throw "the payload ended with $LASTEXITCODE" }',
  ];
}

export function packageName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

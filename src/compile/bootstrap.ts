// What each instance runs first, as PowerShell and as the one command line that Windows is given. Holds no
// secret; takes only what decides it.
import { createHash } from 'node:crypto';
import type { Spec } from '../spec/schema.ts';

const protocols = String.raw`HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols`;

// https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings
const enforce = [
  '    $key = New-Item -Path "$root\\$protocol\\$side" -Force',
  "    $on = [int]($protocol -eq 'TLS 1.2')",
  '    Set-ItemProperty -LiteralPath $key.PSPath -Name Enabled -Type DWord -Value $on',
  '    Set-ItemProperty -LiteralPath $key.PSPath -Name DisabledByDefault -Type DWord -Value (1 - $on)',
];

/** Back to what Windows does by itself: an instance may have been told otherwise before. */
const relax = ['    Remove-Item -Path "$root\\$protocol\\$side" -Recurse -ErrorAction SilentlyContinue'];

function bootstrapScript({ enforceTls12 }: Spec): string {
  const lines = [
    "$ErrorActionPreference = 'Stop'",
    `$root = '${protocols}'`,
    "foreach ($protocol in 'SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1', 'TLS 1.2') {",
    "  foreach ($side in 'Client', 'Server') {",
    ...(enforceTls12 ? enforce : relax),
    '  }',
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

export interface Bootstrap {
  readonly command: string;
  /** Another script gives another number; the extension runs again when it changes. */
  readonly revision: number;
}

export function bootstrapOf(spec: Spec): Bootstrap {
  const script = bootstrapScript(spec);
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  return {
    command: `powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -EncodedCommand ${encoded}`,
    revision: createHash('sha256').update(script).digest().readUInt32BE(0) >>> 1,
  };
}

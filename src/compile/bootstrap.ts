// What each instance runs first, as PowerShell and as the one command line that Windows is given. Holds no
// secret; takes only what decides it.
import { createHash } from 'node:crypto';
import type { Spec } from '../spec/schema.ts';

const protocols = String.raw`HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols`;

export function bootstrapScript({ enforceTls12 }: Spec): string {
  const lines = ["$ErrorActionPreference = 'Stop'"];
  if (enforceTls12) {
    // https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings
    lines.push(
      `$root = '${protocols}'`,
      "foreach ($protocol in 'SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1', 'TLS 1.2') {",
      "  foreach ($side in 'Client', 'Server') {",
      '    $key = New-Item -Path "$root\\$protocol\\$side" -Force',
      "    $on = [int]($protocol -eq 'TLS 1.2')",
      '    Set-ItemProperty -LiteralPath $key.PSPath -Name Enabled -Type DWord -Value $on',
      '    Set-ItemProperty -LiteralPath $key.PSPath -Name DisabledByDefault -Type DWord -Value (1 - $on)',
      '  }',
      '}',
    );
  }
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

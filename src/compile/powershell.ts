// PowerShell as text: values quoted so that nothing in them is read as code, and a script as one command line.

/** PowerShell takes four typographic marks for quotes too: https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules */
export function quoted(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

export function quotedList(texts: readonly string[]): string {
  return `@(${texts.map(quoted).join(', ')})`;
}

/** A line that starts a script without a file, and without a quote that a shell could trip over. */
export function commandLine(script: string): string {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  return `powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -EncodedCommand ${encoded}`;
}

// Completion for PowerShell, of Windows too: a table of what can be typed, and the few lines that look into it.
import type { CommandLineWords, CommandWords, Expected, OptionWords } from './words.ts';

export function pwshCompletion({ commands, options }: CommandLineWords): string {
  return `# PowerShell completion of cmg: load it with  cmg completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName cmg -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)

  $commands = @{}
${commands.flatMap(commandLines).join('\n')}
  $top = @{
    About = ''
    Options = ${optionsTable(options)}
    Places = @(,@(${commands.flatMap(({ names }) => names.map(quoted)).join(', ')}))
  }

  # The words before the one that is completed.
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })

  $command = $top
  $place = 0
  $value = $null
  foreach ($word in $before) {
    if ($null -ne $value) { $value = $null }
    elseif ($word.StartsWith('-')) { $value = $command.Options[$word].Value }
    elseif ($command -eq $top) {
      if (-not $commands.ContainsKey($word)) { return }
      $command = $commands[$word]
    }
    else { $place++ }
  }

  # An empty text keeps PowerShell from offering files; nothing at all makes it do so.
  if ($null -eq $value -and $wordToComplete.StartsWith('-')) { $offered = @($command.Options.Keys | Sort-Object) }
  else {
    if ($null -eq $value) {
      if ($place -ge $command.Places.Count -and $command.Repeats) { $place = $command.Places.Count - 1 }
      if ($place -lt $command.Places.Count) { $value = $command.Places[$place] }
    }
    if ($value -eq 'path') { return }
    $offered = @($value | Where-Object { $_ -is [string] -and $_ -ne 'free' })
  }
  $fitting = @($offered | Where-Object { $_.StartsWith($wordToComplete) })
  if ($fitting.Count -eq 0) { return '' }
  $fitting | ForEach-Object {
    $about = $command.Options[$_].About
    if (-not $about -and $commands.ContainsKey($_)) { $about = $commands[$_].About }
    if (-not $about) { $about = $_ }
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $about)
  }
}
`;
}

function commandLines({ names, about, places, repeats, options }: CommandWords): readonly string[] {
  const [name = '', ...aliases] = names.map(quoted);
  const first = `  $commands[${name}] = @{
    About = ${quoted(about)}
    Repeats = $${repeats}
    Options = ${optionsTable(options)}
    Places = @(${places.map((place) => `,${valueOf(place)}`).join('; ')})
  }`;
  return [first, ...aliases.map((alias) => `  $commands[${alias}] = $commands[${name}]`)];
}

/** Names differ by case alone (-v, -V), which a plain table of PowerShell does not tell apart. */
function optionsTable(options: readonly OptionWords[]): string {
  const rows = options.flatMap(({ names, about, value }) => {
    const told = value === undefined ? '$null' : valueOf(value);
    return names.map(
      (name) => `      $table[${quoted(name)}] = @{ About = ${quoted(about)}; Value = ${told} }`,
    );
  });
  return `$(
      $table = [System.Collections.Hashtable]::new([System.StringComparer]::Ordinal)
${rows.join('\n')}
      $table
    )`;
}

function valueOf(expected: Expected): string {
  switch (expected.kind) {
    case 'words':
      return `@(${expected.words.map(quoted).join(', ')})`;
    case 'spec':
    case 'file':
    case 'folder':
      return `@('path')`;
    case 'free':
      return `@('free')`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

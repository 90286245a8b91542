// Every command: its names, what it does, its options and examples, and where its code is. Help, completion and
// the parser are made from this table; a command's code is loaded only when it runs.
import type { CommandRow, OptionRow } from '../command.ts';
import { initOptions } from './init-options.ts';

const yes: OptionRow = { flags: '-y, --yes', about: 'do not ask' };
const timeout: OptionRow = {
  flags: '--timeout <time>',
  about: 'stop waiting after so long (45m); Azure goes on',
};

export const commandTable: readonly CommandRow[] = [
  {
    name: 'init',
    argument: '[file]',
    about: 'write a spec: a wizard at a terminal, flags alone without one',
    outputs: [],
    options: initOptions,
    examples: [
      ['cmg init', "asks what ConfigMgr's wizard asks, and writes <name>.yaml"],
      ['cmg init lab.yaml --self-signed --region westus2 --vm-size B2s --expires-after 8h', 'asks the rest'],
      ['cmg init --yes --certificate gateway.pfx --region westus2 - | less', 'asks nothing, to stdout'],
    ],
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'validate',
    argument: '<spec...>',
    about: 'check specs and certificates, offline: every fault at once',
    outputs: ['text', 'json', 'sarif', 'junit'],
    options: [],
    examples: [
      ['cmg validate examples/granitefalls.yaml', 'one spec'],
      ['cmg validate gateways/ -o json', 'every spec of a folder, for a program'],
      ['cmg validate gateways/ -o sarif > cmg.sarif', 'for code scanning'],
      ['cmg validate gateways/ -o junit > cmg.xml', 'as tests of a build server'],
    ],
    load: async () => (await import('./validate.ts')).validate,
  },
  {
    name: 'plan',
    aliases: ['diff', 'preview', 'what-if'],
    argument: '<spec...>',
    about: 'show what a deploy would change, and change nothing',
    outputs: ['text', 'json'],
    options: [{ flags: '--detailed-exitcode', about: 'exit with 2 when there are changes' }],
    examples: [
      ['cmg plan granitefalls.yaml', 'against Azure'],
      ['cmg plan granitefalls.yaml --mock', 'against the embedded mock'],
      ['cmg plan gateways/ --detailed-exitcode', 'in a pipeline: 0 no changes, 2 changes'],
    ],
    load: async () => (await import('./with-cloud.ts')).withCloud.plan,
  },
  {
    name: 'deploy',
    aliases: ['up', 'apply'],
    argument: '<spec...>',
    about: 'plan, ask, carry out',
    outputs: ['text', 'ndjson', 'json'],
    options: [
      yes,
      { flags: '--dry-run', about: 'only plan' },
      { flags: '--wait', about: 'follow a deployment of this gateway that runs already, then go on' },
      timeout,
    ],
    examples: [
      ['cmg deploy granitefalls.yaml', 'shows the plan and asks'],
      ['cmg deploy granitefalls.yaml --yes -o ndjson', 'in a pipeline: an event a line'],
      ['cmg deploy examples/granitefalls.yaml --mock --yes', 'try it without a subscription'],
    ],
    load: async () => (await import('./with-cloud.ts')).withCloud.deploy,
  },
  {
    name: 'status',
    argument: '<spec...>',
    about: 'what stands, how healthy it is, when it expires',
    outputs: ['text', 'json'],
    options: [],
    examples: [['cmg status granitefalls.yaml', 'one gateway']],
    load: async () => (await import('./with-cloud.ts')).withCloud.status,
  },
  {
    name: 'scale',
    argument: '<spec>',
    about: 'change the number of instances, in one guarded call',
    outputs: ['text', 'json'],
    options: [{ flags: '--instances <n>', about: 'how many there shall be, 1 to 16' }, yes],
    examples: [['cmg scale granitefalls.yaml --instances 4', 'for a busy week']],
    load: async () => (await import('./with-cloud.ts')).withCloud.scale,
  },
  {
    name: 'teardown',
    aliases: ['destroy', 'down'],
    argument: '<spec...>',
    about: 'delete what cmg made for a gateway, and nothing else',
    outputs: ['text', 'json'],
    options: [yes, { flags: '--dry-run', about: 'only show what would go' }],
    examples: [
      ['cmg teardown granitefalls.yaml --dry-run', 'what would go and what stays'],
      ['cmg teardown granitefalls.yaml', 'asks for the name of the gateway first'],
    ],
    load: async () => (await import('./with-cloud.ts')).withCloud.teardown,
  },
  {
    name: 'reap',
    about: 'tear down every gateway whose expiry has passed; a dry run unless --yes',
    outputs: ['text', 'json'],
    options: [
      { flags: '-y, --yes', about: 'really delete' },
      { flags: '--max <n>', about: 'delete at most so many gateways in one run (default 3)' },
      { flags: '--exclude <name...>', about: 'leave these alone' },
    ],
    examples: [
      ['cmg reap', 'what has expired'],
      ['cmg reap --yes', 'from cron'],
    ],
    load: async () => (await import('./with-cloud.ts')).withCloud.reap,
  },
  {
    name: 'cost',
    argument: '<spec...>',
    about: 'what a gateway costs and how many clients it serves, offline',
    outputs: ['text', 'json'],
    options: [
      { flags: '--clients <n>', about: 'so many clients use each gateway' },
      { flags: '--stored-gib <n>', about: 'so much content is stored in each' },
      { flags: '--egress-gib <n>', about: 'so much goes to the clients of each in a month' },
      { flags: '--prices <file...>', about: "a price book, or answers of Azure's list of prices" },
    ],
    examples: [
      ['cmg cost granitefalls.yaml', 'what it costs however many use it'],
      ['cmg cost granitefalls.yaml --clients 8000 --stored-gib 200', 'with what they fetch'],
      ['cmg cost gateways/ --prices prices.json -o json', 'all of a folder, at your own prices'],
    ],
    load: async () => (await import('./cost.ts')).cost,
  },
  {
    name: 'certificate',
    argument: '<file>',
    about: 'show what is in a PFX or certificate, and whether a gateway can use it',
    outputs: ['text', 'json'],
    options: [{ flags: '--service-name <name>', about: 'the name that clients will use' }],
    examples: [
      ['cmg certificate gateway.pfx', 'asks for the password if there is one'],
      ['cmg certificate gateway.pfx --password-file pw.txt -o json', 'for a pipeline'],
      ['cmg certificate wildcard.pfx --service-name cmg.contoso.com', 'whether it covers a name'],
    ],
    load: async () => (await import('./certificate.ts')).certificate,
  },
  {
    name: 'export',
    argument: '<spec>',
    about: 'write the ARM template that any Azure tool can deploy',
    outputs: [],
    options: [{ flags: '--format <format>', about: 'what to write', choices: ['arm', 'parameters'] }],
    examples: [
      ['cmg export granitefalls.yaml --format arm > gateway.json', 'the template'],
      ['cmg export granitefalls.yaml --format parameters > gateway.parameters.json', 'its parameters'],
    ],
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'schema',
    argument: '<spec|plan|events|exit-codes>',
    about: 'print what is published: JSON Schemas, and the exit codes',
    outputs: [],
    options: [],
    examples: [
      ['cmg schema spec > cmg.schema.json', 'for editors; specs of cmg init name it'],
      ['cmg schema plan', 'the shape of cmg plan -o json'],
    ],
    load: async () => (await import('./schema.ts')).schema,
  },
  {
    name: 'mock',
    argument: '<serve|advance> [time]',
    about: 'the mock Azure: serve it to any Azure client, or move its clock',
    outputs: [],
    options: [
      { flags: '--port <n>', about: 'listen there (default: any free port)' },
      { flags: '--state <dir>', about: 'keep its world there (default .cmg/mock)' },
      { flags: '--speed <n>', about: 'how many times faster than life, or instant' },
      { flags: '--seed <n>', about: 'the same seed gives the same ids' },
      { flags: '--documents <dir>', about: 'linked templates: <dir>/host/path for https://host/path' },
      { flags: '--faults <file>', about: 'what goes wrong on demand: a JSON file' },
      { flags: '--throttle', about: "let Azure's limits on the rate of requests bind" },
      { flags: '--blob-endpoint <url>', about: 'where blobs are: <url>/account of an Azurite' },
      { flags: '--freeze', about: 'let its clock stand still until it is moved' },
      { flags: '--ready-file <file>', about: 'write the connection line there too' },
    ],
    examples: [
      ['cmg mock serve --port 8443', 'prints one line of JSON: how to connect'],
      ['cmg mock serve --faults outage.json', 'with lost answers, refusals and delays'],
      ['cmg mock advance 73h', 'make time pass in the embedded mock'],
    ],
    load: async () => (await import('./mock.ts')).mock,
  },
  {
    name: 'completion',
    argument: '<bash|zsh|fish|pwsh>',
    about: 'write the script that completes cmg in a shell',
    outputs: [],
    options: [],
    examples: [
      ['source <(cmg completion bash)', 'in ~/.bashrc; for zsh in ~/.zshrc'],
      ['cmg completion fish > ~/.config/fish/completions/cmg.fish', 'once'],
      ['cmg completion pwsh | Out-String | Invoke-Expression', 'in $PROFILE'],
    ],
    load: async () => (await import('./completion.ts')).completionFor(completed),
  },
];

export const helpOption: OptionRow = { flags: '-h, --help', about: 'show help' };
export const versionOption: OptionRow = { flags: '-V, --version', about: 'print the version' };

const completed = {
  table: commandTable,
  optionsOf: (row: CommandRow) => [...optionsOf(row), helpOption],
  options: [versionOption, helpOption],
};

/** Options that every command takes. */
const optionsOfAll: readonly OptionRow[] = [
  { flags: '--json-into <file>', about: 'write the JSON result there too' },
  { flags: '--no-input', about: 'never ask; fail where an answer is needed' },
  { flags: '-C, --chdir <dir>', about: 'run as if started there' },
  { flags: '-q, --quiet', about: 'no progress and no notices' },
  { flags: '--color <when>', about: 'auto, always or never', choices: ['auto', 'always', 'never'] },
];

/** For the commands that open certificates. */
const certificateOptions: readonly OptionRow[] = [
  { flags: '--password-file <file>', about: "the certificate's password is in there; - is standard input" },
];

const choiceOptions: readonly OptionRow[] = [
  { flags: '--only <name...>', about: 'only these gateways' },
  { flags: '--exclude <name...>', about: 'all but these gateways' },
];

const backendOptions: readonly OptionRow[] = [
  { flags: '--mock', about: 'use the embedded mock Azure' },
  { flags: '--mock-state <dir>', about: 'where the mock keeps its world (default .cmg/mock)' },
  { flags: '--mock-speed <n>', about: 'how many times faster than life, or instant' },
];

/** What looks at no Azure, not even a mocked one; `mock` is one itself. */
const offline = ['init', 'validate', 'certificate', 'cost', 'export', 'schema', 'mock', 'completion'];
const opensNoCertificate = ['init', 'cost', 'schema', 'export', 'mock', 'completion'];

/** All that a command takes: its own, and what it shares with others of its kind. */
export function optionsOf(row: CommandRow): readonly OptionRow[] {
  const output: OptionRow[] =
    row.outputs.length === 0
      ? []
      : [{ flags: '-o, --output <format>', about: 'the form of the result', choices: row.outputs }];
  const backend = offline.includes(row.name) ? [] : backendOptions;
  const choice = row.argument === '<spec...>' && row.name !== 'validate' ? choiceOptions : [];
  const certificate =
    row.argument === undefined || opensNoCertificate.includes(row.name) ? [] : certificateOptions;
  return [...row.options, ...output, ...certificate, ...choice, ...backend, ...optionsOfAll];
}

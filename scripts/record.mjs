// Records what a command shows, for the README: `npm run record` runs `cmg validate` on a broken spec and draws its
// output, as it is, into an SVG that types the command and then shows each line.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../docs/recording', import.meta.url));
const cmg = fileURLToPath(new URL('../bin/cmg.js', import.meta.url));
const command = ['validate', 'granitefalls.yaml'];

const classes = { 1: 'b', 2: 'd', 31: 'r', 32: 'g', 33: 'y', 35: 'm' };
const off = { 22: ['b', 'd'], 39: ['r', 'g', 'y', 'm'], 0: ['b', 'd', 'r', 'g', 'y', 'm'] };

const environment = { PATH: process.env.PATH, LANG: 'C.UTF-8' };
const { stdout } = spawnSync(process.execPath, [cmg, ...command, '--color', 'always'], {
  cwd: folder,
  encoding: 'utf8',
  env: environment,
});
writeFileSync(`${folder}/validate.svg`, drawn(`$ cmg ${command.join(' ')}`, stdout.trimEnd().split('\n')));

function drawn(typed, lines) {
  const [lineHeight, letter, left] = [19, 7.83, 20];
  const longest = Math.max(...lines.map((line) => line.replaceAll(/\u001b\[[\d;]*m/g, '').length));
  const width = Math.ceil(longest * letter) + 2 * left;
  const height = (lines.length + 3) * lineHeight;
  const rows = lines.map(
    (line, index) =>
      `<text class="line" x="${left}" y="${(index + 3) * lineHeight}" style="animation-delay:${(1.2 + index * 0.04).toFixed(2)}s">${spans(line)}</text>`,
  );
  const cover = `<rect class="cover" x="${left + 2 * letter}" y="${lineHeight * 0.3}" width="${(typed.length * letter).toFixed(0)}" height="${lineHeight}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="What cmg validate shows for a broken spec">
<style>
text { font: 13px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d6d6d6; white-space: pre; }
.background, .cover { fill: #1c1f26; }
.b { font-weight: bold; } .d { fill: #8b919e; } .r { fill: #ff7b72; } .g { fill: #7ee787; } .y { fill: #e3b341; } .m { fill: #d2a8ff; }
@media (prefers-reduced-motion: no-preference) {
  .line { animation: show 0.01s both; }
  .cover { transform-origin: right; transform-box: fill-box; animation: type 1s steps(${typed.length}) both; }
}
@media (prefers-reduced-motion: reduce) { .cover { display: none; } }
@keyframes show { from { opacity: 0; } }
@keyframes type { to { transform: scaleX(0); } }
</style>
<rect class="background" width="100%" height="100%" rx="8"/>
<text class="typed" x="${left}" y="${lineHeight * 1.2}">${escaped(typed)}</text>
${cover}
${rows.join('\n')}
</svg>
`;
}

function spans(line) {
  let on = [];
  return line
    .split(/\u001b\[([\d;]*)m/)
    .map((part, index) => {
      if (index % 2 === 0) {
        if (part === '') return '';
        return on.length === 0 ? escaped(part) : `<tspan class="${on.join(' ')}">${escaped(part)}</tspan>`;
      }
      for (const code of part.split(';')) {
        const name = classes[code];
        on = name === undefined ? on.filter((one) => !(off[code] ?? []).includes(one)) : [...on, name];
      }
      return '';
    })
    .join('');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

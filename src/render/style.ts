// How text looks on this terminal: colours and symbols, or plain twins of both. Colour never carries anything
// that a word or symbol does not carry too.

export interface Style {
  readonly add: (text: string) => string;
  readonly change: (text: string) => string;
  readonly remove: (text: string) => string;
  readonly drift: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly symbols: Symbols;
  readonly width: number;
}

export interface Symbols {
  readonly done: string;
  readonly failed: string;
  readonly running: string;
  readonly waiting: string;
  readonly arrow: string;
  readonly replace: string;
  /** Between two things of one line. */
  readonly dot: string;
  readonly frameTop: string;
  readonly frameSide: string;
  /** Leads from a thing to the one above it. */
  readonly branch: string;
}

const unicode: Symbols = {
  done: '✓',
  failed: '✗',
  running: '●',
  waiting: '·',
  arrow: '→',
  replace: '±',
  dot: '·',
  frameTop: '┌─',
  frameSide: '│',
  branch: '└─',
};
const ascii: Symbols = {
  done: 'v',
  failed: 'x',
  running: '*',
  waiting: '.',
  arrow: '->',
  replace: '-/+',
  dot: '|',
  frameTop: '--',
  frameSide: '|',
  branch: '`-',
};

export function styleFor(terminal: {
  readonly color: boolean;
  readonly unicode: boolean;
  readonly width: number;
}): Style {
  const paint = (open: number, close: number) => (text: string) =>
    terminal.color ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    add: paint(32, 39),
    change: paint(33, 39),
    remove: paint(31, 39),
    drift: paint(35, 39),
    dim: paint(2, 22),
    strong: paint(1, 22),
    symbols: terminal.unicode ? unicode : ascii,
    width: Math.max(40, terminal.width),
  };
}

export const plainStyle: Style = styleFor({ color: false, unicode: true, width: 80 });

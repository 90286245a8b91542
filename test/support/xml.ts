// A strict reader of XML without doctypes and comments, written from https://www.w3.org/TR/xml/ alone: it throws where a
// document is not well-formed, and gives its elements.
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Of the element itself, without that of its children. */
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function parseXml(document: string): Element {
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(document);
  if (forbidden !== null) throw new Error(`a character that XML does not have, at ${forbidden.index}`);
  const head = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(document)?.[0];
  if (head === undefined) throw new Error('no declaration at the beginning');
  const body = document.slice(head.length);
  const { element, end } = elementAt(body, 0);
  if (body.slice(end).trim() !== '') throw new Error(`more than one root, at ${end}`);
  return element;
}

const open = /<([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

function elementAt(text: string, start: number): { element: Element; end: number } {
  open.lastIndex = start;
  const [tag, name = '', given = '', empty] = open.exec(text) ?? [];
  if (tag === undefined) throw new Error(`no tag where one should begin, at ${start}`);
  const attributes: Record<string, string> = {};
  for (const [, key = '', quoted = ''] of given.matchAll(/([\w.-]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (key in attributes) throw new Error(`the attribute ${key} stands twice in ${name}`);
    attributes[key] = decoded(quoted.slice(1, -1).replaceAll(/[\t\n\r]/g, ' '));
  }
  const children: Element[] = [];
  let [at, own] = [start + tag.length, ''];
  if (empty === '/') return { element: { name, attributes, children, text: own }, end: at };
  for (;;) {
    const next = text.indexOf('<', at);
    if (next < 0) throw new Error(`${name} is not closed`);
    own += decoded(text.slice(at, next));
    const close = /^<\/([\w.-]+)\s*>/.exec(text.slice(next));
    if (close !== null) {
      if (close[1] !== name) throw new Error(`${name} is closed by ${close[1]}`);
      return { element: { name, attributes, children, text: own }, end: next + close[0].length };
    }
    const { element, end } = elementAt(text, next);
    children.push(element);
    at = end;
  }
}

function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error("']]>' stands in text");
  return text.replaceAll(/&([^;&]*)(;?)/g, (whole, name: string, end: string) => {
    const code = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
    const value =
      code === null
        ? entities[name]
        : String.fromCodePoint(code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16));
    if (end === '' || value === undefined) throw new Error(`'${whole}' is no reference`);
    return value;
  });
}

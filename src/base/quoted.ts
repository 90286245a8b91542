// A value in a message: in quotes, and no longer than somebody reads. A spec may hold a megabyte in one text.

const most = 80;

export function quoted(text: string): string {
  return `'${text.length <= most ? text : `${text.slice(0, most)}…`}'`;
}

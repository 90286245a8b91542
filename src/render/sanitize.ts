// Text from elsewhere made harmless before anybody sees it: control characters, bidi tricks and the commands
// that CI systems obey. The one sink that every renderer's foreign text goes through.

/** C0 but tab and newline, DEL, C1, other ends of lines, and the marks that turn the reading direction. */
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export function sanitize(text: string): string {
  return (
    text
      .replaceAll('\r\n', '\n')
      .replaceAll(unseen, '\u00b7')
      .replaceAll(/^(\s*)::/gm, '$1\u200b::')
      // Azure Pipelines obeys this one wherever in a line it stands.
      .replaceAll(/##(?=\[|vso\[)/gi, '#\u200b#')
  );
}

/** For one line: a newline in it would begin another. */
export function sanitizeLine(text: string): string {
  return sanitize(text).replaceAll('\n', ' ');
}

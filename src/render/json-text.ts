// JSON as text for streams that CI systems read: what `sanitize.ts` makes harmless in words is escaped here, so that
// whoever parses it gets back every character.
import type { Json } from '../base/json.ts';

export function jsonText(json: Json | object, indent?: number): string {
  return (
    JSON.stringify(json, undefined, indent)
      .replaceAll(
        /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
        (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
      // Azure Pipelines obeys this one wherever in a line it stands.
      .replaceAll(/##(?=\[|vso\[)/gi, '#\\u0023')
  );
}

// The JSON Schema of a spec as it was generated and published, byte for byte. The one reader of that document here.
import schema from '../../templates/cmg.schema.json' with { type: 'json' };

export function publishedSpecSchema(): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

// Addresses: joined, taken apart, escaped; and data URIs.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string
import type { Json } from '../../base/json.ts';
import { fixed, integerAt, objectAt, refuse, textAt, type Functions, type Invocation } from './function.ts';
import { memberOf } from './member.ts';

export const uriFunctions: Functions = {
  builduri: fixed(1, buildUri),
  datauri: fixed(
    1,
    (ask) => `data:text/plain;charset=utf-8;base64,${Buffer.from(textAt(ask, 0)).toString('base64')}`,
  ),
  datauritostring: fixed(1, dataUriToString),
  parseuri: fixed(1, parseUri),
  uri: fixed(2, (ask) => {
    const base = textAt(ask, 0);
    return absolute(ask, base, textAt(ask, 1)).href;
  }),
  uricomponent: fixed(1, (ask) => escapeUri(textAt(ask, 0))),
  uricomponenttostring: fixed(1, (ask) => unescapeUri(textAt(ask, 0))),
};

function absolute(ask: Invocation, base: string, relative = ''): URL {
  const address = URL.canParse(relative, base) ? new URL(relative, base) : undefined;
  return address ?? refuse(ask, `expects an absolute uri. The provided value is '${base}'`);
}

/** All but the unreserved characters of RFC 3986; half a surrogate pair becomes the replacement character. */
function escapeUri(text: string): string {
  const wellFormed = Buffer.from(text).toString();
  return encodeURIComponent(wellFormed).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Leaves alone what is not an escape, where JavaScript's own would throw. */
function unescapeUri(text: string): string {
  return text.replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function dataUriToString(ask: Invocation): string {
  const text = textAt(ask, 0);
  const comma = text.indexOf(',');
  if (!text.toLowerCase().startsWith('data:') || comma === -1) return refuse(ask, 'expects a data uri');
  const media = text.slice('data:'.length, comma).toLowerCase();
  const data = text.slice(comma + 1);
  return media.endsWith(';base64') ? Buffer.from(data, 'base64').toString('utf8') : unescapeUri(data);
}

function parseUri(ask: Invocation): Json {
  const address = absolute(ask, textAt(ask, 0));
  const port = address.port === '' ? (defaultPorts[address.protocol] ?? null) : Number(address.port);
  return {
    scheme: address.protocol.slice(0, -1),
    host: address.hostname,
    ...(port === null ? {} : { port }),
    path: address.pathname,
    ...(address.search === '' ? {} : { query: address.search }),
  };
}

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'ftp:': 21 };

function buildUri(ask: Invocation): Json {
  const parts = objectAt(ask, 0);
  const part = (name: string): string => {
    const value = memberOf(parts, name) ?? '';
    return typeof value === 'string' ? value : refuse(ask, `expects its property '${name}' to be a string`);
  };
  const port = memberOf(parts, 'port') ?? null;
  const shownPort = port === null ? '' : `:${integerAt({ ...ask, args: [port] }, 0)}`;
  const path = part('path');
  const query = part('query');
  const base = `${part('scheme')}://${part('host')}${shownPort}`;
  const lead = path === '' || path.startsWith('/') ? path : `/${path}`;
  return absolute(ask, `${base}${lead}${query === '' || query.startsWith('?') ? query : `?${query}`}`).href;
}

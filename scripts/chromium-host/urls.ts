/**
 * Chromium cannot be taught a scheme over DevTools. A scheme of the app, `app://host/path`, is shown to it as
 * `https://host.app.invalid/path` (a name that never resolves) and turned back wherever main sees an address.
 */
const suffix = '.invalid';
const registered = new Set<string>();

/** Schemes Chromium itself serves. */
const known = new Set(['http', 'https', 'file', 'data', 'about', 'blob', 'ws', 'wss', 'javascript', 'chrome', 'devtools']);

export function registerScheme(scheme: string): void {
  if (!known.has(scheme)) registered.add(scheme);
}

export function toChromium(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  if (!match) return url;
  const [, scheme = '', host = '', rest = ''] = match;
  return registered.has(scheme.toLowerCase()) ? `https://${host}.${scheme.toLowerCase()}${suffix}${rest || '/'}` : url;
}

export function fromChromium(url: string): string {
  const match = /^(blob:)?https:\/\/([^/?#]*)\.([^./?#]+)\.invalid(?=[/?#]|$)(.*)$/s.exec(url);
  if (!match) return url;
  const [, blob = '', host = '', scheme = '', rest = ''] = match;
  return registered.has(scheme) ? `${blob}${scheme}://${host}${rest}` : url;
}

/** The origin as main sees it: `app://host`, `https://host`, or `null` for what has none. */
export function originOf(chromiumUrl: string): string {
  try {
    const { origin } = new URL(chromiumUrl);
    return origin === 'null' ? 'null' : fromChromium(origin);
  } catch {
    return 'null';
  }
}

/** Headers name schemes too: a policy that allows `app:` allows every host of it. */
export function policyToChromium(policy: string): string {
  return [...registered].reduce(
    (text, scheme) =>
      text
        .replaceAll(new RegExp(`(?<=^|[\\s,;])${scheme}://([^\\s;,/]+)`, 'g'), `https://$1.${scheme}${suffix}`)
        .replaceAll(new RegExp(`(?<=^|[\\s,;])${scheme}:(?=$|[\\s,;])`, 'g'), `https://*.${scheme}${suffix}`),
    policy,
  );
}

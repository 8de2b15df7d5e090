/** REST of the suite, all under one origin. */

const ROOT = "/api/v1/";

/** What went wrong, in the words of the problem detail. */
export class Problem extends Error {
  constructor(status, detail, body) {
    super(detail);
    this.status = status;
    this.body = body;
  }

  /** Whether a key would help. */
  get needsKey() {
    return this.status === 401 || this.status === 403;
  }
}

let csrf = null;

function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== "") query.append(name, value);
  }
  const text = query.toString();
  return ROOT + path + (text ? "?" + text : "");
}

async function answer(response) {
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const body = isJson ? await response.json() : await response.text();
  if (response.ok) return body;
  const detail = isJson ? (body.detail ?? body.title) : null;
  throw new Problem(response.status, detail ?? `the gateway answered ${response.status}`, body);
}

async function call(path, params, options) {
  let response;
  try {
    response = await fetch(address(path, params), { credentials: "same-origin", ...options });
  } catch {
    throw new Problem(0, "the gateway does not answer");
  }
  return answer(response);
}

export function get(path, params, signal) {
  return call(path, params, { signal, headers: { accept: "application/json" } });
}

/**
 * The last items of a list that tells the oldest first.
 *
 * @param count how many at least, up to 1000
 */
export async function latest(path, params, count) {
  const { total } = await get(path, { ...params, size: 1 });
  if (total === 0) return [];
  const last = Math.ceil(total / count) - 1;
  const pages = [Math.max(0, last - 1), last].filter((page, i, all) => all.indexOf(page) === i);
  const found = await Promise.all(pages.map((page) => get(path, { ...params, page, size: count })));
  return found.flatMap((page) => page.items);
}

/** A write. The same key is the same request: it is done once, however often it is sent. */
export function send(method, path, { body, params, key } = {}) {
  const headers = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  if (csrf) headers[csrf.header] = csrf.token;
  return call(path, params, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** What the gateway tells of who is here; null before it did. */
export const session = { current: null };

function begin(told) {
  session.current = told;
  csrf = told?.csrf ?? null;
  window.dispatchEvent(new Event("sessionchange"));
}

export async function readSession() {
  try {
    begin(await get("session"));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    begin(null);
  }
}

export async function signIn(key) {
  begin(await send("POST", "session", { body: { key } }));
}

export async function signOut() {
  await send("DELETE", "session");
  begin(null);
}

/** A new key for a write. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What the gateway has told of the suite, part by part. Maps are merged entry by entry and lists
 * grow at their end, so that what did not change stays the same object and is not drawn again.
 */

const MAPS = new Set(["markets", "decisions"]);
const LISTS = new Set(["thoughts", "orders", "fills"]);
const LONGEST = 200;

const listeners = new Set();

export const live = { stream: null, sequence: -1, state: {} };

/** Calls back with the set of changed parts after each frame; gives a function that ends it. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the listeners that these changed. */
export function notify(parts) {
  for (const listener of [...listeners]) listener(parts);
}

/** Of a fill, a thought or an order; a fill names its order too. */
function identity(item) {
  return item.fillId ?? item.id ?? item.clientOrderId;
}

function mergeMap(known = {}, changes) {
  const merged = { ...known };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

/** An order that changed comes again under its id: the later one stands. */
function mergeList(known = [], news) {
  const repeated = new Set(news.map(identity));
  return [...known.filter((item) => !repeated.has(identity(item))), ...news].slice(-LONGEST);
}

function merge(changes) {
  for (const [part, value] of Object.entries(changes)) {
    const known = live.state[part];
    if (MAPS.has(part)) live.state[part] = mergeMap(known, value);
    else if (LISTS.has(part)) live.state[part] = mergeList(known, value);
    else live.state[part] = value;
  }
}

/**
 * Takes a frame in.
 *
 * @returns false if frames between the last one and this are missing: nothing was taken in then
 */
export function take(frame) {
  if (frame.type === "snapshot") {
    live.state = {};
    merge(frame.state);
  } else if (frame.stream !== live.stream || frame.sequence > live.sequence + 1) {
    return false;
  } else if (frame.type === "heartbeat") {
    return frame.sequence <= live.sequence;
  } else if (frame.sequence <= live.sequence) {
    return true;
  } else {
    merge(frame.changes ?? {});
  }
  live.stream = frame.stream;
  live.sequence = frame.sequence;
  notify(new Set(Object.keys(frame.state ?? frame.changes ?? {})));
  return true;
}

/** The items of a part that is a list or a page of one. */
export function items(part) {
  const value = live.state[part];
  return Array.isArray(value) ? value : (value?.items ?? []);
}

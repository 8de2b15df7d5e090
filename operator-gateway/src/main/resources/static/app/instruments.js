/** `exchange|symbol` as its parts. */
export function instrumentOf(key) {
  const [exchange, symbol, timeframe] = key.split("|");
  return { exchange, symbol, timeframe };
}

/** The address of an instrument's market view. */
export function marketAddress({ exchange, symbol, timeframe }) {
  const query = new URLSearchParams({ exchange, symbol });
  if (timeframe) query.set("timeframe", timeframe);
  return `#/market?${query}`;
}

/** The live quote of an instrument; empty before there is one. */
export function quoteOf(state, { exchange, symbol }) {
  return state.markets?.[`${exchange}|${symbol}`] ?? {};
}

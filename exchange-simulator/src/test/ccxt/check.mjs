// Calls ccxt's methods against a running exchange simulator and prints one JSON line for each:
// {"method", "ok": true, ...what it gave} or {"method", "ok": false, "error"}. CcxtIT starts it and
// compares what it gave with the simulator's own books.
//
// usage: node check.mjs PORT SYMBOL, with the account's key in CCXT_KEY and CCXT_SECRET

import ccxt from 'ccxt';

const [port, symbol] = process.argv.slice(2);
const PATIENCE_MILLIS = 20000;
const BOOK_UPDATES = 100;

/** Price and quantity of ten levels on each side. */
const DIGITS_CHECKED = 40;

/**
 * ccxt compares Kraken's checksum with digits that it takes from its numbers, but calls split() on
 * them and has lost their last zeros by then: no message of version 2 passes. This gives it the
 * digits back at the market's precision; it asks for a level's price and quantity in turn.
 */
class Kraken extends ccxt.pro.kraken {
  digits = [1, 8];
  asked = 0;
  checked = 0;
  corrupt = false;

  formatNumber(number) {
    const decimals = this.digits[this.asked++ % 2];
    return number === undefined ? '' : super.formatNumber(number.toFixed(decimals));
  }

  handleOrderBook(client, message) {
    this.asked = 0;
    if (this.corrupt) {
      message.data[0].checksum ^= 1;
    }
    super.handleOrderBook(client, message);
    if (this.asked === DIGITS_CHECKED) {
      this.checked++;
    }
  }
}

function connect() {
  const http = `http://127.0.0.1:${port}`;
  const exchange = new Kraken({
    apiKey: process.env.CCXT_KEY,
    secret: process.env.CCXT_SECRET,
    rateLimit: 10,
    newUpdates: true,
    options: { watchOrderBook: { checksum: true } },
  });
  exchange.urls.api.public = http;
  exchange.urls.api.private = http;
  exchange.urls.api.ws.public = `ws://127.0.0.1:${port}/ws`;
  exchange.urls.api.ws.private = `ws://127.0.0.1:${port}/ws-auth`;
  exchange.urls.api.ws.publicV2 = `ws://127.0.0.1:${port}/ws/v2`;
  exchange.urls.api.ws.privateV2 = `ws://127.0.0.1:${port}/ws-auth/v2`;
  return exchange;
}

async function clock(settings) {
  const answer = await fetch(`http://127.0.0.1:${port}/sim/v1/clock`, {
    method: 'PUT',
    body: JSON.stringify(settings),
  });
  if (!answer.ok) {
    throw new Error(`clock: ${answer.status} ${await answer.text()}`);
  }
}

function patience(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} gave nothing for ${PATIENCE_MILLIS} ms`)),
      PATIENCE_MILLIS,
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

let failed = 0;

async function check(method, body) {
  let line;
  try {
    line = { method, ok: true, ...(await patience(body(), method)) };
  } catch (error) {
    failed++;
    line = { method, ok: false, error: `${error.constructor.name}: ${error.message}` };
  }
  process.stdout.write(JSON.stringify(line) + '\n');
}

/** Takes what a watch method gives, again and again, until it is enough. */
async function until(watch, isEnough) {
  for (;;) {
    const given = await watch();
    if (isEnough(given)) {
      return given;
    }
  }
}

const told = (order) => ({
  id: order.id,
  status: order.status,
  side: order.side,
  type: order.type,
  price: order.price,
  amount: order.amount,
  filled: order.filled,
  average: order.average,
  cost: order.cost,
  fee: order.fee === undefined ? undefined : Number(order.fee.cost),
  clientOrderId: order.clientOrderId,
});

const exchange = connect();
await exchange.loadHttpProxyAgent();
await clock({ running: false });

await check('loadMarkets', async () => {
  await exchange.loadMarkets();
  const market = exchange.market(symbol);
  exchange.digits = [market.precision.price, market.precision.amount].map((step) =>
    Math.round(-Math.log10(step)),
  );
  return {
    symbols: exchange.symbols,
    id: market.id,
    price: market.precision.price,
    amount: market.precision.amount,
    minimum: market.limits.amount.min,
    taker: market.taker,
    maker: market.maker,
    active: market.active,
  };
});

await check('fetchStatus', async () => ({ status: (await exchange.fetchStatus()).status }));

await check('fetchTime', async () => ({ time: await exchange.fetchTime() }));

await check('fetchTicker', async () => {
  const { last, bid, ask, high, low, baseVolume, vwap } = await exchange.fetchTicker(symbol);
  return { last, bid, ask, high, low, baseVolume, vwap };
});

await check('fetchOHLCV', async () => {
  const bars = await exchange.fetchOHLCV(symbol, '1m');
  return { count: bars.length, last: bars.at(-1) };
});

await check('fetchOrderBook', async () => {
  const book = await exchange.fetchOrderBook(symbol, 20);
  return { bids: book.bids.map((l) => l.slice(0, 2)), asks: book.asks.map((l) => l.slice(0, 2)) };
});

await check('fetchTrades', async () => {
  const trades = await exchange.fetchTrades(symbol, undefined, 50);
  const { id, timestamp, price, amount, side } = trades.at(-1);
  return { count: trades.length, last: { id, timestamp, price, amount, side } };
});

await check('fetchBalance', async () => {
  const { free, used, total } = await exchange.fetchBalance();
  return { free, used, total };
});

// Watched from here on, so that each order's life is seen from its start.
const watched = {};
const account = connect();
await account.loadHttpProxyAgent();
let watching = true;
const orderWatch = (async () => {
  while (watching) {
    for (const order of await account.watchOrders()) {
      (watched[order.id] ??= []).push(order.status);
    }
  }
})();
orderWatch.catch(() => {});
await patience(
  (async () => {
    // ccxt gives no sign of a subscription that holds; the answer to a ping comes after it.
    while (!account.clients[account.urls.api.ws.privateV2]?.lastPong) {
      const client = account.clients[account.urls.api.ws.privateV2];
      if (client?.connection?.readyState === 1) {
        await client.send({ method: 'ping' });
      }
      await account.sleep(50);
    }
  })(),
  'the account stream',
);

let resting;
await check('createOrder.limit', async () => {
  const { bid } = await exchange.fetchTicker(symbol);
  const price = exchange.priceToPrecision(symbol, bid * 0.9);
  const made = await exchange.createOrder(symbol, 'limit', 'buy', 0.25, Number(price), {
    clientOrderId: 'ccxt-rest-1',
  });
  resting = made.id;
  return { id: made.id, asked: Number(price) };
});

await check('fetchOrder', async () => told(await exchange.fetchOrder(resting, symbol)));

await check('fetchOpenOrders', async () => ({
  ids: (await exchange.fetchOpenOrders(symbol)).map((order) => order.id),
}));

await check('fetchBalance.reserved', async () => ({ used: (await exchange.fetchBalance()).used }));

await check('cancelOrder', async () => {
  await exchange.cancelOrder(resting, symbol);
  return { after: told(await exchange.fetchOrder(resting, symbol)) };
});

let taken;
await check('createOrder.market', async () => {
  const made = await exchange.createOrder(symbol, 'market', 'buy', 0.5);
  taken = made.id;
  return { id: made.id, after: told(await exchange.fetchOrder(taken, symbol)) };
});

await check('fetchClosedOrders', async () => ({
  ids: (await exchange.fetchClosedOrders(symbol)).map((order) => order.id),
}));

await check('fetchMyTrades', async () => ({
  trades: (await exchange.fetchMyTrades(symbol)).map(({ id, order, price, amount, fee }) => ({
    id,
    order,
    price,
    amount,
    fee: fee.cost,
  })),
}));

await check('watchOrders', async () => {
  await until(
    () => account.sleep(20),
    () => watched[resting]?.includes('canceled') && watched[taken]?.includes('closed'),
  );
  return { resting: watched[resting], taken: watched[taken] };
});
watching = false;
await account.close();

const trader = connect();
await trader.loadHttpProxyAgent();

await check('watchBalance', async () => ({ total: (await trader.watchBalance()).total }));

let streamed;
await check('createOrderWs', async () => {
  const { bid } = await exchange.fetchTicker(symbol);
  const price = Number(exchange.priceToPrecision(symbol, bid * 0.8));
  const made = await trader.createOrderWs(symbol, 'limit', 'buy', 0.125, price);
  streamed = made.id;
  return { id: made.id, asked: price };
});

await check('cancelOrderWs', async () => {
  const answer = await trader.cancelOrderWs(streamed);
  return { id: answer.result.order_id };
});

await check('createOrderWs.refused', async () => {
  try {
    await trader.createOrderWs(symbol, 'limit', 'buy', 100000, 1);
  } catch (error) {
    return { error: error.message };
  }
  throw new Error('an order for more than the account holds was taken');
});
await trader.close();

const market = connect();
await market.loadHttpProxyAgent();

await check('watchTicker', async () => {
  const first = await market.watchTicker(symbol);
  await clock({ running: true });
  const later = await until(
    () => market.watchTicker(symbol),
    (ticker) => ticker.last !== first.last,
  );
  return { first: first.last, later: later.last, bid: later.bid, ask: later.ask };
});

await check('watchTrades', async () => {
  const trades = [];
  await until(
    () => market.watchTrades(symbol),
    (given) => trades.push(...given) >= 20,
  );
  return { trades: trades.map(({ id, price, amount, side }) => ({ id, price, amount, side })) };
});

await check('watchOHLCV', async () => {
  const bars = await until(
    () => market.watchOHLCV(symbol, '1m'),
    (given) => given.length > 0,
  );
  return { last: bars.at(-1) };
});

await check('watchOrderBook.corrupt', async () => {
  const suspicious = connect();
  await suspicious.loadHttpProxyAgent();
  suspicious.digits = exchange.digits;
  suspicious.corrupt = true;
  try {
    await suspicious.watchOrderBook(symbol);
  } catch (error) {
    return { error: error.constructor.name };
  } finally {
    await suspicious.close();
  }
  throw new Error('a wrong checksum was not noticed');
});

// The last check: it leaves the clock held, so that the book stays what ccxt saw.
await check('watchOrderBook', async () => {
  market.digits = exchange.digits;
  let updates = 0;
  await until(
    () => market.watchOrderBook(symbol),
    () => ++updates > BOOK_UPDATES,
  );
  await clock({ running: false });
  const held = await exchange.fetchOrderBook(symbol, 10);
  const top = (side) => side.slice(0, 10).map((level) => level.slice(0, 2));
  const seen = () => ({
    bids: top(market.orderbooks[symbol].bids),
    asks: top(market.orderbooks[symbol].asks),
  });
  const same = () =>
    JSON.stringify(seen()) === JSON.stringify({ bids: top(held.bids), asks: top(held.asks) });
  await until(() => market.sleep(20), same);
  return { updates, checked: market.checked, ...seen() };
});
await market.close();
await exchange.close();
process.exit(failed === 0 ? 0 : 1);

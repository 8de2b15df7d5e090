package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.market.Candles;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes subscriptions and ends them; each symbol is answered on its own. */
final class FeedRequests {

  private static final int DEFAULT_DEPTH = 10;
  private static final int DEFAULT_INTERVAL = 1;

  /** The parameters of each channel; {@code token} and {@code snapshot} go with all. */
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "ticker", Set.of("channel", "symbol", "snapshot", "token", "event_trigger"),
          "trade", Set.of("channel", "symbol", "snapshot", "token"),
          "book", Set.of("channel", "symbol", "snapshot", "token", "depth"),
          "ohlc", Set.of("channel", "symbol", "snapshot", "token", "interval"),
          "instrument", Set.of("channel", "snapshot", "token", "include_tokenized_assets"),
          "executions",
              Set.of(
                  "channel",
                  "snapshot",
                  "token",
                  "snap_orders",
                  "snap_trades",
                  "order_status",
                  "ratecounter"),
          "balances", Set.of("channel", "snapshot", "token"));

  private final StreamV2Api streams;
  private final Venue venue;
  private final Tokens tokens;
  private final StreamFaults faults;

  FeedRequests(StreamV2Api streams, Venue venue, Tokens tokens, StreamFaults faults) {
    this.streams = streams;
    this.venue = venue;
    this.tokens = tokens;
    this.faults = faults;
  }

  /**
   * Answers a request to subscribe or to end a subscription.
   *
   * @throws KrakenException if it is refused as a whole
   */
  void answer(Subscriber client, Request request, boolean subscribe) {
    String channel = request.params().path("channel").asString("");
    Set<String> parameters = PARAMETERS.get(channel);
    if (parameters == null) {
      throw new KrakenException("Subscription name invalid");
    }
    request.requireOnly(parameters);
    for (String symbol : symbols(channel, request)) {
      try {
        Feed feed = feed(channel, symbol, request);
        if (subscribe) {
          subscribe(client, request, feed);
        } else {
          unsubscribe(client, request, feed);
        }
      } catch (KrakenException e) {
        client.send(request.refused(), request.failure(e.error(), symbol, venue.nowMicros()));
      }
    }
  }

  private static List<String> symbols(String channel, Request request) {
    Set<String> parameters = PARAMETERS.getOrDefault(channel, Set.of());
    if (!parameters.contains("symbol")) {
      return List.of("");
    }
    JsonNode symbols = request.params().path("symbol");
    if (symbols.isMissingNode() || (symbols.isArray() && symbols.isEmpty())) {
      throw new KrakenException("Symbol(s) not found");
    }
    if (!symbols.isArray()) {
      throw new KrakenException("Symbol field must be an array");
    }
    List<String> read = new ArrayList<>();
    symbols.forEach(symbol -> read.add(symbol.asString("")));
    return read;
  }

  private Feed feed(String channel, String symbol, Request request) {
    return switch (channel) {
      case "ticker" -> new Feed.Ticker(streams.market(symbol), isOnQuotes(request));
      case "trade" -> new Feed.Trades(streams.market(symbol));
      case "book" -> book(streams.market(symbol), request);
      case "ohlc" -> bars(streams.market(symbol), request);
      case "instrument" -> new Feed.Instruments();
      case "executions" ->
          new Feed.Executions(account(request), request.isOn("order_status", true));
      case "balances" -> new Feed.Balances(account(request));
      default -> throw new KrakenException("Subscription name invalid");
    };
  }

  private static boolean isOnQuotes(Request request) {
    return switch (request.params().path("event_trigger").asString("trades")) {
      case "trades" -> false;
      case "bbo" -> true;
      default -> throw new KrakenException("Event_trigger field must be bbo or trades");
    };
  }

  private static Feed book(Market market, Request request) {
    JsonNode depth = request.params().path("depth");
    if (!depth.isMissingNode() && !depth.isIntegralNumber()) {
      throw new KrakenException("Subscription book depth must be an integer");
    }
    return new Feed.Book(
        market, oneOf(Feed.DEPTHS, depth, DEFAULT_DEPTH, "Subscription depth not supported"));
  }

  private static Feed bars(Market market, Request request) {
    JsonNode interval = request.params().path("interval");
    if (!interval.isMissingNode() && !interval.isIntegralNumber()) {
      throw new KrakenException("Subscription ohlc interval must be an integer");
    }
    return new Feed.Bars(
        market,
        oneOf(
            Candles.INTERVALS,
            interval,
            DEFAULT_INTERVAL,
            "Subscription ohlc interval not supported"));
  }

  private static int oneOf(List<Integer> known, JsonNode asked, int otherwise, String error) {
    if (asked.isMissingNode()) {
      return otherwise;
    }
    if (!asked.canConvertToInt() || !known.contains(asked.intValue())) {
      throw new KrakenException(error);
    }
    return asked.intValue();
  }

  private String account(Request request) {
    return tokens.accountOf(request.params().path("token").asString(""));
  }

  private void subscribe(Subscriber client, Request request, Feed feed) {
    Feed before = client.at(feed.place());
    if (before instanceof Feed.Bars && !before.equals(feed)) {
      throw new KrakenException("Already subscribed to one ohlc interval on this symbol");
    }
    if (before != null) {
      throw new KrakenException("Already subscribed");
    }
    faults
        .refusesSubscription(feed.told())
        .ifPresent(
            words -> {
              throw new KrakenException(words);
            });
    ObjectNode result = described(feed);
    boolean snapshot = request.isOn("snapshot", !(feed instanceof Feed.Trades));
    result.put("snapshot", snapshot);
    boolean orders = request.isOn("snap_orders", snapshot);
    boolean trades = request.isOn("snap_trades", false);
    Subscriber.Subscription subscription = client.add(feed);
    client.send(request.done(feed.pair()), request.success(result, venue.nowMicros()));
    if (feed instanceof Feed.Executions) {
      streams.greet(client, subscription, orders, trades);
    } else {
      streams.watch(feed);
      if (snapshot) {
        streams.greet(client, subscription);
      }
    }
  }

  private void unsubscribe(Subscriber client, Request request, Feed asked) {
    Feed feed = client.at(asked.place());
    if (feed == null || !feed.isMeantBy(asked)) {
      throw new KrakenException("Subscription Not Found");
    }
    client.remove(feed.place());
    streams.forgetUnwatched();
    client.send(request.done(feed.pair()), request.success(described(feed), venue.nowMicros()));
  }

  private static ObjectNode described(Feed feed) {
    ObjectNode result = KrakenJson.object().put("channel", feed.channel());
    if (feed instanceof Feed.OfMarket ofMarket) {
      result.put("symbol", ofMarket.place().symbol());
    }
    return switch (feed) {
      case Feed.Ticker ticker -> result.put("event_trigger", ticker.onQuotes() ? "bbo" : "trades");
      case Feed.Book book -> result.put("depth", book.depth());
      case Feed.Bars bars -> result.put("interval", bars.interval());
      case Feed.Executions executions -> result.put("order_status", executions.everyStatus());
      case Feed.Trades ignored -> result;
      case Feed.Instruments ignored -> result;
      case Feed.Balances ignored -> result;
    };
  }
}

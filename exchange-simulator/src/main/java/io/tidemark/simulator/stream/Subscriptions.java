package io.tidemark.simulator.stream;

import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.faults.Told;
import io.tidemark.simulator.market.Candles;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.stream.Client.AccountChannel;
import io.tidemark.simulator.stream.Client.AccountSubscription;
import io.tidemark.simulator.venue.Venue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes subscriptions and ends them; each is answered with its status. */
final class Subscriptions {

  private static final int DEFAULT_DEPTH = 10;
  private static final int DEFAULT_INTERVAL = 1;

  private final StreamApi streams;
  private final Venue venue;
  private final Tokens tokens;
  private final StreamFaults faults;

  Subscriptions(StreamApi streams, Venue venue, Tokens tokens, StreamFaults faults) {
    this.streams = streams;
    this.venue = venue;
    this.tokens = tokens;
    this.faults = faults;
  }

  /** A subscription that cannot be; the message is Kraken's. */
  private static final class NoSuchSubscription extends RuntimeException {
    NoSuchSubscription(String message) {
      super(message, null, false, false);
    }
  }

  void subscribe(Client client, JsonNode request) {
    answer(client, request, true);
  }

  void unsubscribe(Client client, JsonNode request) {
    answer(client, request, false);
  }

  private void answer(Client client, JsonNode request, boolean subscribe) {
    String name = request.path("subscription").path("name").asString("");
    Optional<AccountChannel> accountChannel =
        Arrays.stream(AccountChannel.values())
            .filter(channel -> channel.channelName().equals(name))
            .findFirst();
    if (accountChannel.isPresent()) {
      answerPrivate(client, request, accountChannel.get(), subscribe);
      return;
    }
    for (String pair : pairs(request)) {
      answerPublic(client, request, pair, subscribe);
    }
  }

  private static List<String> pairs(JsonNode request) {
    List<String> pairs = new ArrayList<>();
    request.path("pair").forEach(pair -> pairs.add(pair.asString("")));
    return pairs.isEmpty() ? List.of("") : pairs;
  }

  private void answerPublic(Client client, JsonNode request, String pair, boolean subscribe) {
    try {
      Channel channel = channel(client, request.path("subscription"), pair);
      if (subscribe) {
        requireNotRefused(channel.told());
        streams.watch(client, channel);
      } else if (!streams.unwatch(client, channel)) {
        throw new NoSuchSubscription("Subscription Not Found");
      }
      client.send(Told.CONTROL, KrakenJson.write(status(request, channel, subscribe)));
      if (subscribe) {
        streams.greet(client, channel);
      }
    } catch (NoSuchSubscription e) {
      client.send(
          Told.CONTROL, KrakenJson.write(error(request, pair, String.valueOf(e.getMessage()))));
    }
  }

  private Channel channel(Client client, JsonNode subscription, String pair) {
    if (client.isPrivate()) {
      throw new NoSuchSubscription(
          "Public market data subscriptions are unavailable on this endpoint. Use /ws");
    }
    Market market =
        venue.markets().stream()
            .filter(candidate -> candidate.pair().wsname().equals(pair))
            .findFirst()
            .orElseThrow(() -> new NoSuchSubscription("Currency pair not supported " + pair));
    return switch (subscription.path("name").asString("")) {
      case "ticker" -> new Channel.Ticker(market);
      case "trade" -> new Channel.Trades(market);
      case "book" -> {
        int depth = subscription.path("depth").asInt(DEFAULT_DEPTH);
        require(Channel.DEPTHS.contains(depth), "Subscription depth not supported");
        yield new Channel.Book(market, depth);
      }
      case "ohlc" -> {
        int interval = subscription.path("interval").asInt(DEFAULT_INTERVAL);
        require(Candles.INTERVALS.contains(interval), "Subscription ohlc interval not supported");
        yield new Channel.Bars(market, interval);
      }
      default -> throw new NoSuchSubscription("Subscription name invalid");
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new NoSuchSubscription(otherwise);
    }
  }

  private void requireNotRefused(Told told) {
    faults
        .refusesSubscription(told)
        .ifPresent(
            words -> {
              throw new NoSuchSubscription(words);
            });
  }

  private void answerPrivate(
      Client client, JsonNode request, AccountChannel channel, boolean subscribe) {
    try {
      require(
          client.isPrivate(),
          "Private data and trading are unavailable on this endpoint. Use /ws-auth");
      String account =
          tokens
              .account(request.path("subscription").path("token").asString(""))
              .orElseThrow(() -> new NoSuchSubscription("ESession:Invalid session"));
      ObjectNode status = KrakenJson.object().put("channelName", channel.channelName());
      finish(status, request, subscribe);
      status.putObject("subscription").put("name", channel.channelName());
      if (subscribe) {
        requireNotRefused(channel.told());
        AccountSubscription subscription = new AccountSubscription(account);
        client.accountChannels().put(channel, subscription);
        client.send(Told.CONTROL, KrakenJson.write(status));
        streams.greet(client, channel, subscription);
      } else {
        require(client.accountChannels().remove(channel) != null, "Subscription Not Found");
        client.send(Told.CONTROL, KrakenJson.write(status));
      }
    } catch (NoSuchSubscription e) {
      client.send(
          Told.CONTROL, KrakenJson.write(error(request, "", String.valueOf(e.getMessage()))));
    }
  }

  private ObjectNode status(JsonNode request, Channel channel, boolean subscribe) {
    ObjectNode status =
        KrakenJson.object()
            .put("channelID", streams.channelId(channel))
            .put("channelName", channel.name());
    finish(status, request, subscribe);
    status.put("pair", channel.market().pair().wsname());
    channel.describe(status.putObject("subscription"));
    return status;
  }

  private static void finish(ObjectNode status, JsonNode request, boolean subscribe) {
    status.put("event", "subscriptionStatus");
    if (request.has("reqid")) {
      status.set("reqid", request.path("reqid"));
    }
    status.put("status", subscribe ? "subscribed" : "unsubscribed");
  }

  /** The token, if there is one, is not told back. */
  private static ObjectNode error(JsonNode request, String pair, String message) {
    ObjectNode error =
        KrakenJson.object().put("errorMessage", message).put("event", "subscriptionStatus");
    if (!pair.isEmpty()) {
      error.put("pair", pair);
    }
    if (request.has("reqid")) {
      error.set("reqid", request.path("reqid"));
    }
    error
        .put("status", "error")
        .putObject("subscription")
        .put("name", request.path("subscription").path("name").asString(""));
    return error;
  }
}

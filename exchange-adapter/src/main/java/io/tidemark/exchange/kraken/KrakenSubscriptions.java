package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.stream.ChannelHealth;
import io.tidemark.exchange.stream.ChannelWatch;
import io.tidemark.exchange.stream.StreamOutlet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for channels and tells their health what the venue answers. Of the worker alone. */
final class KrakenSubscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(KrakenSubscriptions.class);

  /** Requests whose answers are still told apart. */
  private static final int REMEMBERED = 1_000;

  /**
   * A request on its way.
   *
   * @param ends whether it ends a subscription
   */
  private record Request(boolean ends, List<ChannelWatch> channels) {}

  private final Map<String, KrakenFeed> feeds;
  private final ChannelHealth health;
  private final int depth;
  private final Map<Integer, Request> requests =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Request> eldest) {
          return size() > REMEMBERED;
        }
      };
  private int requestId;

  /**
   * @param feeds by the venue's name of their pair
   */
  KrakenSubscriptions(Map<String, KrakenFeed> feeds, ChannelHealth health, int depth) {
    this.feeds = feeds;
    this.health = health;
    this.depth = depth;
  }

  /** Asks for every channel on a new connection. */
  void all(StreamOutlet stream) {
    requests.clear();
    for (MarketChannel channel : MarketChannel.values()) {
      List<String> pairs = new ArrayList<>();
      List<ChannelWatch> watches = new ArrayList<>();
      feeds.forEach(
          (streamName, feed) ->
              Optional.ofNullable(feed.channels().get(channel))
                  .ifPresent(
                      watch -> {
                        pairs.add(streamName);
                        watches.add(watch);
                      }));
      if (!pairs.isEmpty()) {
        send(stream, false, channel, pairs, watches);
      }
    }
  }

  /** Asks for one channel; {@code anew} ends a former subscription first. */
  void one(StreamOutlet stream, KrakenFeed feed, ChannelWatch channel, boolean anew) {
    List<String> pair = List.of(feed.pair().streamName());
    if (anew) {
      send(stream, true, channel.channel(), pair, List.of(channel));
    }
    send(stream, false, channel.channel(), pair, List.of(channel));
  }

  private void send(
      StreamOutlet stream,
      boolean ends,
      MarketChannel channel,
      List<String> pairs,
      List<ChannelWatch> watches) {
    requests.put(++requestId, new Request(ends, watches));
    stream.send(
        KrakenMessages.market(
            ends ? "unsubscribe" : "subscribe", requestId, channel, depth, pairs));
  }

  /** The venue answered a request. */
  void answered(StreamOutlet stream, JsonNode message) {
    Request request = requests.get(message.path("reqid").asInt());
    String words = message.path("errorMessage").asText();
    switch (message.path("status").asText()) {
      case "subscribed" ->
          about(message, request).forEach(watch -> health.confirmed(stream, watch));
      case "error" -> {
        boolean ends = request != null && request.ends();
        if (!ends && !KrakenErrors.isNoSubscription(words)) {
          about(message, request).forEach(watch -> refused(stream, watch, words));
        }
      }
      default -> {
        // The end of a subscription that we asked for.
      }
    }
  }

  private void refused(StreamOutlet stream, ChannelWatch channel, String words) {
    switch (KrakenErrors.refusal(words)) {
      case STANDS -> health.confirmed(stream, channel);
      case PASSING ->
          LOG.info(
              "subscription_postponed channel={} instrument={} cause=\"{}\"",
              channel.label(),
              channel.instrument(),
              words);
      case FINAL -> health.refused(stream, channel, words);
    }
  }

  /** The channel that an answer names; all of its request if it names no pair. */
  private List<ChannelWatch> about(JsonNode message, @Nullable Request request) {
    KrakenFeed feed = feeds.get(message.path("pair").asText());
    if (feed != null) {
      return KrakenMessages.channelOf(message.path("subscription").path("name").asText())
          .map(feed.channels()::get)
          .map(List::of)
          .orElse(List.of());
    }
    return request == null || message.has("pair")
        ? List.of()
        : request.channels().stream()
            .filter(watch -> watch.state() == ChannelState.SUBSCRIBING)
            .toList();
  }
}

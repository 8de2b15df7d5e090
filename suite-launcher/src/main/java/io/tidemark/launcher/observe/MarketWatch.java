package io.tidemark.launcher.observe;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What is seen of one instrument's stream, as the ingestor tells it. */
final class MarketWatch {

  private static final Set<String> BROKEN =
      Set.of("STALLED", "RESYNCING", "REFUSED", "DISCONNECTED", "CLOSED");

  /** Longer than this without an event is stale, unless the venue was asked and is quiet. */
  private static final Duration STALE = Duration.ofMinutes(5);

  private final SortedMap<String, Trouble> channels = new TreeMap<>();
  private final SortedMap<String, Age> ages = new TreeMap<>();
  private final Trouble stale = new Trouble();
  private String state = "";
  private Age age = new Age(Duration.ZERO, Duration.ZERO);
  private boolean known;

  /**
   * How long nothing came, by the suite's time.
   *
   * @param now as it was last seen
   * @param worst the longest that was seen
   */
  record Age(Duration now, Duration worst) {

    private Age then(Duration seen) {
      Duration past = seen.isNegative() ? Duration.ZERO : seen;
      return new Age(past, past.compareTo(worst) > 0 ? past : worst);
    }
  }

  /**
   * Takes in what is told of it.
   *
   * @return the suite's time when it was told; empty before the first event
   */
  Optional<Instant> see(JsonNode stream, VenueTime time, Instant now) {
    state = stream.path("state").asString("");
    Optional<Instant> told = toldAt(stream);
    boolean quiet = seeChannels(stream, told, now);
    if (told.isEmpty()) {
      stale.wrong("nothing has come yet", now);
    } else {
      age = age.then(seconds(stream.path("ageSeconds")));
      known = true;
      stale.see(
          age.now.compareTo(time.during(STALE)) > 0 && !quiet,
          "the last event is %s old".formatted(Words.of(age.now)),
          now);
    }
    return told;
  }

  private static Optional<Instant> toldAt(JsonNode stream) {
    JsonNode last = stream.path("lastEventTime");
    JsonNode old = stream.path("ageSeconds");
    return last.isString() && !old.isMissingNode() && !old.isNull()
        ? Optional.of(Instant.parse(last.asString()).plus(seconds(old)))
        : Optional.empty();
  }

  /** Whether the venue was found to have nothing newer. */
  private boolean seeChannels(JsonNode stream, Optional<Instant> told, Instant now) {
    boolean idle = false;
    if (stream.path("channels").isEmpty()) {
      trouble("connection").see(BROKEN.contains(state), "is " + state, now);
    }
    for (JsonNode channel : stream.path("channels")) {
      String name = channel.path("channel").asString("");
      String channelState = channel.path("state").asString("");
      idle |= channelState.equals("IDLE");
      trouble("connection").fine(now);
      trouble(name).see(BROKEN.contains(channelState), "is " + channelState, now);
      JsonNode heard = channel.path("lastHeard");
      if (told.isPresent() && heard.isString()) {
        Duration since = Duration.between(Instant.parse(heard.asString()), told.get());
        ages.merge(name, new Age(since, since), (before, _) -> before.then(since));
      }
    }
    return idle && channels.values().stream().noneMatch(Trouble::lasts);
  }

  private Trouble trouble(String channel) {
    return channels.computeIfAbsent(channel, _ -> new Trouble());
  }

  private static Duration seconds(JsonNode seconds) {
    return Duration.ofMillis(
        new BigDecimal(seconds.asString("0")).movePointRight(3).toBigInteger().longValueExact());
  }

  /** By channel; {@code connection} for all of them. */
  Map<String, Trouble> channels() {
    return channels;
  }

  Trouble stale() {
    return stale;
  }

  /** Since the last event of any channel; empty before the first. */
  Optional<Age> age() {
    return known ? Optional.of(age) : Optional.empty();
  }

  /** By channel, those that were heard. */
  SortedMap<String, Age> ages() {
    return ages;
  }

  /** The stream's state, and what is wrong with its channels. */
  String state() {
    String wrong =
        channels.entrySet().stream()
            .filter(channel -> channel.getValue().lasts())
            .map(channel -> channel.getKey() + " " + channel.getValue().what())
            .collect(Collectors.joining(", "));
    return wrong.isEmpty() ? state : wrong;
  }
}

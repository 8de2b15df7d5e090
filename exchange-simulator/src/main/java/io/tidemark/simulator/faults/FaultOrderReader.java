package io.tidemark.simulator.faults;

import io.tidemark.model.reason.DataFault;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what fault is asked for. What it does not know it refuses. */
final class FaultOrderReader {

  private static final Set<String> COMMON =
      Set.of("kind", "count", "forMillis", "probability", "seed", "parameters");
  private static final Set<String> ALL_FIELDS =
      Set.of(
          "kind",
          "channel",
          "pair",
          "method",
          "count",
          "forMillis",
          "probability",
          "seed",
          "parameters");

  private static final Set<String> CHANNELS =
      Set.of(
          "ticker",
          "trade",
          "book",
          "ohlc",
          "level3",
          "instrument",
          "ownTrades",
          "openOrders",
          "executions",
          "balances");

  private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();
  private static final int MOST_COPIES = 100;
  private static final int LARGEST_WINDOW = 1000;

  private final List<Pair> pairs;

  FaultOrderReader(List<Pair> pairs) {
    this.pairs = pairs;
  }

  /**
   * @throws IllegalArgumentException if a field is unknown, missing or out of its range
   */
  FaultOrder read(JsonNode body) {
    FaultFields fields = FaultFields.of(body, "", ALL_FIELDS, "a fault");
    FaultKind kind = kind(fields);
    Set<String> known = new HashSet<>(COMMON);
    known.addAll(kind.scopeFields());
    FaultFields.of(body, "", known, kind.name());
    Effect effect =
        effect(
            kind,
            FaultFields.of(
                fields.has("parameters") ? body.path("parameters") : KrakenJson.object(),
                "parameters.",
                kind.parameters(),
                kind.name()));
    String channel = channel(fields);
    String method = method(fields);
    if (channel != null && method != null) {
      throw new IllegalArgumentException(
          "channel and method exclude each other: a fault is of the streams or of REST");
    }
    return new FaultOrder(
        kind,
        effect,
        channel,
        pair(fields),
        method,
        fields.has("count") ? fields.whole("count", 1, 1, Long.MAX_VALUE) : null,
        fields.has("forMillis")
            ? Duration.ofMillis(fields.whole("forMillis", 1, 1, LONGEST_MILLIS))
            : null,
        fields.probability("probability"),
        fields.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private static FaultKind kind(FaultFields fields) {
    if (!fields.has("kind")) {
      throw new IllegalArgumentException("kind must be given; " + kinds());
    }
    String text = fields.text("kind");
    for (FaultKind kind : FaultKind.values()) {
      if (kind.name().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind %s; %s".formatted(text, kinds()));
  }

  private static String kinds() {
    List<String> names = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      names.add(kind.name());
    }
    return "there are " + String.join(", ", names);
  }

  private static @Nullable String channel(FaultFields fields) {
    String channel = fields.text("channel");
    if (channel != null && !CHANNELS.contains(channel)) {
      throw fields.wrong("channel", "must be one of " + String.join(", ", new TreeSet<>(CHANNELS)));
    }
    return channel;
  }

  /** The last step of a path, or the bare name. */
  private static @Nullable String method(FaultFields fields) {
    String method = fields.text("method");
    if (method == null) {
      return null;
    }
    String name = method.substring(method.lastIndexOf('/') + 1);
    if (!name.matches("[A-Za-z_]+")) {
      throw fields.wrong("method", "must be a method such as AddOrder, or add_order");
    }
    return name;
  }

  private @Nullable Pair pair(FaultFields fields) {
    String text = fields.text("pair");
    return text == null
        ? null
        : pairs.stream()
            .filter(pair -> pair.isCalled(text))
            .findFirst()
            .orElseThrow(() -> fields.wrong("pair", "must be a pair of this venue"));
  }

  private static Effect effect(FaultKind kind, FaultFields parameters) {
    return switch (kind) {
      case DROP -> new Effect.Drop(connections(parameters), parameters.yes("refuse", false));
      case STALL -> new Effect.Stall();
      case SILENCE -> new Effect.Silence(connections(parameters));
      case BAD_CHECKSUM -> new Effect.BadChecksum();
      case DUPLICATE -> new Effect.Duplicate((int) parameters.whole("copies", 1, 1, MOST_COPIES));
      case REORDER -> new Effect.Reorder((int) parameters.whole("window", 2, 2, LARGEST_WINDOW));
      case DROP_MESSAGES -> new Effect.DropMessages();
      case HTTP_ERROR ->
          new Effect.HttpError(
              (int) parameters.whole("status", 503, 500, 599),
              parameters.constant("body", Effect.Body.class, Effect.Body.HTML));
      case RATE_LIMIT_ERROR -> new Effect.RateLimitError();
      case TOKEN_FAILURE ->
          new Effect.TokenFailure(
              parameters.constant("at", Effect.TokenPlace.class, Effect.TokenPlace.BOTH));
      case LATENCY -> latency(parameters);
      case TIMEOUT_AFTER_ACCEPT -> new Effect.TimeoutAfterAccept(parameters.yes("close", true));
      case CLOCK_SKEW -> {
        required(parameters, "millis");
        yield new Effect.ClockSkew(
            Duration.ofMillis(parameters.whole("millis", 0, -LONGEST_MILLIS, LONGEST_MILLIS)));
      }
      case INVALID_DATA -> {
        required(parameters, "fault");
        yield new Effect.InvalidData(
            parameters.constant("fault", DataFault.class, DataFault.MALFORMED));
      }
      case REFUSE_SUBSCRIPTION -> {
        String message = parameters.text("message");
        yield new Effect.RefuseSubscription(
            message == null ? "EService:Market in cancel_only mode" : message);
      }
    };
  }

  private static Effect.Connections connections(FaultFields parameters) {
    return parameters.constant("connections", Effect.Connections.class, Effect.Connections.ALL);
  }

  private static Effect latency(FaultFields parameters) {
    if (parameters.has("millis") == (parameters.has("minMillis") || parameters.has("maxMillis"))) {
      throw new IllegalArgumentException(
          "LATENCY takes parameters.millis, or parameters.minMillis and parameters.maxMillis");
    }
    long least =
        parameters.whole(
            "minMillis", parameters.whole("millis", 0, 0, LONGEST_MILLIS), 0, LONGEST_MILLIS);
    long most = parameters.whole("maxMillis", least, least, LONGEST_MILLIS);
    return new Effect.Latency(Duration.ofMillis(least), Duration.ofMillis(most));
  }

  private static void required(FaultFields parameters, String name) {
    if (!parameters.has(name)) {
      throw new IllegalArgumentException("parameters." + name + " must be given");
    }
  }
}

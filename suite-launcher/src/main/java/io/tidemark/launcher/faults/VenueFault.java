package io.tidemark.launcher.faults;

import io.tidemark.kit.codec.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A fault of the venue as its controls take it; see {@code POST /sim/v1/faults} of the simulator.
 *
 * @param fields of the request, {@code kind} among them
 */
record VenueFault(Map<String, Object> fields) {

  private static final String[] ACCOUNT_CHANNELS = {"ownTrades", "openOrders"};
  private static final String[] READS = {
    "QueryOrders", "OpenOrders", "ClosedOrders", "TradesHistory"
  };
  private static final String[] CONNECTIONS = {"PRIVATE", "PRIVATE", "PUBLIC", "ALL"};
  private static final int[] ERRORS = {500, 502, 503, 504};

  VenueFault {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** What can be drawn; each as likely as the others. */
  private enum Kind {
    LOST_ANSWER,
    HELD_ANSWER,
    REFUSED_ORDER,
    FAILING_READS,
    FAILING_REQUESTS,
    TOO_MANY_REQUESTS,
    REPEATED_REPORTS,
    SHUFFLED_REPORTS,
    MISSING_REPORTS,
    SILENT_REPORTS,
    CUT_CONNECTIONS,
    NO_TOKEN,
    LATE_ORDERS
  }

  /**
   * Draws one. It ends by itself, within ten seconds of the machine's time or after few strikes.
   */
  static VenueFault drawn(SplittableRandom random) {
    Kind[] kinds = Kind.values();
    Map<String, Object> fields = new LinkedHashMap<>();
    Kind kind = kinds[random.nextInt(kinds.length)];
    draw(kind, fields, random);
    fields.put("seed", random.nextLong());
    return new VenueFault(fields);
  }

  private static void draw(Kind kind, Map<String, Object> fields, SplittableRandom random) {
    switch (kind) {
      case LOST_ANSWER -> lostAnswer(fields, true, random);
      case HELD_ANSWER -> lostAnswer(fields, false, random);
      case REFUSED_ORDER -> {
        httpError(fields, random);
        fields.put("method", "AddOrder");
        fields.put("count", between(1, 2, random));
      }
      case FAILING_READS -> {
        httpError(fields, random);
        fields.put("method", one(READS, random));
        fields.put("count", between(1, 6, random));
      }
      case FAILING_REQUESTS -> {
        httpError(fields, random);
        fields.put("probability", 0.5);
        fields.put("count", between(2, 10, random));
      }
      case TOO_MANY_REQUESTS -> {
        fields.put("kind", "RATE_LIMIT_ERROR");
        fields.put("count", between(1, 4, random));
      }
      case REPEATED_REPORTS -> {
        reports(fields, "DUPLICATE", random);
        fields.put("parameters", Map.of("copies", between(1, 3, random)));
      }
      case SHUFFLED_REPORTS -> {
        reports(fields, "REORDER", random);
        fields.put("parameters", Map.of("window", between(2, 4, random)));
      }
      case MISSING_REPORTS -> {
        reports(fields, "DROP_MESSAGES", random);
        fields.put("probability", 0.5);
      }
      case SILENT_REPORTS -> reports(fields, "STALL", random);
      case CUT_CONNECTIONS -> {
        fields.put("kind", "DROP");
        fields.put("parameters", Map.of("connections", one(CONNECTIONS, random)));
      }
      case NO_TOKEN -> {
        fields.put("kind", "TOKEN_FAILURE");
        fields.put("count", between(1, 2, random));
      }
      case LATE_ORDERS -> {
        fields.put("kind", "LATENCY");
        fields.put("method", "AddOrder");
        fields.put("forMillis", between(2_000, 8_000, random));
        fields.put(
            "parameters",
            new TreeMap<>(Map.of("minMillis", 20, "maxMillis", between(200, 2_000, random))));
      }
    }
  }

  private static void lostAnswer(
      Map<String, Object> fields, boolean close, SplittableRandom random) {
    fields.put("kind", "TIMEOUT_AFTER_ACCEPT");
    fields.put("method", "AddOrder");
    fields.put("count", between(1, 2, random));
    fields.put("parameters", Map.of("close", close));
  }

  private static void httpError(Map<String, Object> fields, SplittableRandom random) {
    fields.put("kind", "HTTP_ERROR");
    fields.put("parameters", Map.of("status", ERRORS[random.nextInt(ERRORS.length)]));
  }

  private static void reports(Map<String, Object> fields, String kind, SplittableRandom random) {
    fields.put("kind", kind);
    fields.put("channel", one(ACCOUNT_CHANNELS, random));
    fields.put("forMillis", between(2_000, 10_000, random));
  }

  private static String one(String[] of, SplittableRandom random) {
    return of[random.nextInt(of.length)];
  }

  private static int between(int least, int most, SplittableRandom random) {
    return random.nextInt(least, most + 1);
  }

  /** The request's body. */
  String json() {
    return Json.mapper().writeValueAsString(fields);
  }

  /** What it is, in a few words. */
  String words() {
    StringBuilder words = new StringBuilder(String.valueOf(fields.get("kind")));
    for (String name : new String[] {"method", "channel", "count", "forMillis", "parameters"}) {
      if (fields.containsKey(name)) {
        words.append(' ').append(name).append('=').append(fields.get(name));
      }
    }
    return words.toString();
  }
}

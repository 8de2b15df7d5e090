package io.tidemark.launcher.soak;

import java.util.Locale;

/**
 * How one thing went over the last two thirds of a run; the first is its warm-up.
 *
 * @param of such as {@code scanner-service} or {@code positions.journal}
 * @param second in the second third
 * @param last in the last third
 */
record Trend(Kind kind, String of, double second, double last, Outcome outcome) {

  private static final double MEGABYTE = 1024 * 1024;

  /** What is judged, and from which growth on it is not flat: beyond both limits. */
  enum Kind {
    /** Live data after a full collection. */
    HEAP("MB", 16, 0.1),
    /** Resident memory of a process's own. */
    MEMORY("MB", 32, 0.1),
    THREADS("", 8, 0),
    OPEN_FILES("", 8, 0),
    /** Kafka and Postgres open files as their data grow and their clients need. */
    OPEN_FILES_OF_SERVER("", 64, 0.2),
    /** Messages not taken yet, of all consumers. */
    LAG("messages", 5_000, 0.5),
    BOUNDED_TABLE("MB", 8, 0.25),
    /** The pace at which it grows. */
    HISTORY_TABLE("MB a venue hour", 1, 0.5),
    /** The pace at which what Kafka keeps grows. */
    KAFKA_MESSAGES("MB a venue hour", 1, 0.5);

    private final String unit;
    private final double absolute;
    private final double relative;

    Kind(String unit, double absolute, double relative) {
      this.unit = unit;
      this.absolute = absolute;
      this.relative = relative;
    }

    /** As people call it, such as {@code open files}. */
    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private double shown(double value) {
      return unit.startsWith("MB") ? value / MEGABYTE : value;
    }

    private boolean isFlat(double second, double last) {
      double growth = last - second;
      return shown(growth) <= absolute || growth <= relative * second;
    }
  }

  /** What became of it. */
  enum Outcome {
    FLAT,
    GROWS,
    /** Too little of it was seen to tell. */
    NOT_JUDGED
  }

  /** A trend of two figures: of what is measured in bytes, in bytes. */
  static Trend of(Kind kind, String of, double second, double last) {
    return new Trend(
        kind, of, second, last, kind.isFlat(second, last) ? Outcome.FLAT : Outcome.GROWS);
  }

  /** One of which too little was seen. */
  static Trend notJudged(Kind kind, String of) {
    return new Trend(kind, of, 0, 0, Outcome.NOT_JUDGED);
  }

  /** From the second third to the last. */
  double growth() {
    return last - second;
  }

  /** The figures in words, such as {@code scanner-service 41.2 to 41.9 MB}. */
  String words() {
    return "%s %.1f to %.1f %s"
        .formatted(of, kind.shown(second), kind.shown(last), kind.unit)
        .strip();
  }
}

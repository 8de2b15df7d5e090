package io.tidemark.launcher.monitoring;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Panels that a run of seconds on the simulator leaves empty; they are asked all the same. */
final class EmptyPanels {

  /** By panel's key, why. */
  static final Map<String, String> REASONS = new TreeMap<>();

  static {
    add(
        "no model serves in it",
        "ml/Age of the champion",
        "ml/Features that are missing",
        "ml/Drifted features",
        "ml/Fall of accuracy",
        "ml/Drift",
        "ml/Predictions of the symbol",
        "ml/Predictions made",
        "ml/From bar to prediction",
        "ml/Time of a batch",
        "ml/Calibration",
        "ml/Right of late",
        "ml/Outcomes");
    add("none is trained in it", "ml/Versions", "ml/Training runs", "ml/Hold-outs");
    add(
        "the simulator's data is good",
        "data-quality/Channels that are not well",
        "data-quality/Gaps at work",
        "data-quality/Quarantined",
        "data-quality/Latest of the quarantine",
        "data-quality/Bars that the venue contradicts");
    add("every message can be read", "platform/Dead letters");
    add("every bar may be decided on", "decisions/Bars passed over");
    add("books need not differ", "trading/Differences with the venue");
    add("venues that are real alone are compared with paper", "trading/Venue against paper");
    add("a certificate is of a day", "platform/Parity", "platform/Age of the certificate");
    add("commands push, and services do not", "platform/Runs of the command line");
  }

  private EmptyPanels() {}

  private static void add(String reason, String... panels) {
    Arrays.stream(panels).forEach(panel -> REASONS.put(panel, reason));
  }
}

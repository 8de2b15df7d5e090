package io.tidemark.ml.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.serve.PassedOver;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What serving tells of itself; bars that are only taken in recovery do not count. */
final class PredictionMetrics {

  private static final String MODEL = "model";
  private static final double MILLIS = 1_000;

  private final MeterRegistry registry;
  private final SuiteClock clock;
  private final Map<String, AtomicReference<Double>> missing = new ConcurrentHashMap<>();

  PredictionMetrics(MeterRegistry registry, SuiteClock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Tells how old the champion of a name is, since it was registered; nothing without one. */
  void age(String model, ModelSlot champion) {
    Gauge.builder("tidemark_model_age_seconds", champion, this::age)
        .tag(MODEL, model)
        .register(registry);
  }

  private double age(ModelSlot slot) {
    return slot.model()
        .map(model -> Duration.between(model.registeredAt(), clock.instant()).toMillis() / MILLIS)
        .orElse(Double.NaN);
  }

  /** A batch was foretold of. */
  void batch(String model, Duration took) {
    registry.timer("tidemark_prediction_seconds", MODEL, model).record(took);
  }

  /** The share of the features that a model was shown and that were missing, from 0 to 1. */
  void missing(String model, double share) {
    missing
        .computeIfAbsent(
            model,
            name -> {
              AtomicReference<Double> latest = new AtomicReference<>(share);
              Gauge.builder("tidemark_features_missing_ratio", latest, AtomicReference::get)
                  .tag(MODEL, name)
                  .register(registry);
              return latest;
            })
        .set(share);
  }

  void passedOver(String model, PassedOver.Why why) {
    registry
        .counter(
            "tidemark_prediction_bars_passed_over_total",
            MODEL,
            model,
            "why",
            why.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /**
   * @param written when its row was written, and Kafka had it if it was published
   */
  void told(PredictionRow row, Instant written) {
    String role = row.role().name().toLowerCase(Locale.ROOT);
    registry
        .counter("tidemark_predictions_total", MODEL, row.prediction().model(), "role", role)
        .increment();
    Duration latency = Duration.between(row.prediction().eventTime(), written);
    registry
        .timer("tidemark_bar_to_prediction_seconds", MODEL, row.prediction().model(), "role", role)
        .record(latency.isNegative() ? Duration.ZERO : latency);
  }

  /** A model of a name could not be opened. */
  void unreadable(String model) {
    registry.counter("tidemark_model_unreadable_total", MODEL, model).increment();
  }
}

package io.tidemark.ml.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.configuration.Retraining;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code tidemark_model_drift}: the last figures of each model, by measure. */
@Component
class DriftMetrics {

  private static final double PERCENT = 100;

  private final MeterRegistry registry;
  private final Map<String, Figures> last = new ConcurrentHashMap<>();

  DriftMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  private record Figures(double drifted, double index, double distance, double fall) {}

  /** Takes the figures of a model. */
  void told(String model, DriftFigures figures, Retraining limits) {
    DriftFigures.Score score = figures.score();
    Figures before =
        last.put(
            model,
            new Figures(
                figures.driftedPct(limits) / PERCENT,
                figures.greatestIndex(),
                figures.greatestDistance(),
                score == null ? Double.NaN : score.fall()));
    if (before == null) {
      gauge(model, "drifted_features", Figures::drifted);
      gauge(model, "greatest_psi", Figures::index);
      gauge(model, "greatest_ks", Figures::distance);
      gauge(model, "accuracy_fall", Figures::fall);
    }
  }

  private void gauge(String model, String measure, ToDoubleFunction<Figures> value) {
    Gauge.builder("tidemark_model_drift", last, all -> valueOf(all.get(model), value))
        .description("How far a champion's features and accuracy have moved since its training")
        .tag("model", model)
        .tag("measure", measure)
        .register(registry);
  }

  private static double valueOf(@Nullable Figures figures, ToDoubleFunction<Figures> value) {
    return figures == null ? Double.NaN : value.applyAsDouble(figures);
  }
}

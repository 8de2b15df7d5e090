package io.tidemark.position.stage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.risk.RiskState;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.OrderDenied;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What the stage does, as figures. Amounts are shown as doubles: they are for eyes only. */
final class StageMetrics {

  private final MeterRegistry metrics;
  private final Timer steps;
  private final AtomicLong openPositions = new AtomicLong();
  private final AtomicLong sequence = new AtomicLong();
  private final Map<String, Figures> byCurrency = new ConcurrentHashMap<>();

  StageMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
    this.steps = metrics.timer("tidemark_stage_step_seconds", "stage", "position");
    Gauge.builder("tidemark_positions_open", openPositions, AtomicLong::doubleValue)
        .description("Positions that are open, opening or closing")
        .register(metrics);
    Gauge.builder("tidemark_journal_sequence", sequence, AtomicLong::doubleValue)
        .description("The last sequence of the input journal")
        .register(metrics);
  }

  <T> T step(Supplier<T> step) {
    T result = steps.record(step);
    if (result == null) {
      throw new IllegalStateException("a step gave nothing");
    }
    return result;
  }

  /** Counts an input that was not applied, and why. */
  void ignored(String reason) {
    metrics.counter("tidemark_inputs_ignored_total", "reason", reason).increment();
  }

  /** Notes how long a command took from when the suite took it in until now. */
  void acknowledged(ControlCommand command, Instant now) {
    Duration taken = Duration.between(command.observedAt(), now);
    metrics
        .timer("tidemark_control_acknowledgement_seconds", "action", command.action().name())
        .record(taken.isNegative() ? Duration.ZERO : taken);
  }

  /** Shows a committed state. */
  void committed(PositionStage stage, long lastSequence, List<OrderDenied> denials) {
    openPositions.set(stage.livePositions().size());
    sequence.set(lastSequence);
    Map<String, Double> peaks = peaks(stage.riskMarks());
    for (CashBalance balance : stage.account().balances().values()) {
      String currency = balance.cash().currency();
      double equity = stage.equity(currency).amount().doubleValue();
      byCurrency
          .computeIfAbsent(currency, this::register)
          .show(
              equity,
              balance.realisedPnl().amount().doubleValue(),
              peaks.getOrDefault(currency, equity));
    }
    for (OrderDenied denial : denials) {
      metrics
          .counter(
              "tidemark_denials_total",
              Tags.of("reason", denial.reason().name())
                  .and("exchange", denial.instrument().exchange())
                  .and("symbol", denial.instrument().symbol().toString())
                  .and("strategy", denial.strategy()))
          .increment();
    }
  }

  private static Map<String, Double> peaks(RiskState.Marks marks) {
    Map<String, Double> peaks = new HashMap<>();
    for (RiskState.EquityMark mark : marks.equity()) {
      peaks.put(mark.peak().currency(), mark.peak().amount().doubleValue());
    }
    return peaks;
  }

  private Figures register(String currency) {
    Figures figures = new Figures();
    Gauge.builder("tidemark_equity", figures, shown -> shown.equity)
        .description("Cash plus what is held at last prices, in the quote currency")
        .tag("currency", currency)
        .register(metrics);
    Gauge.builder("tidemark_realised_pnl", figures, shown -> shown.realisedPnl)
        .description("The result of what was closed, after fees, in the quote currency")
        .tag("currency", currency)
        .register(metrics);
    Gauge.builder("tidemark_drawdown_ratio", figures, shown -> shown.drawdown)
        .description("By what share equity lies below its peak, from which the guards measure")
        .tag("currency", currency)
        .register(metrics);
    return figures;
  }

  private static final class Figures {
    private volatile double equity;
    private volatile double realisedPnl;
    private volatile double drawdown;

    void show(double currentEquity, double currentPnl, double peak) {
      equity = currentEquity;
      realisedPnl = currentPnl;
      drawdown = peak > 0 ? Math.max(0, 1 - currentEquity / peak) : 0;
    }
  }
}

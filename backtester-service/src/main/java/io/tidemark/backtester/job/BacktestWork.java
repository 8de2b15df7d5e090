package io.tidemark.backtester.job;

import io.tidemark.backtester.run.BacktestJson;
import io.tidemark.backtester.run.BacktestOutcome;
import io.tidemark.backtester.run.BacktestRun;
import io.tidemark.backtester.run.PreparedBacktest;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Runs a strategy over recorded bars. */
@Component
class BacktestWork implements Work {

  private final Inquiry inquiry;
  private final BacktestTables tables;

  BacktestWork(Inquiry inquiry, BacktestTables tables) {
    this.inquiry = inquiry;
    this.tables = tables;
  }

  @Override
  public JobKind kind() {
    return JobKind.BACKTEST;
  }

  @Override
  public String unit() {
    return "bars";
  }

  @Override
  public Optional<Result> run(Job job, JobProgress progress) throws IOException {
    StrategyDefinition strategy = inquiry.strategy(job.request()).definition();
    StrategyRegistry registry = StrategyRegistry.standard();
    PreparedBacktest prepared = PreparedBacktest.of(inquiry.settings(job.request()), strategy);
    progress.begin(prepared.bars(), 0);
    Optional<BacktestOutcome> outcome =
        new BacktestRun(prepared, registry).of(prepared.asRun(strategy), true, progress);
    return outcome.isEmpty() ? Optional.empty() : Optional.of(told(job, outcome.get(), registry));
  }

  private Result told(Job job, BacktestOutcome outcome, StrategyRegistry registry)
      throws IOException {
    Map<ReportFormat, byte[]> reports = ReportFormat.all(outcome, registry);
    return new Result(
        ResultJson.without(out -> BacktestJson.write(outcome, out), "trades", "equity"),
        () -> tables.save(job.id(), outcome, reports));
  }
}

package io.tidemark.backfiller.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.backfiller.BackfillerProperties;
import io.tidemark.backfiller.gap.GapTable;
import io.tidemark.backfiller.gap.UnfillableTable;
import io.tidemark.backfiller.store.BarStore;
import io.tidemark.backfiller.venue.Venues;
import io.tidemark.kit.time.SuiteClock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What the work on any item needs. */
@Component
record Workbench(
    BackfillerProperties properties,
    Venues venues,
    BarStore store,
    JobTable jobs,
    CursorTable cursors,
    GapTable gaps,
    UnfillableTable unfillable,
    TransactionTemplate stageTransactions,
    SuiteClock clock,
    MeterRegistry metrics) {

  /** Runs in one transaction. */
  void transaction(Runnable writes) {
    stageTransactions.executeWithoutResult(status -> writes.run());
  }
}

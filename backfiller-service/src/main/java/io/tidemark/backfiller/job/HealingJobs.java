package io.tidemark.backfiller.job;

import io.tidemark.backfiller.gap.HistoryRequests;
import io.tidemark.core.history.Span;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets healing ask for history as any user does. */
@Component
class HealingJobs implements HistoryRequests {

  private final Jobs jobs;

  HealingJobs(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public void ask(InstrumentId instrument, Timeframe timeframe, Span span) {
    jobs.submit(
        new Jobs.JobRequest(
            instrument.exchange(),
            List.of(instrument.symbol().toString()),
            List.of(timeframe.code()),
            span.from(),
            span.to()));
  }
}

package io.tidemark.execution.account;

import io.tidemark.execution.paper.ComparisonWithPaper;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.util.Map;

/** Begins to price real orders by the paper model. */
@FunctionalInterface
public interface ComparisonOpener {

  /** Begins, for the instruments that the venue lists. */
  ComparisonWithPaper open(Map<InstrumentId, InstrumentRules> listed);
}

package io.tidemark.core.exit;

import java.util.List;

/**
 * What a price, a bar or a close comes to.
 *
 * @param progress to go on with
 * @param due what is to be closed now, in order; at most one of a price or a close
 */
public record ExitOutcome(ExitProgress progress, List<ExitDue> due) {

  public ExitOutcome {
    due = List.copyOf(due);
  }
}

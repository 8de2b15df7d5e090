package io.tidemark.operator.thought;

import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import java.util.ArrayList;
import java.util.List;

/** Writes down what there is to tell of the events of a poll. */
final class ThoughtHandler implements EventHandler {

  private final Narrator narrator;
  private final ThoughtTable table;
  private final List<Thought> told = new ArrayList<>();
  private boolean wrote;

  ThoughtHandler(Narrator narrator, ThoughtTable table) {
    this.narrator = narrator;
    this.table = table;
  }

  @Override
  public void handle(Received received) {
    told.addAll(narrator.tell(received.event()));
  }

  @Override
  public void flush() {
    wrote = false;
    for (Thought thought : told) {
      wrote |= table.add(thought);
    }
    told.clear();
  }

  @Override
  public boolean changedNothing() {
    return !wrote;
  }

  @Override
  public void reset() {
    told.clear();
    narrator.forget();
  }
}

package io.tidemark.execution.orders;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.VenueCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets steps that wait at the same time share a transaction, in the order they came: while one
 * commits, the next gather, and the first of them takes all along. A commit costs the disk's time
 * whatever it holds, so the busier the account, the fewer an order needs. Thread-safe.
 */
final class GroupCommit {

  /** So that no transaction grows without bounds. */
  private static final int MOST_STEPS = 100;

  private final Function<List<List<? extends ExecutionInput>>, List<List<VenueCommand>>> commit;
  private final Queue<Step> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param commit steps what it is given in one transaction and tells each step's commands, in the
   *     same order
   */
  GroupCommit(Function<List<List<? extends ExecutionInput>>, List<List<VenueCommand>>> commit) {
    this.commit = commit;
  }

  /** Steps inputs together, with others that wait; returns once they are committed. */
  List<VenueCommand> step(List<? extends ExecutionInput> inputs) {
    Step mine = new Step(inputs);
    waiting.add(mine);
    turn.lock();
    try {
      while (!mine.isOver()) {
        commitTogether(next());
      }
    } finally {
      turn.unlock();
    }
    return mine.commands();
  }

  /** How many steps wait that nobody has begun to commit. */
  int waiting() {
    return waiting.size();
  }

  private List<Step> next() {
    List<Step> steps = new ArrayList<>();
    for (Step step = waiting.poll(); step != null; step = waiting.poll()) {
      steps.add(step);
      if (steps.size() == MOST_STEPS) {
        break;
      }
    }
    return steps;
  }

  /** If they fail together, each is tried by itself, and fails for its own reason only. */
  private void commitTogether(List<Step> steps) {
    try {
      List<List<VenueCommand>> commands =
          commit.apply(steps.stream().<List<? extends ExecutionInput>>map(s -> s.inputs).toList());
      for (int i = 0; i < steps.size(); i++) {
        steps.get(i).commands = commands.get(i);
      }
    } catch (RuntimeException e) {
      if (steps.size() == 1) {
        steps.getFirst().failure = e;
      } else {
        steps.forEach(step -> commitTogether(List.of(step)));
      }
    } finally {
      steps.forEach(Step::giveUpUnlessOver);
    }
  }

  /** One caller's inputs and what came of them; seen by whoever has the turn. */
  private static final class Step {

    private final List<? extends ExecutionInput> inputs;
    private @Nullable List<VenueCommand> commands;
    private @Nullable RuntimeException failure;

    Step(List<? extends ExecutionInput> inputs) {
      this.inputs = inputs;
    }

    boolean isOver() {
      return commands != null || failure != null;
    }

    void giveUpUnlessOver() {
      if (!isOver()) {
        failure = new IllegalStateException("the thread that stepped it came to an end");
      }
    }

    List<VenueCommand> commands() {
      if (commands == null) {
        throw failure == null ? new IllegalStateException("it was not stepped yet") : failure;
      }
      return commands;
    }
  }
}

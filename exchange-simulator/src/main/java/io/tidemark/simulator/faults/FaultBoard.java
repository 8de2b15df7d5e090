package io.tidemark.simulator.faults;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The faults that were set, in the order in which they were set. Ended ones stay to be read until
 * they are removed; the oldest of them go once there are many.
 */
public final class FaultBoard {

  private static final int MOST_ENDED = 1000;

  private final InstantSource wall;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Runnable> onChange = new ArrayList<>();
  private List<Fault> active = List.of();
  private long lastId;

  /**
   * @param wall what {@code forMillis} counts in
   */
  public FaultBoard(InstantSource wall) {
    this.wall = wall;
  }

  Fault add(FaultOrder order) {
    Fault fault = new Fault(++lastId, order, wall.instant());
    faults.add(fault);
    changed();
    return fault;
  }

  List<Fault> all() {
    endWhatIsOver();
    return List.copyOf(faults);
  }

  /** Takes faults off the board; they end. */
  int remove(Predicate<Fault> which) {
    List<Fault> removed = faults.stream().filter(which).toList();
    removed.forEach(Fault::end);
    faults.removeAll(removed);
    changed();
    return removed.size();
  }

  /** Told whenever a fault came or ended. */
  void onChange(Runnable task) {
    onChange.add(task);
  }

  /** Wall time. */
  Instant now() {
    return wall.instant();
  }

  /** Whether nothing is wrong; costs next to nothing, for it is asked for each message. */
  boolean isQuiet() {
    return active.isEmpty();
  }

  /** The faults that may strike now. */
  List<Fault> active() {
    endWhatIsOver();
    return active;
  }

  /** Ends the faults whose time or count is over. To be called now and then. */
  public void endWhatIsOver() {
    if (active.isEmpty()) {
      return;
    }
    var now = wall.instant();
    active.forEach(fault -> fault.endIfOver(now));
    if (!active.stream().allMatch(Fault::isActive)) {
      changed();
    }
  }

  private void changed() {
    onChange.forEach(Runnable::run);
    active = faults.stream().filter(Fault::isActive).toList();
    int spare = faults.size() - active.size() - MOST_ENDED;
    for (int i = 0; spare > 0; spare--) {
      while (faults.get(i).isActive()) {
        i++;
      }
      faults.remove(i);
    }
  }
}

package io.tidemark.launcher.suite;

import io.tidemark.embedded.Ports;
import io.tidemark.embedded.PortsInUseException;
import java.util.List;

/** Ports of a suite that nobody on this machine uses now, others for each process of tests. */
public final class FreePorts {

  private static final int FORK = Integer.getInteger("surefire.forkNumber", 1);
  private static final int FIRST_OFFSET = 7_000 + 4_000 * FORK;
  private static final int LAST_OFFSET = FIRST_OFFSET + 4_000;
  private static final int STEP = 100;

  private FreePorts() {}

  /** Enough for a suite with its venue. */
  public static SuitePorts ofSuite() {
    List<Integer> free = Ports.free(4);
    for (int offset = FIRST_OFFSET; offset < LAST_OFFSET; offset += STEP) {
      SuitePorts ports = new SuitePorts(free.get(0), free.get(1), free.get(2), free.get(3), offset);
      try {
        ports.requireFree(true);
        return ports;
      } catch (PortsInUseException e) {
        // Another suite runs there.
      }
    }
    throw new IllegalStateException("no free ports for a suite");
  }
}

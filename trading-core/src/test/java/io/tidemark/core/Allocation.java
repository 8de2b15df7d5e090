package io.tidemark.core;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a step allocates. */
public final class Allocation {
  private static final int WARM_UP = 2_000;

  private Allocation() {}

  /** The bytes this thread allocates in some repetitions of a step, after some more before. */
  public static long bytesOf(int repetitions, Runnable step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < repetitions; i++) {
      step.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}

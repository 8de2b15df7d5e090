package io.tidemark.kit.time;

import java.net.URI;

/** Gives the clock that a setting names. */
public final class SuiteClocks {

  private SuiteClocks() {}

  /**
   * The clock.
   *
   * @param setting {@code system}, or the address of a replaying venue's clock
   * @throws IllegalStateException if that venue does not tell its time
   */
  public static SuiteClock of(String setting) {
    return setting.equals("system")
        ? SuiteClock.system()
        : new VenueClock(URI.create(setting), System::nanoTime);
  }
}

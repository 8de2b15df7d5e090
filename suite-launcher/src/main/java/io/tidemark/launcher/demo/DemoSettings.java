package io.tidemark.launcher.demo;

import io.tidemark.model.Symbol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is asked for.
 *
 * @param configuration {@code tidemark.yaml}; strategies beside it
 * @param data files of trades or candles to replay; empty for the recorded trades that ship
 * @param symbol what they are of
 * @param speed seconds of the venue in one second, above 0
 * @param length how long to run once all is ready; null for as long as there is data
 * @param fresh whether to begin a new replay where an unfinished one could go on
 * @param json where to write the report; null for nowhere
 */
public record DemoSettings(
    Path configuration,
    List<Path> data,
    Symbol symbol,
    int speed,
    @Nullable Duration length,
    boolean fresh,
    @Nullable Path json) {

  public DemoSettings {
    data = List.copyOf(data);
    if (speed < 1) {
      throw new IllegalArgumentException("--speed must be 1 or above, was " + speed);
    }
    if (length != null && !length.isPositive()) {
      throw new IllegalArgumentException("--for must be above 0, was " + length);
    }
  }
}

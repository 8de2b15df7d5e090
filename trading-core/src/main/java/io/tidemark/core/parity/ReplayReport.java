package io.tidemark.core.parity;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a service's replay of what it recorded.
 *
 * @param service its name
 * @param run the run that was replayed
 * @param from the first instant of the window
 * @param to the first instant after it
 * @param verdict what it proves
 * @param replayableFrom the first instant from which on everything on record could be replayed;
 *     null if all of the window could be, or nothing
 * @param missing what could not be replayed and why, in words; empty if everything could be
 * @param inputs that the window has, replayed or not
 * @param recorded events that were recorded and could be compared
 * @param replayed events that the replay gave
 * @param recordedSha256 digest of the first, in lower-case hexadecimal
 * @param replayedSha256 digest of the second
 * @param differences events that differ, or are on one side only
 * @param firstDifference null for none
 * @param configurations hashes of what it was configured with in the window, by name
 */
public record ReplayReport(
    String service,
    String run,
    Instant from,
    Instant to,
    ParityVerdict verdict,
    @Nullable Instant replayableFrom,
    List<String> missing,
    long inputs,
    long recorded,
    long replayed,
    String recordedSha256,
    String replayedSha256,
    long differences,
    @Nullable ParityDifference firstDifference,
    SortedMap<String, String> configurations) {

  public ReplayReport {
    missing = List.copyOf(missing);
    configurations = Collections.unmodifiableSortedMap(new TreeMap<>(configurations));
  }

  /**
   * The report of a comparison. What differs is {@link ParityVerdict#DIFFERENT} whatever is
   * missing; nothing with something missing is equal.
   *
   * @param replayableFrom null if all of the window could be replayed, or nothing
   * @param missing empty if everything could be replayed
   */
  public static ReplayReport of(
      String service,
      String run,
      Window window,
      @Nullable Instant replayableFrom,
      List<String> missing,
      long inputs,
      ParityResult result,
      SortedMap<String, String> configurations) {
    ParityVerdict whole = missing.isEmpty() ? ParityVerdict.EQUAL : ParityVerdict.INCOMPLETE;
    return new ReplayReport(
        service,
        run,
        window.from(),
        window.to(),
        result.isEqual() ? whole : ParityVerdict.DIFFERENT,
        replayableFrom,
        missing,
        inputs,
        result.recorded(),
        result.replayed(),
        result.recordedSha256(),
        result.replayedSha256(),
        result.differences(),
        result.first().orElse(null),
        configurations);
  }
}

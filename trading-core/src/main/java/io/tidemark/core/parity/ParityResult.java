package io.tidemark.core.parity;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How two sequences of events compare.
 *
 * @param recorded events that were recorded
 * @param replayed events that the replay gave
 * @param recordedSha256 digest of the first, in lower-case hexadecimal
 * @param replayedSha256 digest of the second
 * @param differences events that differ, or are in one sequence only
 * @param first the first of these; empty for none
 */
public record ParityResult(
    long recorded,
    long replayed,
    String recordedSha256,
    String replayedSha256,
    long differences,
    Optional<ParityDifference> first) {

  /** Whether both say the same. */
  public boolean isEqual() {
    return differences == 0 && recordedSha256.equals(replayedSha256);
  }

  /**
   * The result of several sequences. Its digests are over the names and digests of the parts, in
   * the order of their names; its first difference is the one whose subject comes first.
   */
  public static ParityResult together(SortedMap<String, ParityResult> parts) {
    EventDigest recordedDigest = new EventDigest();
    EventDigest replayedDigest = new EventDigest();
    long recorded = 0;
    long replayed = 0;
    long differences = 0;
    for (var part : parts.entrySet()) {
      ParityResult result = part.getValue();
      recordedDigest.add(part.getKey());
      recordedDigest.add(result.recordedSha256);
      replayedDigest.add(part.getKey());
      replayedDigest.add(result.replayedSha256);
      recorded += result.recorded;
      replayed += result.replayed;
      differences += result.differences;
    }
    return new ParityResult(
        recorded,
        replayed,
        recordedDigest.hex(),
        replayedDigest.hex(),
        differences,
        parts.values().stream()
            .flatMap(result -> result.first.stream())
            .min(Comparator.comparing(ParityDifference::subject)));
  }
}

package io.tidemark.core.parity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a replay first says something else.
 *
 * @param index in the recorded sequence, from 0
 * @param subject of the event
 * @param recorded its text; null if the replay says something that was not said
 * @param replayed its text; null if the replay does not say what was said
 * @param fields those that differ, by name
 * @param recordedChain what led to the recorded event, first cause first
 * @param replayedChain what led to the replayed one, likewise
 */
public record ParityDifference(
    long index,
    String subject,
    @Nullable String recorded,
    @Nullable String replayed,
    List<FieldDifference> fields,
    List<CausationLink> recordedChain,
    List<CausationLink> replayedChain) {

  public ParityDifference {
    fields = List.copyOf(fields);
    recordedChain = List.copyOf(recordedChain);
    replayedChain = List.copyOf(replayedChain);
  }
}

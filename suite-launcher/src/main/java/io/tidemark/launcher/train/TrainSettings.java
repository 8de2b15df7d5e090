package io.tidemark.launcher.train;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param configuration a training file
 * @param data files of candles, at least one
 * @param bitcoin candles of bitcoin, for features of another symbol that read its close; may be
 *     empty
 * @param models folder of the models of all names
 * @param json where the result is written; null for nowhere
 * @param report where the result is written as a page; null for nowhere
 * @param trades closed trades that a model of signals learns from; null for none
 * @param strategy that the model is judged with; null for what the training file says
 * @param heapMegabytes of the process that trains
 */
public record TrainSettings(
    Path configuration,
    TrainMode mode,
    List<Path> data,
    List<Path> bitcoin,
    Path models,
    @Nullable Path json,
    @Nullable Path report,
    @Nullable Path trades,
    @Nullable Path strategy,
    int heapMegabytes) {

  public TrainSettings {
    data = List.copyOf(data);
    bitcoin = List.copyOf(bitcoin);
  }
}

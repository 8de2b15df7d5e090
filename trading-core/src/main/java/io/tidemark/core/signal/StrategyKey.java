package io.tidemark.core.signal;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A strategy in one configuration: what of a definition tells it from every other.
 *
 * @param configurationHash SHA-256 of the canonical form
 */
public record StrategyKey(
    String id, String className, Timeframe primaryTimeframe, String configurationHash) {

  /** The key of a definition. */
  public static StrategyKey of(StrategyDefinition definition) {
    return new StrategyKey(
        definition.id(),
        definition.className(),
        definition.market().primaryTimeframe(),
        definition.configurationHash());
  }

  /** Writes the key. */
  public void save(DataOutput out) throws IOException {
    out.writeUTF(id);
    out.writeUTF(className);
    out.writeUTF(primaryTimeframe.code());
    out.writeUTF(configurationHash);
  }

  /** A key that {@link #save} wrote. */
  public static StrategyKey restore(DataInput in) throws IOException {
    return new StrategyKey(in.readUTF(), in.readUTF(), Timeframe.parse(in.readUTF()), in.readUTF());
  }
}

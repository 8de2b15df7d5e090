package io.tidemark.simulator;

import io.tidemark.simulator.tape.DepthReader;
import io.tidemark.simulator.tape.DepthRecording;
import io.tidemark.simulator.tape.Recording;
import io.tidemark.simulator.tape.SyntheticTape;
import io.tidemark.simulator.tape.TapeReader;
import java.util.Optional;

/**
 * What a market replays.
 *
 * @param depth empty for a modelled book
 */
record MarketRecording(Recording trades, Optional<DepthRecording> depth) {

  static MarketRecording of(Recording trades) {
    return new MarketRecording(trades, Optional.empty());
  }

  /** Reads or makes what a source names. */
  static MarketRecording load(DataSource source) {
    Optional<DepthRecording> depth =
        source.depth().isEmpty()
            ? Optional.empty()
            : Optional.of(DepthReader.read(source.depth(), source.symbol()));
    Recording trades =
        switch (source.origin()) {
          case DataSource.Origin.Bundled bundled -> TapeReader.readBundled();
          case DataSource.Origin.File(var path) -> TapeReader.read(path);
          case DataSource.Origin.WithDepth with -> depth.orElseThrow().trades();
          case DataSource.Origin.Synthetic(var plan) -> SyntheticTape.make(plan);
        };
    return new MarketRecording(trades, depth);
  }
}

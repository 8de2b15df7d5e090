package io.tidemark.ml.live;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.indicator.Peers;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which models foretell, and of which instruments.
 *
 * @param run whose bars these are; a new one begins without the state of another
 * @param lines of which each has another name
 * @param symbols that the suite collects
 * @param peers what an instrument is compared with
 */
record LivePlan(
    String run, List<Line> lines, Set<Symbol> symbols, Function<InstrumentId, Peers> peers) {

  /**
   * The versions of one name, which take each other's place.
   *
   * @param model the name
   * @param exchange of whose instruments it foretells
   * @param features that the stand-in without a model is shown
   */
  record Line(String model, String exchange, FeatureSet features) {

    static Line of(TrainingFile file) {
      return new Line(file.training().modelName(), file.data().exchange(), file.featureSet());
    }
  }

  /**
   * Reads a list of training files with commas.
   *
   * @throws ConfigurationException if one is missing or not valid, or two name the same model
   */
  static List<Line> lines(String files) {
    List<Line> lines =
        Arrays.stream(files.split(","))
            .map(String::strip)
            .filter(file -> !file.isEmpty())
            .map(file -> Line.of(TrainingFile.load(Path.of(file))))
            .toList();
    Set<String> names = new HashSet<>();
    for (Line line : lines) {
      if (!names.add(line.model())) {
        throw new ConfigurationException(
            "tidemark.ml.models: two files train the model '%s'; name one of them"
                .formatted(line.model()));
      }
    }
    return lines;
  }

  /** The consumer group: services share the partitions. */
  String consumer() {
    return TidemarkService.ML.serviceName();
  }

  /** Whether a line foretells of an instrument. */
  boolean concerns(Line line, InstrumentId instrument) {
    return instrument.exchange().equals(line.exchange()) && symbols.contains(instrument.symbol());
  }

  /** Whether any line does. */
  boolean concerns(InstrumentId instrument) {
    return lines.stream().anyMatch(line -> concerns(line, instrument));
  }

  Peers peersOf(InstrumentId instrument) {
    return peers.apply(instrument);
  }
}

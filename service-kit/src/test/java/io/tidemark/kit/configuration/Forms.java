package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyFactory;
import io.tidemark.core.strategy.StrategyRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Configurations as users wrote them, and classes that some of them name. */
final class Forms {

  private Forms() {}

  /** The text of a configuration, such as {@code btc_rsi_strategy.yaml}. */
  static String text(String name) {
    try (InputStream in = Forms.class.getResourceAsStream("/forms/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a strategy's text says, as if it were in a file of that name; its class is not sought. */
  static StrategyDefinition shape(String fileName, String text) {
    return reader(StrategyRegistry.standard()).shape(YamlDocument.parse(Path.of(fileName), text));
  }

  /** A strategy that could run, if its class is one of {@link #registry}. */
  static StrategyDefinition read(String fileName, String text) {
    return reader(registry()).read(YamlDocument.parse(Path.of(fileName), text));
  }

  private static StrategyReader reader(StrategyRegistry registry) {
    return new StrategyReader(registry, StrategyDefaults.NONE);
  }

  /** The standard classes and those that the configurations name beside them. */
  static StrategyRegistry registry() {
    StrategyRegistry registry = StrategyRegistry.standard();
    for (String name : List.of("MyStrategy", "ComplexMLStrategy", "MomentumStrategy")) {
      registry = registry.classNames().contains(name) ? registry : registry.with(name, rising());
    }
    return registry;
  }

  private static StrategyFactory rising() {
    StrategyDefinition rules =
        shape(
            "rising.yaml",
            """
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            entry: {long: [close > open]}
            """);
    return (_, graphs) -> StrategyRegistry.standard().create(rules, graphs);
  }
}

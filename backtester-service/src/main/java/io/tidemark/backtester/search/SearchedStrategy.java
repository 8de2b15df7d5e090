package io.tidemark.backtester.search;

import io.tidemark.backtester.run.PreparedBacktest;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Parameter;
import io.tidemark.core.optimise.space.SearchSpace;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.StrategyTemplate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A strategy whose file is read with the values of assignments. */
public final class SearchedStrategy {

  /** What the data are of, and no search can change. */
  private static final Set<String> FIXED =
      Set.of("market.exchange", "market.symbol", "market.symbols");

  private final StrategyTemplate template;
  private final PreparedBacktest prepared;

  SearchedStrategy(StrategyTemplate template, PreparedBacktest prepared) {
    this.template = template;
    this.prepared = prepared;
  }

  /** As its file has it. */
  StrategyDefinition asWritten() {
    return prepared.asRun(template.definition());
  }

  /**
   * With the values of an assignment.
   *
   * @throws RuntimeException if it is not valid with them; the message says why
   */
  StrategyDefinition with(Assignment assignment) {
    return prepared.asRun(template.with(assignment.values()));
  }

  /**
   * Makes sure that every parameter is one of the strategy, before anything is searched.
   *
   * @throws IllegalArgumentException if one is not, or its values change nothing
   */
  static void require(StrategyTemplate template, SearchSpace space) {
    StrategyDefinition written = template.definition();
    Map<String, String> names = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      String path = StrategyTemplate.inFull(parameter.name());
      String twin = names.put(path, parameter.name());
      if (twin != null) {
        throw wrong(parameter, "is the same as " + twin + "; search one of them");
      }
      if (FIXED.contains(path)) {
        throw wrong(parameter, "is what the data are of, and cannot be searched");
      }
      boolean ofRules =
          path.startsWith("parameters.") && written.className().equals(StrategyDefinition.RULES);
      if (ofRules && !template.has(path)) {
        throw wrong(
            parameter,
            "is not in the strategy's file; its parameters are "
                + String.join(", ", written.parameters().keySet()));
      }
      requireEffect(template, parameter);
    }
  }

  /** Tried at three places of its range: a strategy need not take all of its values. */
  private static void requireEffect(StrategyTemplate template, Parameter parameter) {
    Set<String> hashes = new HashSet<>();
    RuntimeException refusal = null;
    int taken = 0;
    Set<Object> values =
        Set.copyOf(List.of(parameter.draw(0), parameter.draw(0.5), parameter.draw(1)));
    for (Object value : List.of(parameter.draw(0), parameter.draw(0.5), parameter.draw(1))) {
      try {
        hashes.add(template.with(Map.of(parameter.name(), value)).configurationHash());
        taken++;
      } catch (RuntimeException e) {
        refusal = refusal == null ? e : refusal;
      }
    }
    if (taken == 0) {
      throw wrong(parameter, "cannot be set: " + reason(refusal));
    }
    if (taken > 1 && hashes.size() == 1 && values.size() > 1) {
      throw wrong(parameter, "changes nothing of the strategy");
    }
  }

  private static IllegalArgumentException wrong(Parameter parameter, String problem) {
    return new IllegalArgumentException("parameters.%s %s".formatted(parameter.name(), problem));
  }

  /** What a failure says, on one line. */
  static String reason(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    return (message == null ? String.valueOf(failure) : message).replaceAll("\\s*\\R\\s*", " ");
  }
}

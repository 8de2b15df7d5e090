package io.tidemark.backtester.job;

import io.tidemark.backtester.BacktesterProperties;
import io.tidemark.backtester.job.JobRequest.SearchChoice;
import io.tidemark.backtester.job.JobRequest.Windows;
import io.tidemark.backtester.run.Assumptions;
import io.tidemark.backtester.run.BacktestSettings;
import io.tidemark.backtester.run.SettingException;
import io.tidemark.backtester.search.OptimiseRequest;
import io.tidemark.backtester.search.SearchChoices;
import io.tidemark.backtester.search.SearchRequest;
import io.tidemark.backtester.search.WalkForwardRequest;
import io.tidemark.core.optimise.search.SearchMethod;
import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.Durations;
import io.tidemark.kit.configuration.SearchSection;
import io.tidemark.kit.configuration.StrategyTemplate;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What a request means to the code that runs it. All methods throw {@link IllegalArgumentException}
 * or {@link io.tidemark.kit.configuration.ConfigurationException} if something of it does not fit.
 */
@Component
class Inquiry {

  private final URI ingestor;
  private final ConfigurationSource suite;
  private final BacktesterProperties properties;

  Inquiry(
      @Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") URI ingestor,
      ConfigurationSource suite,
      BacktesterProperties properties) {
    this.ingestor = ingestor;
    this.suite = suite;
    this.properties = properties;
  }

  /** The strategy of a settled request. */
  StrategyTemplate strategy(JobRequest request) {
    return StrategyTemplate.of("strategy", Objects.requireNonNull(request.strategy()));
  }

  BacktestSettings settings(JobRequest request) {
    return new BacktestSettings(
        List.of(),
        request.exchange(),
        request.symbolsOrNone().stream().map(Symbol::parse).toList(),
        request.timeframe() == null ? null : Timeframe.parse(request.timeframe()),
        request.from(),
        request.to(),
        new Assumptions(request.cash(), request.fee(), request.slippageBps()),
        Boolean.TRUE.equals(request.suiteLimits()) ? suite.suite() : null,
        ingestor);
  }

  OptimiseRequest optimisation(JobRequest request) {
    SearchChoice search = choice(request);
    return new OptimiseRequest(
        search(request),
        search.holdOut(),
        Boolean.TRUE.equals(search.holdOutAgain()),
        orNone(search.heatMap()));
  }

  WalkForwardRequest walkForward(JobRequest request) {
    Windows windows = request.windows();
    if (windows == null) {
      throw new SettingException("windows", "must say train and test, such as 90d and 30d");
    }
    SearchChoice search = choice(request);
    if (search.holdOut() != null || search.holdOutAgain() != null || search.heatMap() != null) {
      throw new SettingException(
          "search",
          "must have no holdOut, holdOutAgain or heatMap here: they are of optimisations");
    }
    return new WalkForwardRequest(
        search(request),
        WalkForwardRequest.windows(
            Boolean.TRUE.equals(windows.anchored()),
            required("train", windows.train()),
            required("test", windows.test()),
            windows.step() == null ? null : required("step", windows.step()),
            windows.purge() == null ? Duration.ZERO : required("purge", windows.purge())));
  }

  private SearchRequest search(JobRequest request) {
    SearchChoice search = choice(request);
    return new SearchRequest(
        settings(request),
        strategy(request),
        search.space() == null ? null : SearchSection.of("space", search.space()),
        new SearchChoices(
            search.method() == null ? null : method(search.method()),
            search.trials(),
            search.objective(),
            orNone(search.constraints()),
            search.seed()),
        properties.threads());
  }

  private static SearchChoice choice(JobRequest request) {
    return request.search() == null ? SearchChoice.AS_WRITTEN : request.search();
  }

  private static List<String> orNone(@Nullable List<String> values) {
    return values == null ? List.of() : values;
  }

  private static SearchMethod method(String name) {
    return Arrays.stream(SearchMethod.values())
        .filter(method -> method.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingException(
                    "method",
                    "must be one of %s, was '%s'"
                        .formatted(
                            Arrays.stream(SearchMethod.values())
                                .map(method -> method.name().toLowerCase(Locale.ROOT))
                                .toList(),
                            name)));
  }

  private static Duration required(String field, @Nullable String text) {
    if (text == null) {
      throw new SettingException(field, "must be given, such as 30d");
    }
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw SettingException.of(field, e);
    }
  }
}

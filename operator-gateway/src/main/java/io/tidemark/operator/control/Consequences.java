package io.tidemark.operator.control;

import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.health.SuiteReadings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells what a command would do, before it is confirmed. */
@Component
final class Consequences {

  private static final List<String> LIVE = List.of("OPENING", "OPEN", "CLOSING");

  private final SuiteReadings readings;
  private final RunIdentity identity;

  Consequences(SuiteReadings readings, RunIdentity identity) {
    this.readings = readings;
    this.identity = identity;
  }

  /**
   * What would happen.
   *
   * @param sentence for the operator
   * @param openPositions that it concerns; null while the position-service does not tell
   */
  record Consequence(String sentence, @Nullable Long openPositions) {}

  Consequence of(Action action, @Nullable InstrumentId instrument) {
    OptionalLong open = openPositions(instrument);
    String where =
        instrument == null
            ? "account " + identity.account()
            : "%s at %s".formatted(instrument.symbol(), instrument.exchange());
    String positions = words(open);
    String sentence =
        switch (action) {
          case PAUSE ->
              "Nothing new is entered for %s; exits go on for %s.".formatted(where, positions);
          case RESUME -> "Trading goes on for %s, with %s.".formatted(where, positions);
          case CLOSE -> "At the market, for %s: %s will be closed.".formatted(where, positions);
          case HALT ->
              "Nothing at all is sent any more for account %s: %s will be left as they are, stops and targets included."
                  .formatted(identity.account(), positions);
        };
    return new Consequence(sentence, open.isPresent() ? open.getAsLong() : null);
  }

  private static String words(OptionalLong open) {
    if (open.isEmpty()) {
      return "an unknown number of open positions (the position-service does not answer)";
    }
    return open.getAsLong() == 1 ? "1 open position" : open.getAsLong() + " open positions";
  }

  private OptionalLong openPositions(@Nullable InstrumentId instrument) {
    long open = 0;
    for (String status : LIVE) {
      Optional<JsonNode> page =
          readings.read(
              TidemarkService.POSITION,
              "/api/v1/positions?size=1&status=" + status + query(instrument));
      if (page.isEmpty()) {
        return OptionalLong.empty();
      }
      open += page.get().path("total").asLong(0);
    }
    return OptionalLong.of(open);
  }

  private static String query(@Nullable InstrumentId instrument) {
    return instrument == null
        ? ""
        : "&exchange=%s&symbol=%s"
            .formatted(
                instrument.exchange(),
                URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8));
  }
}

package io.tidemark.operator.control;

import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.health.SuiteReadings;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells what a command would do, before it is confirmed. */
@Component
final class Consequences {

  private static final List<String> LIVE = List.of("OPENING", "OPEN", "CLOSING");

  private final SuiteReadings readings;
  private final RunIdentity identity;
  private final Duration allowNextFor;

  Consequences(
      SuiteReadings readings,
      RunIdentity identity,
      @Value("${tidemark.operator.control.allow-next-for:15m}") Duration allowNextFor) {
    this.readings = readings;
    this.identity = identity;
    this.allowNextFor = allowNextFor;
  }

  /**
   * What would happen.
   *
   * @param sentence for the operator
   * @param openPositions that it concerns; null while the position-service does not tell
   */
  record Consequence(String sentence, @Nullable Long openPositions) {}

  Consequence of(Action action, ControlRequest request) {
    InstrumentId instrument = request.instrument();
    UUID position = request.positionId();
    OptionalLong open = position == null ? openPositions(instrument) : isOpen(position);
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
          case CLOSE ->
              "At the market, for %s: %s will be closed."
                  .formatted(position == null ? where : "position " + position, positions);
          case HALT ->
              "Nothing at all is sent any more for account %s: %s will be left as they are, stops and targets included."
                  .formatted(identity.account(), positions);
          case ALLOW_NEXT ->
              "The next entry for %s passes the pause, one only, within %s; then it is paused again. It passes no halt and no limit. Untouched: %s."
                  .formatted(where, words(allowNextFor), positions);
          case SIZE_SCALE -> scaled(Objects.requireNonNull(request.factor()), positions);
          case RELOAD ->
              "Every service reads its files anew; changed strategies take effect at a bar of the near future, and files that are not valid change nothing. Untouched: %s."
                  .formatted(positions);
        };
    return new Consequence(sentence, open.isPresent() ? open.getAsLong() : null);
  }

  private String scaled(BigDecimal factor, String positions) {
    return factor.signum() == 0
        ? "Every entry of account %s is multiplied by 0 from now on: nothing is entered. Untouched: %s."
            .formatted(identity.account(), positions)
        : "The size of every entry of account %s is multiplied by %s from now on, also after a restart. Untouched: %s."
            .formatted(identity.account(), factor.toPlainString(), positions);
  }

  private static String words(Duration duration) {
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " seconds";
  }

  private OptionalLong isOpen(UUID position) {
    return readings
        .read(TidemarkService.POSITION, "/api/v1/positions/" + position)
        .map(told -> OptionalLong.of(LIVE.contains(told.path("status").asString("")) ? 1 : 0))
        .orElseGet(OptionalLong::empty);
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

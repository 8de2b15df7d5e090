package io.tidemark.ml.run;

import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.PositionStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Closed positions of the account that is traded, as the position-service tells them. */
final class ClosedPositions {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int PAGE = 1_000;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final URI positions;

  /** Those of the position-service at an address. */
  ClosedPositions(URI positionService) {
    this.positions = positionService;
  }

  /** What is read of an answer. */
  record Answer(List<Position> items, long total) {

    Answer {
      Objects.requireNonNull(items, "items");
    }
  }

  /** What is read of a position; what was cancelled before it was filled was never opened. */
  record Position(
      UUID positionId,
      Instant requestedAt,
      @Nullable Instant openedAt,
      @Nullable Instant closedAt,
      BigDecimal realisedPnl) {

    Position {
      Objects.requireNonNull(positionId, "positionId");
      Objects.requireNonNull(requestedAt, "requestedAt");
      Objects.requireNonNull(realisedPnl, "realisedPnl");
    }

    ClosedTrade trade(String currency) {
      return new ClosedTrade(
          requestedAt,
          Objects.requireNonNull(closedAt, "closedAt of a position that is CLOSED"),
          new Money(realisedPnl, currency));
    }
  }

  /**
   * The positions of an instrument as trades that begin when they were decided on. If the thread is
   * interrupted, it stays so, and an {@link IOException} tells it.
   *
   * @param from of the first decision
   * @param to of the last close
   * @return in order of their decisions; empty if there are none
   * @throws PositionsAwayException if the position-service does not answer now
   * @throws IOException if it refuses, or its answer cannot be read
   */
  List<ClosedTrade> read(InstrumentId instrument, Instant from, Instant to) throws IOException {
    Map<UUID, Position> found = new HashMap<>();
    try (HttpClient http = PeerConnections.newClient().connectTimeout(CONNECT_LIMIT).build()) {
      boolean more = true;
      for (int page = 0; more; page++) {
        Answer answer = ask(http, positions.resolve(path(instrument, page)));
        // The last decided come first. One that closes meanwhile moves others to the next page.
        answer.items().forEach(position -> found.put(position.positionId(), position));
        more =
            (page + 1L) * PAGE < answer.total()
                && answer.items().stream().noneMatch(one -> one.requestedAt().isBefore(from));
      }
    }
    return found.values().stream()
        .filter(position -> position.openedAt() != null && !position.requestedAt().isBefore(from))
        .sorted(
            Comparator.comparing(Position::requestedAt)
                .thenComparing(position -> position.positionId().toString()))
        .map(position -> position.trade(instrument.symbol().quote()))
        .filter(trade -> !trade.exitTime().isAfter(to))
        .toList();
  }

  private static String path(InstrumentId instrument, int page) {
    return "/api/v1/positions?status=%s&exchange=%s&symbol=%s&page=%d&size=%d"
        .formatted(
            PositionStatus.CLOSED,
            instrument.exchange(),
            URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8),
            page,
            PAGE);
  }

  private static Answer ask(HttpClient http, URI address) throws IOException {
    HttpResponse<String> answer = send(http, address);
    if (answer.statusCode() == UNAVAILABLE) {
      throw new PositionsAwayException(refusal(address, answer), null);
    }
    if (answer.statusCode() != OK) {
      throw new IOException(refusal(address, answer));
    }
    try {
      return Json.mapper().readValue(answer.body(), Answer.class);
    } catch (JacksonException e) {
      throw new IOException(
          "the position-service answers %s with what cannot be read: %s"
              .formatted(address, e.getOriginalMessage()),
          e);
    }
  }

  private static String refusal(URI address, HttpResponse<String> answer) {
    return "the position-service answers %d to %s: %s"
        .formatted(answer.statusCode(), address, answer.body());
  }

  private static HttpResponse<String> send(HttpClient http, URI address) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new PositionsAwayException(
          "no position-service answers at %s (%s); start the suite with ./tidemark up"
              .formatted(address.resolve("/"), e.getClass().getSimpleName()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the position-service was asked", e);
    }
  }
}

package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.GatewayContext;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KrakenKeysTest {

  private static final Pattern NONCE = Pattern.compile("nonce=(\\d+)");
  private static final String NOTHING = "{\"error\":[],\"result\":{}}";

  private static List<Long> nonces(StubVenue venue) {
    return venue.requests("BalanceEx").stream()
        .flatMap(request -> NONCE.matcher(request).results())
        .map(match -> Long.valueOf(match.group(1)))
        .toList();
  }

  private static KrakenGateway gateway(StubVenue venue, Instant leaseStart) {
    return new KrakenGateway(
        venue.settings(), new GatewayContext(() -> StubVenue.NOW, new Random(7), leaseStart));
  }

  @Test
  void sendsRisingNoncesFromAllGatewaysOfAKey() {
    try (StubVenue venue = new StubVenue();
        KrakenGateway one = gateway(venue, StubVenue.NOW);
        KrakenGateway other = gateway(venue, StubVenue.NOW)) {
      venue.on("BalanceEx", StubVenue.json(NOTHING));
      IntStream.range(0, 40).parallel().forEach(i -> (i % 2 == 0 ? one : other).balances());

      assertThat(nonces(venue)).hasSize(40).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void keepsAFormerLeaseBelowALaterOne() {
    try (StubVenue venue = new StubVenue();
        KrakenGateway former = gateway(venue, StubVenue.NOW);
        KrakenGateway later = gateway(venue, StubVenue.NOW.plusSeconds(1))) {
      venue.on("BalanceEx", StubVenue.json(NOTHING));
      later.balances();
      former.balances();

      assertThat(nonces(venue).getLast()).isLessThan(nonces(venue).getFirst());
    }
  }
}

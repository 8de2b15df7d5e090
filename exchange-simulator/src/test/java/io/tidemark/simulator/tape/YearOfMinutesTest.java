package io.tidemark.simulator.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.Shared;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A whole year of minutes as trades. */
class YearOfMinutesTest {

  private static final long MINUTE_MICROS = 60_000_000L;

  @Test
  void theTradesOfEveryMinuteGiveExactlyItsBarAndNoOtherMinuteIsTraded() throws IOException {
    Path file = Shared.data("ohlcv/1m/bitfinex_BTCUSD_1m_2018.csv.gz");
    TradeTape tape = TapeReader.read(file).tape();
    int next = 0;
    int rows = 0;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(Shared.unzip(file), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        String[] fields = row.split(",", -1);
        long open = Long.parseLong(fields[0]) * 1000;
        rows++;
        if (new BigDecimal(fields[5]).signum() == 0) {
          continue;
        }
        next = checkBar(tape, next, open, fields);
      }
    }
    assertThat(rows).isEqualTo(520_499);
    assertThat(next).isEqualTo(tape.size());
  }

  /** The trades from {@code first} on must be those of the row, and no more; the next index. */
  private static int checkBar(TradeTape tape, int first, long open, String[] fields) {
    long high = Long.MIN_VALUE;
    long low = Long.MAX_VALUE;
    long volume = 0;
    int i = first;
    for (; i < tape.size() && tape.timeMicros(i) < open + MINUTE_MICROS; i++) {
      assertThat(tape.timeMicros(i)).isGreaterThanOrEqualTo(open);
      high = Math.max(high, tape.price(i));
      low = Math.min(low, tape.price(i));
      volume += tape.amount(i);
    }
    assertThat(i).as("trades of the minute %s", fields[0]).isGreaterThan(first);
    if (!same(tape.price(first), TradeTape.PRICE_SCALE, fields[1])
        || !same(high, TradeTape.PRICE_SCALE, fields[2])
        || !same(low, TradeTape.PRICE_SCALE, fields[3])
        || !same(tape.price(i - 1), TradeTape.PRICE_SCALE, fields[4])
        || !same(volume, TradeTape.AMOUNT_SCALE, fields[5])) {
      throw new AssertionError("the trades do not give the row " + String.join(",", fields));
    }
    return i;
  }

  private static boolean same(long units, int scale, String expected) {
    return BigDecimal.valueOf(units, scale).compareTo(new BigDecimal(expected)) == 0;
  }
}

package io.tidemark.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line that says what is wrong, and the status of a wrong command line. */
class WrongOptionsTest {

  private record Told(int status, String error) {}

  private static Told execute(String line) {
    PrintStream before = System.err;
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
    try {
      int status = TidemarkCommand.execute(line.split(" "));
      return new Told(status, error.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stream --exchange kraken --symbol BTCUSD | symbol must look like BTC/USD, was 'BTCUSD'; see ./tidemark stream --help
          stream --exchange kraken --symbol BTC/USD --for 0s | --for must be above 0
          stream --exchange kraken --symbol BTC/USD --for soon | duration must look like
          stream --exchange kraken --symbol BTC/USD --rest-url x:y | --rest-url must be an address such as http://127.0.0.1:8090, was 'x:y'
          stream --exchange kraken --symbol BTC/USD --websocket-url http://a | --websocket-url must be an address such as ws://
          backfill --symbol BTCUSD | symbol must look like BTC/USD, was 'BTCUSD'; see ./tidemark backfill --help
          backfill --timeframe 2m | timeframe must be one of
          backfill --from 2018-02-01 --to 2018-01-01 | --from must be before --to
          backfill --all --symbol BTC/USD | --all and --symbol exclude each other
          faults --kills -1 | --kills must be 0 or above, was -1; see ./tidemark faults --help
          soak | Missing required option: '--for=D'
          soak --for 30s | --for must be 1m or above, was 30 s; see ./tidemark soak --help
          soak --for 1m --symbols 0 | --symbols must be from 1 to 1000, was 0
          soak --for 1m --speed 0 | --speed must be 1 or above, was 0
          faults --seed x | Invalid value for option '--seed'
          parity --from 2026-01-02 --to 2026-01-01 | to must be after from
          parity --from 2026-01-01 --to 2026-02-01 | at most 7 days
          parity --from soon --to 2026-01-01 | --from must be a day such as
          parity --from 2026-01-01 | Missing required option: '--to=D'
          parity --from 2026-01-01 --to 2026-01-02 --service nowhere | --service must be an address such as http://127.0.0.1:8087, was 'nowhere'
          parity --from 2026-01-01 --to 2026-01-02 --service http://127.0.0.1:1 | no backtester answers at http://127.0.0.1:1; start the suite
          backfill --service nowhere | --service must be an address such as http://127.0.0.1:8082, was 'nowhere'
          """)
  void areToldInOneLine(String line, String problem) {
    Told told = execute(line);

    assertThat(told.status()).isEqualTo(2);
    assertThat(told.error()).startsWith("tidemark: ").contains(problem).hasLineCount(1);
  }

  @Test
  void tellAClockThatDoesNotAnswer() {
    Told told =
        execute("stream --exchange kraken --symbol BTC/USD --clock http://127.0.0.1:1/clock");

    assertThat(told.status()).isEqualTo(1);
    assertThat(told.error())
        .isEqualTo(
            "tidemark: the venue's clock at http://127.0.0.1:1/clock does not answer:"
                + " ConnectException; is it running, and is that its address?\n");
  }
}

package io.tidemark.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that search parameters, as their users start them. */
class SearchCommandsTest {

  private static final long START = 1_704_067_200_000L;
  private static final int DAYS = 10;

  private static final String STRATEGY =
      """
      strategy: {id: dips}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1h}
      parameters: {dip: 10}
      entry: {long: ["close < sma(close, dip)"]}
      exits: {stop_loss_pct: 2.0, take_profit_pct: 1.5}
      risk: {position_size_usd: 1000}
      optimise:
        search: {method: grid}
        parameters: {dip: {from: 5, to: 20, step: 5}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    System.setProperty("tidemark.data", folder.resolve("data").toString());
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int i = 0; i < DAYS * 24; i++) {
      BigDecimal price = BigDecimal.valueOf(10_000 + random.nextInt(401), 2);
      text.append(START + i * 3_600_000L)
          .append(",%s,%s,%s,%s,1\n".formatted(price, price, price, price));
    }
    write("hours.csv", text.toString());
    write("dips.yaml", STRATEGY);
    write("plain.yaml", STRATEGY.substring(0, STRATEGY.indexOf("optimise:")));
    write("unknown.yaml", "exits.stop_loss: {from: 1, to: 2}\n");
    write("misspelt.yaml", "dipp: {from: 1, to: 2}\n");
    write("symbol.yaml", "market.symbol: [BTC/USD, ETH/USD]\n");
    write("nothing.yaml", "parameters: {}\n");
    write("range.yaml", "parameters:\n  dip: {from: 9, to: 3}\n");
    write(
        "steps.yaml",
        "search: {method: grid}\nparameters: {exits.stop_loss_pct: {from: 1.0, to: 2.0}}\n");
    write("key.yaml", "parameters: {dip: [5, 10]}\nobjectives: sharpe\n");
    write("never.yaml", "parameters: {dip: [500, 600]}\n");
  }

  @AfterEach
  void forgetTheFolder() {
    System.clearProperty("tidemark.data");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Told execute(String line) {
    return Told.by(line.strip().replace("@", folder + "/").split("[ ]+"));
  }

  @Test
  void tellWhatWasFoundAndWhatSpeaksAgainstIt() {
    Told told =
        execute(
            "optimise --strategy @dips.yaml --data @hours.csv --hold-out 20 --json @o.json"
                + " --report @o.html --write-best @best.yaml");

    assertThat(told.status()).isZero();
    assertThat(told.error()).isEmpty();
    assertThat(told.out())
        .startsWith("dips: grid search of dip for sharpe, on 2024-01-01T00:00:00Z to")
        .contains("best of 4 trials, number ")
        .contains("best, hold-out")
        .contains("deflated Sharpe ratio")
        .contains("probability of overfitting")
        .contains("trades in other orders");
    assertThat(told.out()).contains("report: " + folder.resolve("o.html"));
    assertThat(folder.resolve("o.json")).isNotEmptyFile();
    assertThat(folder.resolve("o.html")).isNotEmptyFile();
    assertThat(folder.resolve("best.yaml")).isNotEmptyFile();
  }

  @Test
  void tellEachWindowAndAllTestsTogether() {
    Told told =
        execute(
            "walk-forward --strategy @dips.yaml --data @hours.csv --train 4d --test 2d --json @w.json");

    assertThat(told.status()).isZero();
    assertThat(told.out())
        .contains("window 3, test 2024-01-09T00:00:00Z to 2024-01-11T00:00:00Z")
        .contains("all tests, joined");
    assertThat(folder.resolve("w.json")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optimise --strategy @plain.yaml                     | plain.yaml: has no section optimise with the parameters to search
          optimise --strategy @none.yaml                      | none.yaml: no such file
          optimise --strategy @dips.yaml --space @none.yaml   | none.yaml: no such file
          optimise --strategy @dips.yaml --space @unknown.yaml | parameters.exits.stop_loss cannot be set
          optimise --strategy @dips.yaml --space @misspelt.yaml | parameters.dipp is not in the strategy's file; its parameters are dip
          optimise --strategy @dips.yaml --space @symbol.yaml | parameters.market.symbol is what the data are of
          optimise --strategy @dips.yaml --space @nothing.yaml | parameters must name at least one parameter to search
          optimise --strategy @dips.yaml --space @range.yaml  | parameters.dip.to must be above from 9, was 3
          optimise --strategy @dips.yaml --space @steps.yaml  | exits.stop_loss_pct
          optimise --strategy @dips.yaml --space @key.yaml    | key.yaml:2: objectives: unknown key
          optimise --strategy @dips.yaml --space @never.yaml  | none of 2 trials can be ranked
          optimise --strategy @dips.yaml --objective luck     | --objective: luck is not known; known are net_profit
          optimise --strategy @dips.yaml --constraint luck<=1 | --constraint: luck is not known
          optimise --strategy @dips.yaml --constraint trades  | --constraint: a constraint must be 'figure <= number'
          optimise --strategy @dips.yaml --trials 0           | --trials must be from 1 to 1000000, was 0
          optimise --strategy @dips.yaml --search luck        | Invalid value for option '--search'
          optimise --strategy @dips.yaml --threads 0          | --threads must be 1 or above, was 0
          optimise --strategy @dips.yaml --hold-out 100       | --hold-out must be above 0 and below 100, was 100
          optimise --strategy @dips.yaml --hold-out 0.1       | --hold-out 0.1 of 240 bars is not even one bar
          optimise --strategy @dips.yaml --heat-map dip       | --heat-map must name two parameters
          optimise --strategy @dips.yaml --heat-map dip,dap   | dap is not searched; searched are dip
          optimise --strategy @dips.yaml --resume @none.jsonl | none.jsonl to resume
          optimise --strategy @dips.yaml --resume @hours.csv  | hours.csv is no journal of trials
          optimise --strategy @dips.yaml --json @no/o.json    | --json cannot be written: there is no folder
          optimise --strategy @dips.yaml --report @no/o.html  | --report cannot be written: there is no folder
          optimise --strategy @dips.yaml --report @           | --report must be a file
          optimise --strategy @dips.yaml --from 2024-01-05 --to 2024-01-02 | --from must be before to
          walk-forward --strategy @dips.yaml --train 9d --test 2d | is shorter than one window of train
          walk-forward --strategy @dips.yaml --train 0d --test 2d | --train must be above 0
          walk-forward --strategy @dips.yaml --train 4d --test 2d --step 1d | --step must be at least test
          walk-forward --strategy @dips.yaml --train 90m --test 2d | --train must be a whole number of 1h bars
          walk-forward --strategy @dips.yaml --train soon --test 2d | duration must look like
          """)
  void tellWhatIsWrongInOneLine(String line, String problem) {
    Told told = execute(line + " --data @hours.csv");

    assertThat(told.status()).isNotZero();
    assertThat(told.error()).startsWith("tidemark: ").contains(problem).hasLineCount(1);
  }
}

package io.tidemark.ml.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.ml.model.TrainingProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizingTrainerTest {

  private static final SizingSettings SETTINGS =
      new SizingSettings(16, 10, 0.5, 0.003, 32, 5_000, 0.1, 1);

  @TempDir private Path directory;

  @Test
  void tradesWhatWinsAndSkipsWhatLoses() throws InterruptedException {
    SizingAgent agent = train(trades(1, 600));

    List<RecordedTrade> others = trades(2, 400);
    double chosen = profit(agent, others);
    double all = others.stream().mapToDouble(RecordedTrade::result).sum();
    double winners =
        others.stream().filter(SizingTrainerTest::isGood).mapToDouble(RecordedTrade::result).sum();
    assertThat(chosen).isGreaterThan(all + 0.8 * (winners - all));
  }

  @Test
  void skipsWhereTradingOnlyCosts() throws InterruptedException {
    Random random = new Random(6);
    List<RecordedTrade> losing =
        IntStream.range(0, 600)
            .mapToObj(_ -> new RecordedTrade(new double[] {random.nextGaussian()}, -0.5))
            .toList();

    SizingAgent agent = train(losing);

    assertThat(profit(agent, losing)).isGreaterThan(-0.05 * losing.size() * 0.5);
  }

  @Test
  void choosesTheSameWhenTrainedAgain() throws InterruptedException {
    List<RecordedTrade> trades = trades(1, 300);

    assertThat(choices(train(trades), trades)).isEqualTo(choices(train(trades), trades));
  }

  @Test
  void choosesTheSameAfterItWasWrittenAndRead() throws Exception {
    List<RecordedTrade> trades = trades(1, 300);
    SizingAgent agent = train(trades);
    agent.write(directory.resolve("agent.json"));

    SizingAgent read = SizingAgent.read(directory.resolve("agent.json"));

    assertThat(choices(read, trades)).isEqualTo(choices(agent, trades));
  }

  @Test
  void refusesOtherFeaturesThanItLearntFrom() throws InterruptedException {
    SizingAgent agent = train(trades(1, 50));

    assertThatThrownBy(() -> agent.choose(new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be 2 features, there are 1");
  }

  @Test
  void refusesToLearnFromNothing() {
    assertThatThrownBy(() -> train(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no recorded trade to learn from");
  }

  @Test
  void stopsWhenItIsInterrupted() {
    assertThatThrownBy(
            () ->
                new SizingTrainer(SETTINGS)
                    .train(trades(1, 50), _ -> Thread.currentThread().interrupt()))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void anAccountKnowsItsDepthBelowItsBest() {
    SizedAccount account = SizedAccount.START.after(SizeChoice.FULL, 2).after(SizeChoice.HALF, -3);

    // 2 at best, then 2 - 0.5 x 3 = 0.5
    assertThat(account.profit()).isEqualTo(0.5);
    assertThat(account.drawdown()).isEqualTo(1.5);
  }

  /** Wins of 1 where the first feature is above 0, losses of 1 elsewhere, both with noise. */
  private static List<RecordedTrade> trades(long seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            _ -> {
              double[] features = {random.nextGaussian(), random.nextGaussian()};
              double mean = features[0] > 0 ? 1 : -1;
              return new RecordedTrade(features, mean + 0.5 * random.nextGaussian());
            })
        .toList();
  }

  private static boolean isGood(RecordedTrade trade) {
    return trade.features()[0] > 0;
  }

  private static SizingAgent train(List<RecordedTrade> trades) throws InterruptedException {
    return new SizingTrainer(SETTINGS).train(trades, TrainingProgress.UNHEARD);
  }

  private static double profit(SizingAgent agent, List<RecordedTrade> trades) {
    SizedAccount account = SizedAccount.START;
    for (RecordedTrade trade : trades) {
      account = account.after(agent.choose(trade.features()), trade.result());
    }
    return account.profit();
  }

  private static List<SizeChoice> choices(SizingAgent agent, List<RecordedTrade> trades) {
    return trades.stream().map(trade -> agent.choose(trade.features())).toList();
  }
}

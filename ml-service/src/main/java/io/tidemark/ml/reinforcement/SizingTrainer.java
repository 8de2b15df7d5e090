package io.tidemark.ml.reinforcement;

import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lets an agent live through recorded trades again and again. At first it tries any choice, later
 * mostly the one that it thinks best. After each trade it learns from choices that it remembers;
 * what comes after a choice is valued by a copy of the network that is renewed now and then, at the
 * choice that the network itself would make (H. van Hasselt, A. Guez and D. Silver, Deep
 * Reinforcement Learning with Double Q-learning, 2016).
 */
public final class SizingTrainer {

  private static final double LEAST_TRIALS = 0.05;

  /** Steps after which the copy is renewed. */
  private static final int RENEWAL = 200;

  private final SizingSettings settings;

  /** With these settings. */
  public SizingTrainer(SizingSettings settings) {
    this.settings = settings;
  }

  private record Memory(double[] state, int choice, double reward, double[] next, boolean last) {}

  /**
   * Trains. The same trades and settings give the same agent.
   *
   * @param trades in the order in which they ended, at least one, all with as many features
   * @param progress told after each episode, without a loss
   * @throws IllegalArgumentException if there is none, or numbers of features differ
   * @throws InterruptedException if the thread is interrupted; asked after each episode
   */
  public SizingAgent train(List<RecordedTrade> trades, TrainingProgress progress)
      throws InterruptedException {
    int features = requireAlike(trades);
    Random random = new Random(settings.seed());
    QNetwork network =
        QNetwork.random(features, settings.hiddenUnits(), SizeChoice.values().length, random);
    Learner learner = new Learner(network, features, random);
    for (int episode = 0; episode < settings.episodes(); episode++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("sizing stopped at episode " + episode);
      }
      double trials = Math.max(LEAST_TRIALS, 1 - 2.0 * episode / settings.episodes());
      learner.live(trades, trials);
      progress.on(new TrainingStep(episode + 1, settings.episodes(), Double.NaN));
    }
    return new SizingAgent(features, settings.hiddenUnits(), network);
  }

  private static int requireAlike(List<RecordedTrade> trades) {
    if (trades.isEmpty()) {
      throw new IllegalArgumentException("there is no recorded trade to learn from");
    }
    int features = trades.getFirst().features().length;
    for (RecordedTrade trade : trades) {
      if (trade.features().length != features) {
        throw new IllegalArgumentException(
            "all trades must have %d features, one has %d"
                .formatted(features, trade.features().length));
      }
    }
    return features;
  }

  /** The network, its copy, and what is remembered. */
  private final class Learner {

    private final QNetwork network;
    private final int features;
    private final Random random;
    private final List<Memory> memories = new ArrayList<>();
    private QNetwork copy;
    private int steps;

    Learner(QNetwork network, int features, Random random) {
      this.network = network;
      this.features = features;
      this.random = random;
      this.copy = copied();
    }

    private QNetwork copied() {
      return QNetwork.of(
          features, settings.hiddenUnits(), SizeChoice.values().length, network.weights());
    }

    void live(List<RecordedTrade> trades, double trials) {
      SizedAccount account = SizedAccount.START;
      for (int i = 0; i < trades.size(); i++) {
        RecordedTrade trade = trades.get(i);
        double[] state = trade.features();
        int choice = choose(state, trials);
        SizedAccount after = account.after(SizeChoice.values()[choice], trade.result());
        boolean last = i == trades.size() - 1;
        RecordedTrade next = trades.get(last ? i : i + 1);
        remember(new Memory(state, choice, reward(account, after), next.features(), last));
        learn();
        account = after;
      }
    }

    private int choose(double[] state, double trials) {
      return random.nextDouble() < trials
          ? random.nextInt(SizeChoice.values().length)
          : SizingAgent.largest(network.worths(state));
    }

    private double reward(SizedAccount before, SizedAccount after) {
      double deeper = Math.max(0, after.drawdown() - before.drawdown());
      return after.profit() - before.profit() - settings.drawdownPenalty() * deeper;
    }

    /** In place of any other once there is no room. */
    private void remember(Memory memory) {
      if (memories.size() < settings.memory()) {
        memories.add(memory);
      } else {
        memories.set(random.nextInt(memories.size()), memory);
      }
    }

    private void learn() {
      if (memories.size() < settings.batchSize()) {
        return;
      }
      for (int i = 0; i < settings.batchSize(); i++) {
        Memory memory = memories.get(random.nextInt(memories.size()));
        network.note(memory.state(), memory.choice(), target(memory));
      }
      network.step(settings.learningRate(), settings.batchSize());
      if (++steps % RENEWAL == 0) {
        copy = copied();
      }
    }

    private double target(Memory memory) {
      if (memory.last()) {
        return memory.reward();
      }
      int best = SizingAgent.largest(network.worths(memory.next()));
      return memory.reward() + settings.discount() * copy.worths(memory.next())[best];
    }
  }
}

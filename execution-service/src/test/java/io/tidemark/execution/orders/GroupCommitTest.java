package io.tidemark.execution.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.QueryFailed;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final UUID REFUSED = Ids.of("order", "refused");

  private final List<List<UUID>> transactions = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch first = new CountDownLatch(1);
  private final GroupCommit group = new GroupCommit(this::commit);
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  /** The first transaction takes until it is let go. */
  private List<List<VenueCommand>> commit(List<List<? extends ExecutionInput>> steps) {
    List<UUID> orders =
        steps.stream()
            .flatMap(List::stream)
            .map(input -> ((QueryFailed) input).clientOrderId())
            .toList();
    boolean isFirst = transactions.isEmpty();
    transactions.add(orders);
    if (isFirst) {
      await().until(() -> first.getCount() == 0);
    }
    if (orders.contains(REFUSED)) {
      throw new IllegalArgumentException("refused");
    }
    return orders.stream()
        .map(id -> List.<VenueCommand>of(new QueryOrder(id, BTC_USD, null)))
        .toList();
  }

  private Future<List<VenueCommand>> step(UUID order) {
    return callers.submit(() -> group.step(List.of(new QueryFailed(order, "told"))));
  }

  private List<UUID> stepWhileTheFirstCommits(
      List<UUID> orders, List<Future<List<VenueCommand>>> steps) {
    step(Ids.of("order", "first"));
    await().until(() -> transactions.size() == 1);
    for (UUID order : orders) {
      int before = group.waiting();
      steps.add(step(order));
      await().until(() -> group.waiting() == before + 1);
    }
    first.countDown();
    return orders;
  }

  @Test
  void commitsWhatWaitsTogetherAndInItsOrder() throws Exception {
    List<UUID> orders = List.of(Ids.of("order", 1), Ids.of("order", 2), Ids.of("order", 3));
    List<Future<List<VenueCommand>>> steps = new ArrayList<>();
    stepWhileTheFirstCommits(orders, steps);

    for (int i = 0; i < orders.size(); i++) {
      assertThat(steps.get(i).get())
          .extracting(VenueCommand::clientOrderId)
          .containsExactly(orders.get(i));
    }
    assertThat(transactions).hasSize(2);
    assertThat(transactions.get(1)).isEqualTo(orders);
  }

  @Test
  void failsNobodyForAnothersReason() throws Exception {
    List<UUID> orders = List.of(Ids.of("order", 1), REFUSED, Ids.of("order", 3));
    List<Future<List<VenueCommand>>> steps = new ArrayList<>();
    stepWhileTheFirstCommits(orders, steps);

    assertThat(steps.get(0).get())
        .extracting(VenueCommand::clientOrderId)
        .containsExactly(orders.get(0));
    assertThat(steps.get(2).get())
        .extracting(VenueCommand::clientOrderId)
        .containsExactly(orders.get(2));
    assertThatThrownBy(() -> steps.get(1).get()).hasRootCauseMessage("refused");
  }

  @Test
  void stepsAgainAfterAFailure() {
    first.countDown();
    assertThatThrownBy(() -> group.step(List.of(new QueryFailed(REFUSED, "told"))))
        .isInstanceOf(IllegalArgumentException.class);
    UUID order = Ids.of("order", 1);
    assertThat(group.step(List.of(new QueryFailed(order, "told"))))
        .extracting(VenueCommand::clientOrderId)
        .containsExactly(order);
  }
}

package io.tidemark.execution.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DoubtsTest {

  private final Doubts doubts = new Doubts();

  @Test
  void tellsADoubtOnceItHasLasted() {
    assertThat(doubts.lasting(Set.of("a"))).isEmpty();
    assertThat(doubts.lasting(Set.of("a"))).isEmpty();
    assertThat(doubts.lasting(Set.of("a"))).containsExactly("a");
    assertThat(doubts.lasting(Set.of("a"))).isEmpty();
  }

  @Test
  void beginsAnewWithADoubtThatWasGone() {
    doubts.lasting(Set.of("a"));
    doubts.lasting(Set.of("a"));
    doubts.lasting(Set.of());

    assertThat(doubts.lasting(Set.of("a"))).isEmpty();
    assertThat(doubts.lasting(Set.of("a"))).isEmpty();
    assertThat(doubts.lasting(Set.of("a"))).containsExactly("a");
  }
}

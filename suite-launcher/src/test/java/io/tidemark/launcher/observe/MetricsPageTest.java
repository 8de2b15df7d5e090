package io.tidemark.launcher.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsPageTest {

  @Test
  void readsLabelsWhateverTheirValuesHold() {
    MetricsPage page =
        MetricsPage.parse(
            """
            # HELP tidemark_denials_total why, {in} words
            # TYPE tidemark_denials_total counter
            tidemark_denials_total{reason="TOO, \\"MANY\\" {}",strategy="a\\\\b"} 3.0
            tidemark_denials_total{reason="COOLDOWN",strategy="a"} 1.5E2
            jvm_memory_used_bytes{area="heap"} 1
            """);

    assertThat(page.samples()).hasSize(2);
    assertThat(page.samples().getFirst().label("reason")).isEqualTo("TOO, \"MANY\" {}");
    assertThat(page.samples().getFirst().label("strategy")).isEqualTo("a\\b");
    assertThat(page.sum("tidemark_denials_total")).isEqualTo(153);
  }

  @Test
  void leavesOutWhatIsNoNumber() {
    MetricsPage page =
        MetricsPage.parse(
            """
            kafka_consumer_fetch_manager_records_lag{partition="0"} NaN
            kafka_consumer_fetch_manager_records_lag{partition="1"} 7 1700000000000
            tidemark_outbox_published_total 4
            """);

    assertThat(page.highest("kafka_consumer_fetch_manager_records_lag")).hasValue(7);
    assertThat(page.sum("tidemark_outbox_published_total")).isEqualTo(4);
    assertThat(page.highest("tidemark_absent")).isEmpty();
  }

  @Test
  void tellsTheLineThatIsNotOfTheFormat() {
    assertThatThrownBy(() -> MetricsPage.parse("tidemark_trades_total{symbol=\"BTC/USD"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tidemark_trades_total{symbol=\"BTC/USD");
    assertThatThrownBy(() -> MetricsPage.parse("tidemark_trades_total many"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("many");
  }
}

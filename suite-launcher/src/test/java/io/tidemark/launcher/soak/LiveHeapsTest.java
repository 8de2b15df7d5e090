package io.tidemark.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapsTest {

  @Test
  void readsTheLiveDataOfAPage() {
    String page =
        """
        # TYPE jvm_gc_live_data_size_bytes gauge
        jvm_gc_live_data_size_bytes{service="scanner-service"} 4.2516088E7
        jvm_gc_max_data_size_bytes{service="scanner-service"} 8.947712E7
        """;

    assertThat(LiveHeaps.liveData(page)).hasValue(42_516_088);
    assertThat(LiveHeaps.liveData(page.replace("{service=\"scanner-service\"}", "")))
        .hasValue(42_516_088);
  }

  @Test
  void knowsNothingBeforeTheFirstCollection() {
    assertThat(LiveHeaps.liveData("jvm_gc_live_data_size_bytes 0.0\n")).isEmpty();
    assertThat(LiveHeaps.liveData("jvm_gc_max_data_size_bytes 1.0\n")).isEmpty();
  }
}

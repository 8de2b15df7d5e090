package io.tidemark.launcher.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code deploy/kubernetes/tidemark.yaml} is the chart, rendered with its own values. */
class RenderedManifestsTest {

  private static final Path FILE = Chart.ROOT.resolve("deploy/kubernetes/tidemark.yaml");

  /** With {@code -Dtidemark.render=true} the file is written anew first. */
  @Test
  void theFileIsWhatTheChartSays() throws IOException {
    if (Boolean.getBoolean("tidemark.render")) {
      Files.writeString(FILE, Chart.text("").strip() + "\n");
    }

    assertThat(Chart.parse(Files.readString(FILE)))
        .as("helm template tidemark deploy/helm/tidemark --namespace tidemark renders it again")
        .isEqualTo(Profile.DEFAULT.objects());
  }
}

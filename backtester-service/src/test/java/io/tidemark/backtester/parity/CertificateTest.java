package io.tidemark.backtester.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.parity.ParityVerdict;
import io.tidemark.core.parity.ReplayReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateTest {

  private static final ReplayReport EQUAL = Reports.equal("scanner-service", 3);

  @Test
  void isEqualIfBothAre() {
    Certificate certificate = Certificate.of(List.of(EQUAL, Reports.equal("position-service", 2)));

    assertThat(certificate.verdict()).isEqualTo(ParityVerdict.EQUAL);
    assertThat(certificate.inputs()).isEqualTo(5);
    assertThat(certificate.recorded()).isEqualTo(5);
    assertThat(certificate.recordedSha256()).isEqualTo(certificate.replayedSha256());
    assertThat(certificate.missing()).isEmpty();
    assertThat(certificate.firstDifference()).isNull();
  }

  @Test
  void isDifferentIfOneIsAndTellsWhere() {
    Certificate certificate = Certificate.of(List.of(EQUAL, Reports.different("position-service")));

    assertThat(certificate.verdict()).isEqualTo(ParityVerdict.DIFFERENT);
    assertThat(certificate.differences()).isEqualTo(1);
    assertThat(certificate.recordedSha256()).isNotEqualTo(certificate.replayedSha256());
    assertThat(certificate.firstDifference())
        .isEqualTo(Reports.different("position-service").firstDifference());
  }

  @Test
  void isIncompleteIfOneIsAndTellsWhose() {
    Certificate certificate =
        Certificate.of(List.of(EQUAL, Reports.incomplete("position-service", "trades are gone")));

    assertThat(certificate.verdict()).isEqualTo(ParityVerdict.INCOMPLETE);
    assertThat(certificate.missing()).containsExactly("position-service: trades are gone");
  }

  @Test
  void provesNothingWhereNothingWasRecorded() {
    Certificate certificate =
        Certificate.of(
            List.of(Reports.equal("scanner-service", 0), Reports.equal("position-service", 0)));

    assertThat(certificate.verdict()).isEqualTo(ParityVerdict.INCOMPLETE);
    assertThat(certificate.missing()).containsExactly("nothing was recorded in the window");
  }
}

package io.tidemark.operator.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.telegram.OneTimeCodes.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OneTimeCodesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final long CHAT = 42;

  private final OneTimeCodes codes = new OneTimeCodes(new Random(1), Duration.ofSeconds(60));

  @Test
  void isRightOnceForItsChatAndItsCommand() {
    String code = codes.issue(CHAT, Action.CLOSE, NOW);

    assertThat(code).matches("\\d{6}");
    assertThat(codes.judge(43, Action.CLOSE, code, NOW)).isEqualTo(Verdict.NONE);
    assertThat(codes.judge(CHAT, Action.HALT, code, NOW)).isEqualTo(Verdict.NONE);
    assertThat(codes.judge(CHAT, Action.CLOSE, code, NOW)).isEqualTo(Verdict.RIGHT);
    codes.use(CHAT, Action.CLOSE);
    assertThat(codes.judge(CHAT, Action.CLOSE, code, NOW)).isEqualTo(Verdict.USED);
  }

  @Test
  void staysRightUntilItsUseIsNoted() {
    String code = codes.issue(CHAT, Action.CLOSE, NOW);

    assertThat(codes.judge(CHAT, Action.CLOSE, code, NOW)).isEqualTo(Verdict.RIGHT);
    assertThat(codes.judge(CHAT, Action.CLOSE, code, NOW)).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void isVoidAMomentAfterItsTime() {
    String code = codes.issue(CHAT, Action.HALT, NOW);

    assertThat(codes.judge(CHAT, Action.HALT, code, NOW.plusSeconds(60))).isEqualTo(Verdict.RIGHT);
    assertThat(codes.judge(CHAT, Action.HALT, code, NOW.plusSeconds(60).plusNanos(1)))
        .isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void isVoidAfterThreeWrongOnes() {
    String code = codes.issue(CHAT, Action.CLOSE, NOW);
    String wrong = code.equals("000000") ? "000001" : "000000";

    for (int i = 0; i < OneTimeCodes.TRIES; i++) {
      assertThat(codes.judge(CHAT, Action.CLOSE, wrong, NOW)).isEqualTo(Verdict.WRONG);
    }

    assertThat(codes.judge(CHAT, Action.CLOSE, code, NOW)).isEqualTo(Verdict.NONE);
    String next = codes.issue(CHAT, Action.CLOSE, NOW);
    assertThat(codes.judge(CHAT, Action.CLOSE, next, NOW)).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void makesTheOneBeforeVoid() {
    String first = codes.issue(CHAT, Action.CLOSE, NOW);
    String second = codes.issue(CHAT, Action.CLOSE, NOW);

    assertThat(second).isNotEqualTo(first);
    assertThat(codes.judge(CHAT, Action.CLOSE, first, NOW)).isEqualTo(Verdict.WRONG);
    assertThat(codes.judge(CHAT, Action.CLOSE, second, NOW)).isEqualTo(Verdict.RIGHT);
  }
}

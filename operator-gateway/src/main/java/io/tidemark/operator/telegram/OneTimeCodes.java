package io.tidemark.operator.telegram;

import io.tidemark.model.event.ControlCommand.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Codes of six digits that confirm a command: each for one chat and one command, for a short time,
 * once. After {@value #TRIES} wrong ones the right one is void too. They are in memory only: a
 * restart makes all of them void. For one thread.
 */
final class OneTimeCodes {

  static final int TRIES = 3;

  private static final int CODES = 1_000_000;

  private final RandomGenerator random;
  private final Duration valid;
  private final Map<Key, Code> codes = new HashMap<>();

  OneTimeCodes(RandomGenerator random, Duration valid) {
    this.random = random;
    this.valid = valid;
  }

  private record Key(long chat, Action action) {}

  private record Code(String digits, Instant until, int wrong, boolean used) {}

  /** What a code is worth. */
  enum Verdict {
    /** It is the one that was sent. */
    RIGHT,
    /** It is another one. */
    WRONG,
    /** It was right, but is too old. */
    EXPIRED,
    /** It was used already. */
    USED,
    /** None was sent, or too many wrong ones came. */
    NONE
  }

  /** A new code; the one before it is void. */
  String issue(long chat, Action action, Instant now) {
    String digits = "%06d".formatted(random.nextInt(CODES));
    codes.put(new Key(chat, action), new Code(digits, now.plus(valid), 0, false));
    return digits;
  }

  /** What a code is worth; a wrong one is counted. */
  Verdict judge(long chat, Action action, String given, Instant now) {
    Key key = new Key(chat, action);
    Code code = codes.get(key);
    if (code == null || code.wrong >= TRIES) {
      return Verdict.NONE;
    }
    if (!code.digits.equals(given)) {
      codes.put(key, new Code(code.digits, code.until, code.wrong + 1, code.used));
      return Verdict.WRONG;
    }
    if (code.used) {
      return Verdict.USED;
    }
    return now.isAfter(code.until) ? Verdict.EXPIRED : Verdict.RIGHT;
  }

  /** Notes that the code was used, once what it confirmed is committed. */
  void use(long chat, Action action) {
    codes.computeIfPresent(
        new Key(chat, action), (_, code) -> new Code(code.digits, code.until, code.wrong, true));
  }
}

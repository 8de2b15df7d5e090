package io.tidemark.core.parity;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An event of the tests. */
record Said(String subject, @Nullable BigDecimal price) {

  static Said of(String subject, String price) {
    return new Said(subject, new BigDecimal(price));
  }
}

package io.tidemark.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.operator.retention.Retained;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of the audit, of thoughts and of alerts, on a real Postgres. */
class RetentionIT {

  @Test
  void forgetsWhatIsOlderAndWhatIsMoreThanIsKept() {
    try (RunningGateway gateway =
        new RunningGateway(
            "--tidemark.operator.audit.keep-most=3",
            "--tidemark.operator.audit.keep-for=2d",
            "--tidemark.operator.thoughts.keep-most=3",
            "--tidemark.operator.thoughts.keep-for=2d",
            "--tidemark.operator.alerts.keep-most=3",
            "--tidemark.operator.alerts.keep-for=2d")) {
      gateway
          .tables()
          .sql(
              """
              insert into command_audit
                (occurred_at, actor, address, action, target, outcome, status)
              select now(), 'key', 'a', 'POST', 'entry ' || i, 'ACCEPTED', 200
              from generate_series(1, 5) i""")
          .update();
      gateway
          .tables()
          .sql(
              """
              insert into thought
                (thought_id, run, event_time, kind, severity, sentence, subjects)
              select gen_random_uuid(), 'r', '2013-11-25', 'FILL', 'INFO', 'thought ' || i, '{}'
              from generate_series(1, 5) i""")
          .update();

      gateway
          .tables()
          .sql(
              """
              with raised as (
                insert into alert
                  (alert_id, run, source, severity, cause, title, event_time, raised_at)
                select gen_random_uuid(), 'r', 'THOUGHT', 'INFO', 'c' || i, 'alert ' || i,
                  '2013-11-25', now()
                from generate_series(1, 5) i
                returning alert_id)
              insert into alert_delivery
                (alert_id, channel, recipient, news, state, created_at, next_at)
              select alert_id, 'MAIL', 'a', 'RAISED', 'SENT', now(), now() from raised""")
          .update();

      forget(gateway, Instant.now());

      assertThat(texts(gateway, "select target from command_audit order by audit_id"))
          .containsExactly("entry 3", "entry 4", "entry 5");
      assertThat(texts(gateway, "select sentence from thought order by number"))
          .containsExactly("thought 3", "thought 4", "thought 5");
      assertThat(
              texts(
                  gateway,
                  "select title from alert join alert_delivery using (alert_id) order by number"))
          .containsExactly("alert 3", "alert 4", "alert 5");

      forget(gateway, Instant.now().plus(Duration.ofDays(3)));

      assertThat(texts(gateway, "select target from command_audit")).isEmpty();
      assertThat(texts(gateway, "select sentence from thought")).isEmpty();
      assertThat(texts(gateway, "select channel from alert_delivery")).isEmpty();
    }
  }

  private static void forget(RunningGateway gateway, Instant now) {
    gateway.beans(Retained.class).forEach(retained -> retained.forget(now));
  }

  private static List<String> texts(RunningGateway gateway, String query) {
    return gateway.tables().sql(query).query(String.class).list();
  }
}

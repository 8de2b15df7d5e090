package io.tidemark.operator.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tidemark.operator.alert.Alert.Severity;
import io.tidemark.operator.alert.AlertNews.What;
import io.tidemark.operator.alert.MailProperties.Security;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailChannelTest {

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void mailsAnAlertAsPlainText() throws Exception {
    MailChannel channel = new MailChannel(properties(server.getSmtp().getPort()), "");

    assertThat(channel.recipients()).containsExactly("ops@example.org", "me@example.org");
    assertThat(channel.send("ops@example.org", message("The heap of größe is full.", false)))
        .isEqualTo(new Sending.Sent());

    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject())
        .isEqualTo("Tidemark (paper, account main): WARNING: The heap of größe is full.");
    assertThat(mail.getFrom()[0]).hasToString("Tidemark <bot@example.org>");
    assertThat(mail.getAllRecipients()[0]).hasToString("ops@example.org");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getContent().toString().replace("\r\n", "\n").stripTrailing())
        .isEqualTo("warning: The heap of größe is full.\nsince 2013-11-25T00:00:00Z");
  }

  @Test
  void repeatsAMailUnderItsOwnId() throws Exception {
    MailChannel channel = new MailChannel(properties(server.getSmtp().getPort()), "");

    channel.send("ops@example.org", message("One.", false));
    channel.send("ops@example.org", message("One.", true));
    channel.send("me@example.org", message("One.", false));

    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails[1].getMessageID()).isEqualTo(mails[0].getMessageID());
    assertThat(mails[1].getContent().toString()).startsWith("How an earlier try");
    assertThat(mails[2].getMessageID()).isNotEqualTo(mails[0].getMessageID());
  }

  @Test
  void letsNoTitleWriteAHeader() throws Exception {
    MailChannel channel = new MailChannel(properties(server.getSmtp().getPort()), "");

    channel.send("ops@example.org", message("One.\r\nBcc: spy@example.org", false));

    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).endsWith("WARNING: One. Bcc: spy@example.org");
  }

  @Test
  void triesAgainWhileTheServerIsAway() throws FolderException {
    int port = server.getSmtp().getPort();
    MailChannel channel = new MailChannel(properties(port), "");
    server.stop();

    assertThat(channel.send("ops@example.org", message("One.", false)))
        .isEqualTo(
            new Sending.TryAgain("127.0.0.1:%d cannot be reached".formatted(port), null, false));
  }

  @Test
  void sendsNothingWithoutTheTlsThatIsAskedFor() {
    MailProperties tls =
        new MailProperties(
            "127.0.0.1",
            server.getSmtp().getPort(),
            Security.STARTTLS,
            null,
            "bot@example.org",
            List.of("ops@example.org"));

    assertThat(new MailChannel(tls, "").send("ops@example.org", message("One.", false)))
        .isInstanceOf(Sending.TryAgain.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void refusesSettingsThatCannotWorkOrWouldTellThePassword() {
    refuses("someone", Security.STARTTLS, "", "bot@example.org", "TIDEMARK_MAIL_PASSWORD");
    refuses("someone", Security.NONE, "password", "bot@example.org", "would travel in plain");
    refuses(null, Security.NONE, "", "no address", "'no address' is no address");
  }

  private static void refuses(
      @Nullable String user, Security security, String password, String from, String message) {
    MailProperties properties =
        new MailProperties("h", 25, security, user, from, List.of("ops@example.org"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MailChannel(properties, password))
        .withMessageContaining(message);
  }

  private static MailProperties properties(int port) {
    return new MailProperties(
        "127.0.0.1",
        port,
        Security.NONE,
        null,
        "Tidemark <bot@example.org>",
        List.of("ops@example.org", "me@example.org"));
  }

  private static AlertMessage message(String title, boolean repeated) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return new AlertMessage(
        "paper, account main",
        List.of(
            new AlertNews(
                AlertRows.alert("a", Severity.WARNING, title), What.RAISED, now, null, null)),
        repeated);
  }
}

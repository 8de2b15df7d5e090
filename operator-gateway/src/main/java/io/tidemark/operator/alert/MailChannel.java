package io.tidemark.operator.alert;

import io.tidemark.model.Ids;
import io.tidemark.operator.alert.MailProperties.Security;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Mails alerts as plain text. The same news to the same address has the same {@code Message-ID}, by
 * which a mailbox knows a repetition.
 */
final class MailChannel implements AlertChannel {

  private static final String LIMIT_MILLIS = "10000";
  private static final int FIRST_PERMANENT = 500;
  private static final int LONGEST_SUBJECT = 150;

  private final MailProperties properties;
  private final String password;
  private final Session session;
  private final InternetAddress from;

  /**
   * @throws IllegalArgumentException if an address is none, or the password is missing or would
   *     travel in plain
   */
  MailChannel(MailProperties properties, String password) {
    this.properties = properties;
    this.password = password;
    this.from = address(String.valueOf(properties.from()));
    properties.to().forEach(MailChannel::address);
    if (properties.hasUsername() && password.isBlank()) {
      throw new IllegalArgumentException(
          "tidemark.operator.mail.username is set without a password: set TIDEMARK_MAIL_PASSWORD");
    }
    if (properties.hasUsername() && properties.security() == Security.NONE) {
      throw new IllegalArgumentException(
          "tidemark.operator.mail.security is none, so that the password would travel in plain: take"
              + " starttls or tls");
    }
    this.session = Session.getInstance(settings(properties));
  }

  private static InternetAddress address(String text) {
    try {
      return new InternetAddress(text, true);
    } catch (AddressException e) {
      throw new IllegalArgumentException(
          "tidemark.operator.mail: '%s' is no address: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static Properties settings(MailProperties properties) {
    String protocol = protocol(properties);
    Properties settings = new Properties();
    settings.put("mail.transport.protocol", protocol);
    String prefix = "mail.%s.".formatted(protocol);
    settings.put(prefix + "host", properties.host());
    settings.put(prefix + "port", Integer.toString(properties.port()));
    settings.put(prefix + "connectiontimeout", LIMIT_MILLIS);
    settings.put(prefix + "timeout", LIMIT_MILLIS);
    settings.put(prefix + "writetimeout", LIMIT_MILLIS);
    settings.put(prefix + "auth", Boolean.toString(properties.hasUsername()));
    settings.put(prefix + "ssl.checkserveridentity", "true");
    if (properties.security() == Security.STARTTLS) {
      settings.put(prefix + "starttls.enable", "true");
      settings.put(prefix + "starttls.required", "true");
    }
    return settings;
  }

  private static String protocol(MailProperties properties) {
    return properties.security() == Security.TLS ? "smtps" : "smtp";
  }

  @Override
  public String name() {
    return "MAIL";
  }

  @Override
  public Set<String> recipients() {
    return new LinkedHashSet<>(properties.to());
  }

  @Override
  public Sending send(String recipient, AlertMessage message) {
    try (Transport transport = session.getTransport(protocol(properties))) {
      MimeMessage mail = mail(recipient, message);
      if (properties.hasUsername()) {
        transport.connect(properties.username(), password);
      } else {
        transport.connect();
      }
      transport.sendMessage(mail, mail.getAllRecipients());
      return new Sending.Sent();
    } catch (MailConnectException _) {
      return new Sending.TryAgain(
          "%s:%d cannot be reached".formatted(properties.host(), properties.port()), null, false);
    } catch (AuthenticationFailedException _) {
      return new Sending.TryAgain(
          "%s refuses the user or the password".formatted(properties.host()), null, false);
    } catch (MessagingException e) {
      return judge(e);
    }
  }

  private static Sending judge(MessagingException failure) {
    Integer code = code(failure);
    if (code != null) {
      String reason = "the mail server answered with code " + code;
      return code >= FIRST_PERMANENT
          ? new Sending.Refused(reason)
          : new Sending.TryAgain(reason, null, false);
    }
    return new Sending.TryAgain(
        "the mail server failed: " + failure.getClass().getSimpleName(),
        null,
        !(failure instanceof SendFailedException));
  }

  /** What the server answered; null if it did not. */
  private static @Nullable Integer code(MessagingException failure) {
    Integer code = null;
    for (Exception one = failure;
        one instanceof MessagingException mail;
        one = mail.getNextException()) {
      if (one instanceof SMTPAddressFailedException refused) {
        code = refused.getReturnCode();
      } else if (one instanceof SMTPSendFailedException refused && code == null) {
        code = refused.getReturnCode();
      }
    }
    return code;
  }

  private MimeMessage mail(String recipient, AlertMessage message) throws MessagingException {
    List<String> told =
        message.news().stream().map(news -> news.alert().id() + "|" + news.what()).toList();
    String id = "<%s@tidemark>".formatted(Ids.of("mail", recipient, told));
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    mail.setFrom(from);
    mail.setRecipient(Message.RecipientType.TO, address(recipient));
    mail.setSubject(subject(message), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(message.news().getLast().raisedAt()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setText(text(message), StandardCharsets.UTF_8.name());
    mail.saveChanges();
    return mail;
  }

  private static String subject(AlertMessage message) {
    String subject =
        "Tidemark (%s): %s".formatted(message.origin(), message.headline()).replaceAll("\\s+", " ");
    return subject.length() > LONGEST_SUBJECT
        ? subject.substring(0, LONGEST_SUBJECT) + "..."
        : subject;
  }

  private static String text(AlertMessage message) {
    StringBuilder text = new StringBuilder();
    if (message.repeated()) {
      text.append(
          "How an earlier try to send this ended is not known; you may have it already.\n\n");
    }
    message.news().forEach(news -> append(text, news));
    return text.toString();
  }

  private static void append(StringBuilder text, AlertNews news) {
    Alert alert = news.alert();
    String what =
        news.what() == AlertNews.What.CLEARED
            ? "Over"
            : alert.severity().name().toLowerCase(Locale.ROOT);
    text.append("%s: %s\n".formatted(what, alert.title()));
    if (alert.text() != null) {
      text.append(alert.text()).append('\n');
    }
    if (news.what() == AlertNews.What.CLEARED && news.clearance() != null) {
      text.append(news.clearance()).append('\n');
    }
    text.append("since ").append(alert.time()).append('\n');
    if (alert.link() != null) {
      text.append(alert.link()).append('\n');
    }
    text.append('\n');
  }
}
